import Logging
import TLS
import TestSupport
import Testing

@testable import Serving

/// Only clients with the right certificate are served.
@Suite(
    .timeLimit(.minutes(30)),
    .enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
struct ClientCertificateTests {
    typealias Pair = (certificate: [UInt8], key: [UInt8])

    /// An authority that signs with openssl.
    private struct Authority {
        let folder: TemporaryFolder

        private static let options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"

        init() throws {
            folder = try TemporaryFolder()
            try Repository.output(
                of: """
                    cd \(folder.path) && openssl req \(Self.options) -subj /CN=clients \
                    -keyout ca.key -out ca.crt 2>/dev/null
                    """)
        }

        var certificate: [UInt8] { get throws { try TemporaryFolder.read("\(folder.path)/ca.crt") } }

        /// Issues a certificate; the name may be followed by further parts, as in `a/CN=b`.
        func issue(_ name: String, usage: String = "clientAuth", alternative: String? = nil) throws -> Pair {
            let names = alternative.map { "-addext subjectAltName=\($0)" } ?? ""
            try Repository.output(
                of: """
                    cd \(folder.path) && openssl req \(Self.options) -CA ca.crt -CAkey ca.key -subj '/CN=\(name)' \
                    -addext extendedKeyUsage=\(usage) -addext basicConstraints=critical,CA:FALSE \(names) \
                    -keyout one.key -out one.crt 2>/dev/null
                    """)
            return try (
                TemporaryFolder.read("\(folder.path)/one.crt"), TemporaryFolder.read("\(folder.path)/one.key")
            )
        }
    }

    private func isServed(_ server: TestServer, _ credentials: Pair?, version: Int32) -> Bool {
        var options = TLSClient.Options()
        options.credentials = credentials
        options.versions = version...version
        do {
            // In TLS 1.3 a client learns that it was refused only from its first read.
            let client = try server.connect(options)
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            return try client.receiveResponse().text == "a"
        } catch {
            return false
        }
    }

    private func context(_ authority: [UInt8], names: [String] = []) throws -> ServerContext {
        var options = TLSOptions()
        options.clientNames = names
        var credentials = Credentials(try TestServer.certificate.get().serving)
        credentials.clientAuthority = PEMFile(contents: authority, name: "clients.crt")
        return try ServerContext(credentials, options: options)
    }

    @Test(arguments: [Int32(0x0303), 0x0304])
    func authority(version: Int32) throws {
        let authority = try Authority()
        let good = try authority.issue("kube-apiserver")
        try withServer { server in
            server.server.use(try context(authority.certificate))
            #expect(isServed(server, good, version: version))
            #expect(!isServed(server, nil, version: version))
            #expect(!isServed(server, try Authority().issue("kube-apiserver"), version: version))
            // The webhook's own certificate is for servers, and a server's certificate is not one for clients.
            #expect(!isServed(server, try authority.issue("kube-apiserver", usage: "serverAuth"), version: version))
        }
    }

    /// One allowed name is enough: the common name, as in Kubernetes, or one of the DNS names.
    @Test func names() throws {
        let authority = try Authority()
        try withServer { server in
            // The third is a name that a pattern in a certificate could stand for.
            server.server.use(
                try context(authority.certificate, names: ["kube-apiserver", "system:aggregator", "api.example"]))
            let alternative = try authority.issue("x", alternative: "DNS:other.example,DNS:kube-apiserver")
            let both = try authority.issue("system:aggregator", alternative: "DNS:other.example")
            for good in try [authority.issue("kube-apiserver"), authority.issue("Kube-APIServer"), both, alternative] {
                #expect(isServed(server, good, version: 0x0304))
            }
            let bad = [
                try authority.issue("kube-apiserver2"), try authority.issue("*"),
                try authority.issue("x", alternative: "DNS:*.example"), try authority.issue("kubelet"),
            ]
            for bad in bad { #expect(!isServed(server, bad, version: 0x0304)) }
        }
    }

    /// The last of several common names counts, as in Go's `crypto/x509`, at any place in the subject.
    @Test(arguments: [
        ("kube-apiserver", true), ("x/CN=kube-apiserver", true), ("x/O=y/CN=KUBE-apiserver/OU=z", true),
        ("kube-apiserver/CN=x", false), ("kube-apiserver/CN=kube-apiserver2", false), ("kube-apiserve", false),
        ("kube-apiserver/CN=x/CN=y", false), ("a.kube-apiserver", false), ("x/OU=kube-apiserver", false),
    ])
    func commonNames(name: String, isServed: Bool) throws {
        let authority = try Authority()
        let certificate = try authority.issue(name)
        let withName = try authority.issue(name, alternative: "DNS:other.example")
        try withServer { server in
            server.server.use(try context(authority.certificate, names: ["kube-apiserver", "other"]))
            #expect(self.isServed(server, certificate, version: 0x0304) == isServed)
            #expect(self.isServed(server, withName, version: 0x0303) == isServed)
        }
    }

    /// OpenSSL would match a name with a leading dot against many names.
    @Test(arguments: [".example", "."])
    func noPatterns(name: String) throws {
        let authority = try Authority()
        let error = #expect(throws: TLSError.self) { try context(authority.certificate, names: [name]) }
        #expect(error?.code == .hostName)
    }

    /// A chain may have four authorities between the client's certificate and a trusted one.
    @Test(arguments: [(0, true), (1, true), (4, true), (5, false)])
    func longChains(intermediates: Int, isServed: Bool) throws {
        let authority = try Authority()
        let files = authority.folder
        var commands = ["cd \(files.path)", "cp ca.crt issuer.crt", "cp ca.key issuer.key", ": >chain.crt"]
        let new = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -CA issuer.crt"
        for number in 0..<intermediates {
            commands += [
                "\(new) -CAkey issuer.key -subj /CN=middle\(number) -addext basicConstraints=critical,CA:TRUE "
                    + "-keyout next.key -out next.crt 2>/dev/null",
                "cat next.crt chain.crt >longer.crt", "mv longer.crt chain.crt", "mv next.crt issuer.crt",
                "mv next.key issuer.key",
            ]
        }
        commands.append(
            "\(new) -CAkey issuer.key -subj /CN=leaf -addext basicConstraints=critical,CA:FALSE -keyout one.key "
                + "-out one.crt 2>/dev/null && cat chain.crt >>one.crt")
        try Repository.output(of: commands.joined(separator: " && "))
        let pair = try (
            TemporaryFolder.read("\(files.path)/one.crt"), TemporaryFolder.read("\(files.path)/one.key")
        )
        try withServer { server in
            server.server.use(try context(authority.certificate))
            #expect(self.isServed(server, pair, version: 0x0304) == isServed)
        }
    }

    /// A file may have several authorities, and one that is not a root, as for programs in Go.
    @Test func severalAuthorities() throws {
        let (first, second) = (try Authority(), try Authority())
        try withServer { server in
            server.server.use(try context(first.certificate + second.certificate))
            for authority in [first, second] {
                #expect(isServed(server, try authority.issue("kube-apiserver"), version: 0x0304))
            }
        }
    }

    /// A certificate from an intermediate authority is served with that authority, so that clients that trust only the
    /// root accept it.
    @Test func chain() throws {
        let root = try Authority()
        let files = root.folder
        try Repository.output(
            of: """
                cd \(files.path) && new='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1' && \
                openssl req -x509 $new -CA ca.crt -CAkey ca.key -subj /CN=middle \
                -addext basicConstraints=critical,CA:TRUE -keyout middle.key -out middle.crt 2>/dev/null && \
                openssl req -x509 $new -CA middle.crt -CAkey middle.key -subj /CN=stashgate \
                -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE \
                -keyout tls.key -out leaf.crt 2>/dev/null && cat leaf.crt middle.crt >tls.crt
                """)
        let whole = CredentialFiles(certificate: "\(files.path)/tls.crt", key: "\(files.path)/tls.key")
        let alone = CredentialFiles(certificate: "\(files.path)/leaf.crt", key: "\(files.path)/tls.key")
        try withServer { server in
            server.server.use(try ServerContext(whole.read()))
            #expect(try TLSClient(port: server.port, trusting: root.certificate).version == "TLSv1.3")
            server.server.use(try ServerContext(alone.read()))
            #expect(throws: TestClientError.self) {
                try TLSClient(port: server.port, trusting: try root.certificate)
            }
        }
    }

    /// A new client authority is loaded in the same way as a new certificate.
    @Test func reloaded() throws {
        let (first, second) = (try Authority(), try Authority())
        let certificate = try TestServer.certificate.get().serving
        let folder = first.folder
        try folder.write(certificate.certificate, to: "tls.crt")
        try folder.write(certificate.key, to: "tls.key")
        let files = CredentialFiles(
            certificate: "\(folder.path)/tls.crt", key: "\(folder.path)/tls.key",
            clientAuthority: "\(folder.path)/ca.crt")
        let good = (try first.issue("kube-apiserver"), try second.issue("kube-apiserver"))
        try withServer { server in
            let credentials = try files.read()
            server.server.use(try ServerContext(credentials))
            let reloader = try CertificateReloader(
                of: files, inUse: credentials, for: server.server, logger: Logger(label: "test") { _ in LogLines() })
            defer { reloader.stop() }
            #expect(isServed(server, good.0, version: 0x0304))
            #expect(!isServed(server, good.1, version: 0x0304))
            try folder.write(second.certificate, to: "ca.crt")
            var isTaken = false
            for _ in 0..<1000 where !isTaken {
                isTaken = isServed(server, good.1, version: 0x0304)
            }
            #expect(isTaken)
            #expect(!isServed(server, good.0, version: 0x0304))
        }
    }

    @Test(arguments: ["", "hello"])
    func unusable(authority: String) throws {
        let error = #expect(throws: TLSError.self) { try context(Array(authority.utf8)) }
        #expect(error?.description == "clients.crt holds no certificate that can be read")
    }
}
