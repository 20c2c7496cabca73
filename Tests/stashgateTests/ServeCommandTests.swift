import Glibc
import TLS
import TestSupport
import Testing

/// `stashgate serve` on the command line.
@Suite(.timeLimit(.minutes(30)))
struct ServeCommandTests {
    /// A certificate for 127.0.0.1 and the authority that signed it, as files.
    private struct Certificate {
        let folder: TemporaryFolder
        let files: CertificateFiles

        init() throws {
            folder = try TemporaryFolder()
            files = CertificateFiles(in: folder.path)
            _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        }

        var authority: [UInt8] { get throws { try TemporaryFolder.read(files.authorityCertificate) } }

        var arguments: [String] {
            ["serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--shutdown-delay", "0s"]
        }
    }

    private func start(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(ChildProcess.product("stashgate"), arguments)
    }

    private func port(_ server: ChildProcess) throws -> UInt16 {
        try #require(try server.waitForErrors(containing: "listening on https://127.0.0.1:").first.flatMap(UInt16.init))
    }

    private static let request = Array("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

    /// The server logs its address, answers there, and ends with 0 after either signal.
    @Test(arguments: [SIGTERM, SIGINT])
    func servesUntilTheSignal(signal: Int32) throws {
        let certificate = try Certificate()
        let server = try start(certificate.arguments + ["--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0"])
        let ports = try server.waitForErrors(containing: "listening on https://127.0.0.1:", count: 2)
        #expect(Set(ports).count == 2 && !ports.contains("0"))
        for port in ports.compactMap(UInt16.init) {
            let client = try TLSClient(port: port, trusting: certificate.authority)
            try client.send(Self.request)
            #expect(try client.receiveResponse().status == 200)
            client.socket.close()
        }
        server.send(signal)
        #expect(server.waitForEnd() == .exit(0))
        #expect(server.output == "")
    }

    /// Other signals that would end a program are ignored, except for one that reloads the certificate.
    ///
    /// The certificate is behind a link to a folder whose changes the kernel does not report.
    @Test func otherSignals() throws {
        let (old, new) = try (Certificate(), Certificate())
        let folder = try TemporaryFolder()
        for name in ["tls.crt", "tls.key"] {
            _ = unsafe symlink("\(old.folder.path)/\(name)", "\(folder.path)/\(name)")
        }
        let files = CertificateFiles(in: folder.path)
        let server = try start([
            "serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--shutdown-delay", "0s", "--listen",
            "127.0.0.1:0",
        ])
        let port = try port(server)
        for name in ["tls.crt", "tls.key"] {
            try old.folder.write(TemporaryFolder.read("\(new.folder.path)/\(name)"), to: name)
        }
        for signal in [SIGUSR1, SIGUSR2, SIGHUP] { server.send(signal) }
        _ = try server.waitForErrors(containing: "received SIGHUP: looking at the certificate")
        _ = try server.waitForErrors(containing: "certificate reloaded")
        #expect(try TLSClient(port: port, trusting: new.authority).version == "TLSv1.3")
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
    }

    /// A second signal ends the server at once, and the exit code says that requests were cut off.
    @Test func secondSignal() throws {
        let certificate = try Certificate()
        let server = try start(certificate.arguments + ["--listen", "127.0.0.1:0"])
        let client = try TLSClient(port: port(server), trusting: certificate.authority)
        try client.send("POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n1")
        #expect(try !client.socket.waitForInput(milliseconds: 100))
        server.send(SIGTERM)
        _ = try server.waitForErrors(containing: "stopping")
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(1))
    }

    private static let allWell = "[+]serving ok\n[+]workers ok\n[+]certificate ok\nreadyz check passed\n"

