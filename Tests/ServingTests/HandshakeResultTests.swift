import Dispatch
import Logging
import Net
import System
import Synchronization
import TLS
import TestSupport
import Testing

@testable import Serving

/// Each end of a handshake has its own result, so that a runbook points to the right place.
@Suite(
    .timeLimit(.minutes(30)),
    .enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
struct HandshakeResultTests {
    /// Keeps the counted results.
    private final class Recorder: ServerObserver {
        private let results = Locked<[HandshakeResult]>([])
        private let hasCome = DispatchSemaphore(value: 0)

        func noteHandshake(_ result: HandshakeResult) {
            results.withLock { $0.append(result) }
            hasCome.signal()
        }

        /// Waits for the first result.
        func first() -> HandshakeResult? {
            hasCome.wait(timeout: .now() + 20) == .success ? results.withLock { $0.first } : nil
        }
    }

    /// The result of one client's handshake.
    private func result(
        clientAuthority: [UInt8]? = nil, names: [String] = [], patience: Duration = .seconds(20),
        _ client: (UInt16, [UInt8]) throws -> Void
    ) throws -> HandshakeResult? {
        let certificate = try TestServer.certificate.get()
        var credentials = Credentials(certificate.serving)
        credentials.clientAuthority = clientAuthority.map { PEMFile(contents: $0, name: "clients.crt") }
        var options = TLSOptions()
        options.clientNames = names
        var configuration = ServerConfiguration(addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: 1)
        configuration.limits.shutdownDelay = .zero
        configuration.limits.handshakeTimeout = patience
        let recorder = Recorder()
        let server = try Server(
            configuration, context: ServerContext(credentials, options: options), application: TestApplication(),
            observer: recorder, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let thread = try WorkerThread(name: "server") { _ = try? server.run() }
        defer {
            server.stop()
            server.stop()
            thread.join()
        }
        // A client may learn that it was refused later than the server does, or never.
        try? client(server.addresses[0].port, certificate.authority.certificate)
        return recorder.first()
    }

    private typealias Pair = (certificate: [UInt8], key: [UInt8])

    /// Makes files with openssl, and reads a certificate and its key.
    private func make(_ commands: String, in folder: TemporaryFolder, _ name: String = "one") throws -> Pair {
        let new = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"
        try Repository.output(of: "cd \(folder.path) && new='\(new)' && { \(commands); } 2>/dev/null")
        return try (
            TemporaryFolder.read("\(folder.path)/\(name).crt"), TemporaryFolder.read("\(folder.path)/\(name).key")
        )
    }

    private static let authority = "$new -subj /CN=clients -keyout ca.key -out ca.crt"

    private static func leaf(_ more: String = "", name: String = "kube-apiserver") -> String {
        "$new -CA ca.crt -CAkey ca.key -subj /CN=\(name) -addext basicConstraints=critical,CA:FALSE \(more) "
            + "-keyout one.key -out one.crt"
    }

    /// Puts another key's secret into a key, so that it matches the certificate but signs wrongly.
    private static let forge = """
        for key in ca one; do openssl ec -in $key.key -outform DER -out $key.der || exit 1; done && \
        dd if=ca.der of=one.der bs=1 skip=7 seek=7 count=32 conv=notrunc && { echo '-----BEGIN EC PRIVATE KEY-----' && \
        openssl base64 -in one.der && echo '-----END EC PRIVATE KEY-----'; } >one.key
        """

    /// A certificate from an authority with a given name, which is not the server's.
    private static func stranger(_ name: String) -> String {
        "$new -subj /CN=\(name) -keyout o.key -out o.crt && " + leaf().replacing("ca.", with: "o.")
    }

    private static var manyNames: String {
        "-addext subjectAltName=" + (0..<2500).map { "DNS:host-\($0).example" }.joined(separator: ",")
    }

    /// Problems of the client's certificate, in both versions of TLS; the commands make `one` after `ca`.
    @Test(
        arguments: [
            ("good", leaf(), .ok),
            ("good by its DNS name", leaf("-addext subjectAltName=DNS:kube-apiserver", name: "x"), .ok),
            ("another authority", stranger("others"), .clientCertificate),
            ("another authority of the same name", stranger("clients"), .clientCertificate),
            ("signed by itself", "$new -subj /CN=kube-apiserver -keyout one.key -out one.crt", .clientCertificate),
            ("for servers", leaf("-addext extendedKeyUsage=serverAuth"), .clientCertificate),
            ("another name", leaf(name: "kubelet"), .clientCertificate),
            ("too large", leaf(manyNames), .clientCertificate),
            ("signs wrongly", leaf() + " && " + forge, .clientCertificate),
        ] as [(String, String, HandshakeResult)], [Int32(0x0303), 0x0304])
    func clientCertificate(_ row: (what: String, commands: String, result: HandshakeResult), version: Int32) throws {
        let folder = try TemporaryFolder()
        let pair = try make("\(Self.authority) && \(row.commands)", in: folder)
        let authority = try TemporaryFolder.read("\(folder.path)/ca.crt")
        let result = try result(clientAuthority: authority, names: ["kube-apiserver"]) { port, trusted in
            var options = TLSClient.Options()
            options.credentials = pair
            options.versions = version...version
            let client = try TLSClient(port: port, trusting: trusted, options: options)
            // A server that accepts the client closes the connection in answer, so that neither waits for the other.
            try client.finishSending()
            _ = try client.receive()
        }
        #expect(result == row.result, "\(row.what)")
    }

    @Test(arguments: [Int32(0x0303), 0x0304])
    func noCertificateOrAnExpiredOne(version: Int32) throws {
        let expired = try TestKey.selfSignedRSA(validFor: -60)
        for credentials in [nil, expired] as [Pair?] {
            let result = try result(clientAuthority: expired.certificate) { port, trusted in
                var options = TLSClient.Options()
                options.credentials = credentials
                options.versions = version...version
                let client = try TLSClient(port: port, trusting: trusted, options: options)
                try client.finishSending()
                _ = try client.receive()
            }
            #expect(result == .clientCertificate)
        }
    }

    @Test(arguments: [Int32(0x0303), 0x0304])
    func serverCertificate(version: Int32) throws {
        var options = TLSClient.Options()
        options.versions = version...version
        let stranger = try TestKey.selfSignedRSA().certificate
        #expect(
            try result { port, _ in _ = try TLSClient(port: port, trusting: stranger, options: options) }
                == .serverCertificate)
        options.host = "other.example"
        #expect(
            try result { port, trusted in _ = try TLSClient(port: port, trusting: trusted, options: options) }
                == .serverCertificate)
    }

    @Test func nothingInCommon() throws {
        var old = TLSClient.Options()
        old.versions = 0x0301...0x0302
        var weak = TLSClient.Options()
        weak.versions = 0x0303...0x0303
        weak.suites = "AES128-GCM-SHA256"
        var foreign = TLSClient.Options()
        foreign.protocols = ["h2"]
        for options in [old, weak, foreign] {
            let result = try result { port, trusted in
                _ = try TLSClient(port: port, trusting: trusted, options: options)
            }
            #expect(result == .badProtocol)
        }
    }

    /// Bytes that are not TLS; an empty text is a client that only checks the port.
    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", .plainHTTP), ("POST /validate HTTP/1.1\r\n", .plainHTTP),
            ("HEAD / HTTP/1.0\r\n\r\n", .plainHTTP), ("CONNECT a:443 HTTP/1.1\r\n\r\n", .plainHTTP),
            ("SSH-2.0-OpenSSH_9.2\r\n", .badProtocol), ("\u{16}\u{3}\u{1}\u{0}\u{4}abcd", .badProtocol),
            ("\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", .badProtocol),
            ("", .closed), ("\u{16}", .closed), ("\u{16}\u{3}\u{1}\u{1}\u{0}\u{1}", .closed),
        ] as [(String, HandshakeResult)])
    func noTLS(_ text: String, expected: HandshakeResult) throws {
        let result = try result { port, _ in
            let socket = try TestSocket(port: port)
            try socket.send(Array(text.utf8))
            socket.finishSending()
            _ = try socket.receive()
        }
        #expect(result == expected)
    }

    @Test func tooSlow() throws {
        let result = try result(patience: .milliseconds(50)) { port, _ in
            let socket = try TestSocket(port: port)
            try socket.send([0x16])
            while try socket.receive() != nil {}
        }
        #expect(result == .timeout)
    }
}
