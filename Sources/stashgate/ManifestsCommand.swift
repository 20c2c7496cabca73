import Admission
public import ArgumentParser
import Document
public import KubeStash
import TLS
import Text

/// `stashgate manifests`: the webhook configurations, for a Service or for an address.
struct ManifestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifests",
        abstract: "Print the webhook configurations that register the server.",
        discussion: """
            The overlays and the chart in the folder manifests have them already; this is for other ways to install the \
            server, and for one outside the cluster.

            Without --ca, the caBundle is left out: cert-manager or a server that makes its own certificates fills it \
            in, and the certificate of an address is checked against the authorities that the API server trusts.

              stashgate manifests --ca ca.crt | kubectl apply -f -
              stashgate manifests --service gate --namespace backup --ca ca.crt
              stashgate manifests --url https://stashgate.example.com:8443 --ca ca.crt
              stashgate manifests --kind backupconfiguration --failure-policy Ignore

            Exits with 0, or with 2 on wrong usage or a file that has no certificate.
            """)

    @Option(
        help: ArgumentHelp(
            "The Service of the server, on port 443 (default: \(InstalledNames.service)).", valueName: "name"),
        transform: ServiceArgument.name)
    var service: String?

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp(
            "The namespace of the server, whose objects are not asked about (default: \(InstalledNames.namespace); none with --url).",
            valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "The address of a server outside the cluster, in place of a Service: https://HOST[:PORT].",
            valueName: "url"),
        transform: WebhookAddress.address)
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The certificate of the authority that signs the server's, in PEM, or - for standard input; 64 KiB at most.",
            valueName: "file"),
        completion: .file())
    var ca: String?

    @Option(
        help: ArgumentHelp(
            "What happens to a change while the server does not answer.",
            discussion: "Kinds that KubeStash itself writes while backups and restores run are always let pass.",
            valueName: "policy"))
    var failurePolicy = Kind.FailurePolicy.fail

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The kinds that are asked about, by their names, plurals or short names (default: all that can be).",
            valueName: "kind"),
        completion: .list(Self.registered.map(\.names.singular)), transform: Self.registeredKind)
    var kind: [Kind] = []

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ManifestFormat.yaml

    /// The most bytes of the certificates, about 40 of them.
    ///
    /// `kubectl apply` keeps an object in an annotation of its own, which an API server takes up to 256 KiB; a
    /// configuration has the certificates twice, a third longer in base64.
    private static let largestAuthority = 64 << 10

    /// The kinds that a webhook is registered for.
    private static let registered = Kinds.all.filter { $0.failurePolicy != nil }

    private static func registeredKind(_ word: String) throws -> Kind {
        guard let kind = Kinds.called(word) else {
            throw ValidationError(
                "there is no kind '\(word.prefix(40))'; the kinds are \(registered.map(\.names.kind).listed)")
        }
        guard kind.failurePolicy != nil else {
            throw ValidationError(
                "\(kind.names.kind) is not asked about, as KubeStash writes it while backups run; the kinds are "
                    + registered.map(\.names.kind).listed)
        }
        return kind
    }

    func validate() throws {
        guard url == nil || service == nil else {
            throw ValidationError(
                "--service is for a server in the cluster and --url for one outside; give one of them")
        }
    }

    func run() throws {
        let server: WebhookManifests.Server =
            if let url { .address(url) } else {
                .service(name: service ?? InstalledNames.service, namespace: namespace ?? InstalledNames.namespace)
            }
        let chosen = Set(kind.map(\.names.kind))
        let registration = WebhookManifests(
            server: server, exemptNamespace: namespace ?? (url == nil ? InstalledNames.namespace : nil),
            authority: try ca.map(Self.authority), failurePolicy: failurePolicy,
            kinds: Self.registered.filter { chosen.isEmpty || chosen.contains($0.names.kind) })
        try StandardOutput.write(Self.text(of: registration.configurations, in: output))
    }

    /// The certificates of a file, which must not have a key: everybody who may read the configurations would read it.
    private static func authority(_ name: String) throws -> [UInt8] {
        let file = PEMFile(contents: try InputFile.text(of: name), name: name)
        guard file.contents.count <= largestAuthority else {
            throw CommandFailure(
                "\(name): more than \(largestAuthority) bytes, which kubectl could not apply in both webhooks of a "
                    + "configuration; pass the authority that signs the server's certificate alone")
        }
        do throws(TLSError) {
            _ = try ClientContext(trust: .authority(file))
        } catch {
            throw CommandFailure("\(error)")
        }
        guard !String(decoding: file.contents, as: UTF8.self).contains("PRIVATE KEY-----") else {
            throw CommandFailure("\(name): it has a private key, which would be readable in the cluster; leave it out")
        }
        return file.contents
    }

    private static func text(of configurations: [[UInt8]], in format: ManifestFormat) throws -> [UInt8] {
        switch format {
        case .yaml:
            return Array(
                try configurations.map { YAMLWriter.text(of: try Document(json: $0)) }
                    .joined(separator: Array("---\n".utf8)))
        case .json:
            let items = configurations.joined(separator: [UInt8(ascii: ",")])
            return Array(#"{"apiVersion":"v1","kind":"List","items":["#.utf8) + Array(items) + Array("]}\n".utf8)
        }
    }
}