    /// The monitoring listener reports an unusable certificate, and a stop before the end.
    @Test func monitoring() throws {
        let certificate = try Certificate()
        let server = try start(
            certificate.arguments + [
                "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--shutdown-delay", "1h",
            ])
        let client = try TLSClient(port: port(server), trusting: certificate.authority)
        let text = try #require(try server.waitForErrors(containing: "listening on http://127.0.0.1:").first)
        let monitoringPort = try #require(UInt16(text))
        var watcher = try TestSocket(port: monitoringPort)
        func ask(_ path: String) throws -> TestResponse {
            try watcher.send(Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            return try watcher.receiveResponse()
        }
        #expect(try ask("/livez").text == "ok\n")
        #expect(try ask("/readyz").text == "ok\n")
        #expect(try ask("/readyz?verbose").text == Self.allWell)
        #expect(try ask("/validate").status == 404)

        try certificate.folder.write("nonsense", to: "tls.crt")
        _ = try server.waitForErrors(containing: "the new certificate cannot be used")
        let verbose = try ask("/readyz?verbose&x=1")
        #expect(verbose.status == 200)
        #expect(verbose.text.contains("\n[!]certificate: the new one cannot be used, the one in use stays: "))

        server.send(SIGTERM)
        _ = try server.waitForErrors(containing: "stopping")
        // From now on every answer ends its connection, on this listener too.
        let unready = try ask("/readyz")
        #expect(unready.status == 503 && unready.fields["connection"] == "close")
        watcher = try TestSocket(port: monitoringPort)
        #expect(try ask("/readyz?verbose").text.hasPrefix("[-]serving failed: the server is stopping\n"))
        watcher = try TestSocket(port: monitoringPort)
        #expect(try ask("/livez").status == 200)
        try client.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n")
        let last = try client.receiveResponse()
        #expect(last.status == 503 && last.fields["connection"] == "close")
        #expect(try TLSClient(port: port(server), trusting: certificate.authority).version == "TLSv1.3")
        client.socket.close()
        server.send(SIGTERM)
        #expect([.exit(0), .exit(1)].contains(server.waitForEnd()))
    }

    /// Clients that disconnect at any byte leave no descriptors and no log lines behind.
    @Test func leaksNothing() throws {
        let certificate = try Certificate()
        let server = try start(certificate.arguments + ["--listen", "127.0.0.1:0"])
        let port = try port(server)
        let authority = try certificate.authority
        let first = try TLSClient(port: port, trusting: authority)
        try first.send(Self.request)
        #expect(try first.receiveResponse().status == 200)
        let total = first.socket.bytesSent
        first.socket.close()
        try waitForDescriptors(server, atMost: .max)
        let logged = server.errors
        let before = try server.openDescriptors()
        for limit in 0...total {
            let client = try TLSClient(TestSocket(port: port), trusting: authority)
            client.socket.byteLimit = limit
            do {
                try client.handshake()
                try client.send(Self.request)
            } catch {
                #expect(error as? TestClientError == .limit)
            }
            if limit % 2 == 0 { client.socket.abort() } else { client.socket.close() }
        }
        try waitForDescriptors(server, atMost: before)
        #expect(server.errors == logged)
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
    }

    /// Without descriptors for further connections the server waits for some, and then serves the waiting clients.
    @Test func outOfDescriptors() throws {
        let certificate = try Certificate()
        let server = try start(certificate.arguments + ["--listen", "127.0.0.1:0", "--workers", "1"])
        let port = try port(server)
        let authority = try certificate.authority
        // After its first answer, a worker has all descriptors that it needs itself.
        let first = try TLSClient(port: port, trusting: authority)
        try first.send(Self.request)
        #expect(try first.receiveResponse().status == 200)
        try server.limitDescriptors(to: server.openDescriptors() + 2)
        let sockets = try (0..<6).map { _ in try TestSocket(port: port) }
        _ = try server.waitForErrors(containing: "cannot accept a connection: Too many open files")
        for socket in sockets[..<4] { socket.close() }
        for socket in sockets[4...] {
            let client = try TLSClient(socket, trusting: authority)
            try client.handshake()
            try client.send(Self.request)
            #expect(try client.receiveResponse().status == 200)
        }
        server.send(SIGTERM)
        for socket in sockets { socket.close() }
        #expect(server.waitForEnd() == .exit(0))
        // The message is logged once, not at every attempt.
        #expect(try server.waitForErrors(containing: "Too many open files").count == 1)
    }

    /// `[::]` and `0.0.0.0` can share a port, although `[::]` alone would take both families.
    @Test func bothFamilies() throws {
        let certificate = try Certificate()
        let first = try start(certificate.arguments + ["--listen", "[::]:0"])
        let text = try #require(try first.waitForErrors(containing: "listening on https://[::]:").first)
        let port = try #require(UInt16(text))
        #expect(try TLSClient(port: port, trusting: certificate.authority).version == "TLSv1.3")
        first.send(SIGTERM)
        #expect(first.waitForEnd() == .exit(0))

        let second = try start(
            certificate.arguments + ["--listen", "0.0.0.0:\(port)", "--listen", "[::]:\(port)"])
        _ = try second.waitForErrors(containing: "listening on https://", count: 2)
        #expect(try TLSClient(port: port, trusting: certificate.authority).version == "TLSv1.3")
        second.send(SIGTERM)
        #expect(second.waitForEnd() == .exit(0))
    }

    /// The server closes a connection slightly later than its client.
    private func waitForDescriptors(_ server: ChildProcess, atMost limit: Int) throws {
        #expect(try eventually { try server.openDescriptors() <= limit }, "descriptors stay open")
    }
}
