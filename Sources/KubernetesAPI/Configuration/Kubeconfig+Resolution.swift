internal import Document
internal import HTTP
internal import TLS

extension Kubeconfig {
    /// The most names of contexts that a message lists.
    private static let mostListedNames = 10

    /// The configuration of a context.
    ///
    /// - Parameter name: The context's name; nil for the current one.
    /// - Returns: The configuration.
    /// - Throws: `ConfigurationError`, which names the file and the field.
    package func configuration(context name: String? = nil) throws(ConfigurationError) -> ClusterConfiguration {
        let files = files.joined(separator: ", ")
        guard let name = name ?? currentContext else {
            throw ConfigurationError(.missing, "\(files) has no current-context\(listed(contexts))")
        }
        let context = try entry(name, "context", in: contexts, referredToBy: files)
        guard let clusterName = try context.text("cluster") else {
            throw ConfigurationError(.malformed, "\(context.place) has no cluster")
        }
        let cluster = try entry(clusterName, "cluster", in: clusters, referredToBy: context.place)
        var configuration = try Self.configuration(
            of: cluster, origin: "context \(Quoted.text(name)) of \(context.file)")
        if let namespace = try context.text("namespace") {
            guard Resource.isName(namespace) else {
                throw ConfigurationError(
                    .invalid, "\(context.place): namespace \(Quoted.text(namespace)) is not a name")
            }
            configuration.namespace = namespace
        }
        if let userName = try context.text("user") {
            let user = try entry(userName, "user", in: users, referredToBy: context.place)
            try Self.authenticate(&configuration, as: user, cluster: cluster)
        }
        return configuration
    }

    private func entry(
        _ name: String, _ kind: String, in entries: [String: Entry], referredToBy place: String
    ) throws(ConfigurationError) -> FieldReader {
        guard let entry = entries[name] else {
            let others = kind == "context" ? listed(entries) : ""
            throw ConfigurationError(.unknownName, "\(place): there is no \(kind) \(Quoted.text(name))\(others)")
        }
        return FieldReader(entry, place: "\(entry.file): \(kind) \(Quoted.text(name))")
    }

    /// The names that could have been meant, as the end of a message.
    private func listed(_ entries: [String: Entry]) -> String {
        let names = entries.keys.sorted()
        guard !names.isEmpty else { return "" }
        let more = names.count > Self.mostListedNames ? " and others" : ""
        let list = names.prefix(Self.mostListedNames).map { Quoted.text($0) }.joined(separator: ", ")
        return "; there are the contexts \(list)\(more)"
    }

    private static func configuration(
        of cluster: FieldReader, origin: String
    ) throws(ConfigurationError) -> ClusterConfiguration {
        guard let url = try cluster.text("server") else {
            throw ConfigurationError(.malformed, "\(cluster.place) has no server")
        }
        if let proxy = try cluster.text("proxy-url") {
            throw ConfigurationError(
                .unsupported,
                "\(cluster.place): proxy-url \(Quoted.text(proxy)) is not supported; connect without a proxy")
        }
        let server: ServerAddress
        do throws(ConfigurationError) {
            server = try ServerAddress(url)
        } catch {
            throw ConfigurationError(error.code, "\(cluster.place): \(error)")
        }
        var configuration = ClusterConfiguration(server: server, origin: origin)
        let authority = try material("certificate-authority", "certificate-authority-data", of: cluster)
        configuration.serverName = try cluster.text("tls-server-name")
        if let name = configuration.serverName, (try? HostName(name)) == nil || name.hasPrefix("*") {
            throw ConfigurationError(
                .invalid,
                "\(cluster.place): tls-server-name \(Quoted.text(name)) is neither a DNS name nor an IP address")
        }
        if try cluster.flag("insecure-skip-tls-verify") {
            guard authority == nil else {
                throw ConfigurationError(
                    .invalid,
                    "\(cluster.place) has a certificate authority together with insecure-skip-tls-verify; use one of them"
                )
            }
            configuration.trust = .anyone
        } else if let authority {
            configuration.trust = .authority(authority)
        }
        return configuration
    }