extension Kind.FailurePolicy: ExpressibleByArgument {
    /// Reads a policy.
    ///
    /// - Parameter argument: Its name, in upper or lower case; another text is none.
    public init?(argument: String) {
        guard let policy = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
            return nil
        }
        self = policy
    }
}

/// The address of a server on the command line, as a webhook configuration may have it (`WebhookClientConfig`).
enum WebhookAddress {
    private static let scheme = "https://"
    private static let ports = 1...65_535
    /// The characters of a path beside letters and digits (RFC 3986, section 3.3).
    private static let pathMarks = "-._~!$&'()*+,;=:@"

    /// Checks an address.
    ///
    /// - Parameter text: `https://HOST`, perhaps with a port, and with a path before that of the webhooks.
    /// - Returns: The address without a slash at its end.
    /// - Throws: A `ValidationError` if an API server would not take it.
    static func address(_ text: String) throws -> String {
        guard text.lowercased().hasPrefix(scheme) else {
            throw ValidationError("an API server calls https:// only, as in https://stashgate.example.com:8443")
        }
        let rest = text.dropFirst(scheme.count)
        guard !rest.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
            throw ValidationError("an address has no blank in it; in a path, write %20")
        }
        let authority = rest.prefix { $0 != "/" }
        guard !rest.contains(where: { "?#".contains($0) }), !authority.contains("@") else {
            throw ValidationError("an API server takes no user, no query and no fragment in it")
        }
        try check(authority)
        let path = rest.dropFirst(authority.count).split(separator: "/")
        guard path.allSatisfy(isPathSegment) else {
            throw ValidationError(
                "a path has letters, digits and \(pathMarks), and any other byte as % and two hexadecimal digits")
        }
        guard !Webhook.allCases.contains(where: { $0.rawValue == String(path.last ?? "") }) else {
            throw ValidationError("leave out the path of the webhook, which is added")
        }
        return "\(scheme)\(authority)\(path.map { "/\($0)" }.joined())"
    }

    private static func isPathSegment(_ text: Substring) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let character = Character(Unicode.Scalar(byte))
            if byte == UInt8(ascii: "%") {
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
                    return false
                }
                rest = rest.dropFirst(2)
            } else if byte >= 0x80 || !(character.isLetter || character.isNumber || pathMarks.contains(character)) {
                return false
            }
        }
        return true
    }

    private static func check(_ authority: Substring) throws {
        var (host, port) = (authority.prefix { $0 != ":" }, authority.drop { $0 != ":" })
        if authority.hasPrefix("[") {
            host = authority.dropFirst().prefix { $0 != "]" }
            port = authority.drop { $0 != "]" }.dropFirst()
            guard host.contains(":"), authority.contains("]") else {
                throw ValidationError(
                    "an IPv6 address is in brackets, and nothing else is, as in https://[fd00::1]:8443")
            }
        }
        guard !host.hasPrefix("*") else { throw ValidationError("an address has one host, and no asterisk") }
        do throws(TLSError) {
            _ = try HostName(String(host))
        } catch {
            throw ValidationError("\(error)")
        }
        let digits = port.dropFirst()
        let isNumber = digits.allSatisfy { $0.isASCII && $0.isNumber } && Int(digits).map(ports.contains) == true
        guard port.isEmpty || port.hasPrefix(":") && isNumber else {
            throw ValidationError("a port is a number from \(ports.lowerBound) to \(ports.upperBound)")
        }
    }
}
