internal import Document
internal import System
internal import TLS
internal import Time

/// A program that gives credentials: an `exec` plugin of client.authentication.k8s.io/v1 or v1beta1.
package struct CredentialPlugin: Equatable, Sendable {
    /// The most bytes of output: a token, or a certificate with its chain and key.
    private static let mostOutput = 256 << 10

    /// The most time for a run: people may have to log in with a browser meanwhile.
    private static let patience = Duration.seconds(120)

    /// The path of the program; one without a slash is looked up in PATH.
    let command: String
    let arguments: [String]
    /// The variables that the program gets besides those of this process.
    let variables: [String]
    let apiVersion: String
    /// The variable KUBERNETES_EXEC_INFO.
    let information: String
    /// What to do if the program is missing.
    let installHint: String
    /// The place of the plugin, for messages.
    let place: String

    /// The credentials that a plugin has given.
    struct Output: Equatable, Sendable {
        var token: String?
        var certificate: PEMFile?
        var key: PEMFile?
        /// When to ask for new ones; nil for as long as the server accepts them.
        var expiry: Instant?
    }

    /// Reads the description of a plugin.
    ///
    /// - Parameters:
    ///   - exec: The field `exec` of the user.
    ///   - cluster: The cluster that the credentials are for.
    ///   - configuration: The configuration of the cluster.
    /// - Throws: `ConfigurationError`, which names the field.
    init(
        _ exec: FieldReader, cluster: FieldReader, _ configuration: ClusterConfiguration
    ) throws(ConfigurationError) {
        place = exec.place
        guard let command = try exec.text("command") else {
            throw ConfigurationError(.malformed, "\(place): command is missing")
        }
        self.command = command.contains("/") ? FieldReader.path(command, from: exec.file) : command
        arguments = try exec.texts("args")
        guard let version = try exec.text("apiVersion") else {
            throw ConfigurationError(.malformed, "\(place): apiVersion is missing")
        }
        guard ["v1", "v1beta1"].map({ "client.authentication.k8s.io/\($0)" }).contains(version) else {
            throw ConfigurationError(
                .unsupported,
                "\(place): apiVersion \(Quoted.text(version)) is neither client.authentication.k8s.io/v1 nor v1beta1")
        }
        apiVersion = version
        try Self.checkMode(of: exec, version)
        var variables: [String] = []
        for variable in try exec.objects("env") {
            guard let name = try variable.text("name"), !name.contains("=") else {
                throw ConfigurationError(.malformed, "\(variable.place) has no name")
            }
            variables.append("\(name)=\(try variable.text("value") ?? "")")
        }
        self.variables = variables
        installHint = try exec.text("installHint") ?? ""
        let isInformed = try exec.flag("provideClusterInfo")
        information = try Self.information(version, isInformed ? (cluster, configuration) : nil)
    }

    /// Refuses a plugin that cannot run without a terminal.
    private static func checkMode(of exec: FieldReader, _ version: String) throws(ConfigurationError) {
        let mode = try exec.text("interactiveMode")
        guard let mode = mode ?? (version.hasSuffix("v1beta1") ? "IfAvailable" : nil) else {
            throw ConfigurationError(.malformed, "\(exec.place): interactiveMode is missing")
        }
        guard mode != "Always" else {
            throw ConfigurationError(
                .unsupported, "\(exec.place): interactiveMode Always needs a terminal, and there is none")
        }
        guard mode == "Never" || mode == "IfAvailable" else {
            throw ConfigurationError(
                .malformed, "\(exec.place): interactiveMode \(Quoted.text(mode)) is not Never, IfAvailable or Always")
        }
    }

    /// The ExecCredential that tells a plugin what it is asked for.
    private static func information(
        _ version: String, _ cluster: (FieldReader, ClusterConfiguration)?
    ) throws(ConfigurationError) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("kind")
        writer.string("ExecCredential")
        writer.key("apiVersion")
        writer.string(version)
        writer.key("spec")
        writer.beginObject()
        if let (reader, configuration) = cluster {
            writer.key("cluster")
            writer.beginObject()
            writer.key("server")
            writer.string(try reader.text("server") ?? "")
            if let name = configuration.serverName {
                writer.key("tls-server-name")
                writer.string(name)
            }
            if configuration.trust == .anyone {
                writer.key("insecure-skip-tls-verify")
                writer.boolean(true)
            }
            if case .authority(let material) = configuration.trust {
                writer.key("certificate-authority-data")
                writer.base64(try material.read().contents)
            }
            if let config = try pluginConfiguration(in: reader) {
                writer.key("config")
                config.write(to: &writer)
            }
            writer.endObject()
        }
        writer.key("interactive")
        writer.boolean(false)
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The extension of a cluster that is meant for plugins.
    private static func pluginConfiguration(in cluster: FieldReader) throws(ConfigurationError) -> FieldReader? {
        for item in try cluster.objects("extensions")
        where try item.text("name") == "client.authentication.k8s.io/exec" {
            return try item.reader("extension")
        }
        return nil
    }

    /// Runs the plugin.
    ///
    /// - Parameters:
    ///   - environment: The variables of this process.
    ///   - interruption: What ends the run early.
    /// - Returns: The credentials.
    /// - Throws: `APIError` if the plugin fails, or gives none.
    func run(environment: [String: String], interruption: Interruption) throws(APIError) -> Output {
        var all = environment
        for variable in variables {
            let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            all[String(parts[0])] = String(parts[1])
        }
        all["KUBERNETES_EXEC_INFO"] = information
        let run = ProgramRun(path: command, arguments: arguments, environment: all.map { "\($0)=\($1)" })
        let bytes: [UInt8]
        do throws(ProgramRun.Failure) {
            let end = MonotonicInstant.now().advanced(by: Self.patience)
            bytes = try run.output(upTo: Self.mostOutput, until: end, interruption: interruption)
        } catch {
            throw failure(error)
        }
        do throws(ConfigurationError) {
            return try output(of: bytes)
        } catch {
            throw APIError(.credentials, error.description)
        }
    }

    private func failure(_ failure: ProgramRun.Failure) -> APIError {
        let hint = installHint.isEmpty ? "" : "; \(Quoted.visible(installHint))"
        let reason =
            switch failure {
            case .interrupted: "it was interrupted"
            case .unstarted(let error): "\(error)\(hint)"
            case .exit(let code): "it ended with exit code \(code)"
            case .signal(let number): "it was ended by signal \(number)"
            case .tooLong: "it wrote more than \(Self.mostOutput) bytes"
            case .timedOut: "it did not end within \(Self.patience.components.seconds) seconds"
            }
        return APIError(
            failure == .interrupted ? .interrupted : .credentials, "\(place): \(Quoted.text(command)) failed: \(reason)"
        )
    }

    /// Reads an ExecCredential.
    func output(of bytes: [UInt8]) throws(ConfigurationError) -> Output {
        let document: Document
        do throws(ParseError) {
            document = try Document(json: bytes)
        } catch {
            throw ConfigurationError(.malformed, "\(place): the plugin's output is not JSON: \(error)")
        }
        let entry = Kubeconfig.Entry(document: document, node: document.root, file: "")
        let reader = FieldReader(entry, place: "\(place): the plugin's output")
        guard document.isObject(document.root), try reader.text("kind") == "ExecCredential",
            try reader.text("apiVersion") == apiVersion
        else { throw ConfigurationError(.malformed, "\(reader.place) is not an ExecCredential of \(apiVersion)") }
        guard let status = try reader.reader("status") else {
            throw ConfigurationError(.malformed, "\(reader.place) has no status")
        }
        var output = Output()
        output.token = try status.text("token")
        if let token = output.token { output.token = try BearerToken.checked(token, of: status.place) }
        let (certificate, key) = (try status.text("clientCertificateData"), try status.text("clientKeyData"))
        guard (certificate == nil) == (key == nil), output.token != nil || certificate != nil else {
            throw ConfigurationError(
                .malformed, "\(status.place) has neither a token nor clientCertificateData with clientKeyData")
        }
        output.certificate = certificate.map {
            PEMFile(contents: Array($0.utf8), name: "\(status.place): clientCertificateData")
        }
        output.key = key.map { PEMFile(contents: Array($0.utf8), name: "\(status.place): clientKeyData") }
        if let text = try status.text("expirationTimestamp") {
            guard let expiry = Instant(rfc3339: text) else {
                throw ConfigurationError(
                    .malformed, "\(status.place): expirationTimestamp \(Quoted.text(text)) is not a time of RFC 3339")
            }
            output.expiry = expiry
        }
        return output
    }
}