    /// A certificate or key that is given inline or as the path of a file; inline data wins, as in kubectl.
    private static func material(
        _ file: Key, _ inline: Key, of entry: FieldReader
    ) throws(ConfigurationError) -> ClusterConfiguration.Material? {
        if let data = try entry.data(inline) {
            return .inline(PEMFile(contents: data, name: "\(entry.place): \(inline.text)"))
        }
        return try entry.path(file).map { .file($0) }
    }

    private static func authenticate(
        _ configuration: inout ClusterConfiguration, as user: FieldReader, cluster: FieldReader
    ) throws(ConfigurationError) {
        if try user.reader("auth-provider") != nil {
            throw ConfigurationError(
                .unsupported, "\(user.place): auth-provider is not supported, nor by Kubernetes since 1.26; use exec")
        }
        let certificate = try material("client-certificate", "client-certificate-data", of: user)
        let key = try material("client-key", "client-key-data", of: user)
        switch (certificate, key) {
        case (let certificate?, let key?):
            configuration.certificate = ClusterConfiguration.ClientCertificate(certificate: certificate, key: key)
        case (nil, nil): break
        case (_?, nil):
            throw ConfigurationError(.invalid, "\(user.place) has a client certificate without a client key")
        case (nil, _?):
            throw ConfigurationError(.invalid, "\(user.place) has a client key without a client certificate")
        }
        configuration.identity = try identity(of: user, cluster: cluster, configuration)
        configuration.impersonation = try impersonation(of: user)
        guard configuration.server.isSecure || configuration.certificate == nil else {
            throw ConfigurationError(.invalid, "\(user.place) has a client certificate, and its server has no TLS")
        }
    }

    private static func identity(
        of user: FieldReader, cluster: FieldReader, _ configuration: ClusterConfiguration
    ) throws(ConfigurationError) -> ClusterConfiguration.Identity {
        var token = try user.text("token")
        if let text = token { token = try BearerToken.checked(text, of: user.place) }
        let (name, password) = (try user.text("username"), try user.text("password"))
        let hasPassword = name != nil || password != nil
        let file = try user.path("tokenFile")
        if hasPassword, token != nil || file != nil {
            throw ConfigurationError(.invalid, "\(user.place) has a token together with a user name; use one of them")
        }
        if let file { return .tokenFile(file, fallback: token) }
        if let token { return .token(token) }
        if hasPassword {
            guard let name, let password, !name.contains(":") else {
                throw ConfigurationError(
                    .invalid, "\(user.place) must have both username and password, without a colon in the name")
            }
            return .password(user: name, password: password)
        }
        guard let exec = try user.reader("exec") else { return .certificateOnly }
        return .plugin(try CredentialPlugin(exec, cluster: cluster, configuration))
    }

    /// The fields by which a request acts as somebody else (Kubernetes, Authenticating, user impersonation).
    private static func impersonation(
        of user: FieldReader
    ) throws(ConfigurationError) -> [ClusterConfiguration.HeaderField] {
        let (name, uid) = (try user.text("as"), try user.text("as-uid"))
        let (groups, extra) = (try user.texts("as-groups"), try user.lists("as-user-extra"))
        guard let name else {
            guard uid == nil, groups.isEmpty, extra.isEmpty else {
                throw ConfigurationError(.invalid, "\(user.place) has as-uid, as-groups or as-user-extra without as")
            }
            return []
        }
        var fields = [("Impersonate-User", name)]
        if let uid { fields.append(("Impersonate-Uid", uid)) }
        fields += groups.map { ("Impersonate-Group", $0) }
        for (key, values) in extra {
            fields += values.map { ("Impersonate-Extra-\(PercentEncoding.token(key))", $0) }
        }
        for (name, value) in fields where ResponseField(name: name, value: value) == nil {
            throw ConfigurationError(.invalid, "\(user.place): \(Quoted.text(value)) cannot be sent in a header field")
        }
        return fields.map { ClusterConfiguration.HeaderField(name: $0.0, value: $0.1) }
    }
}
