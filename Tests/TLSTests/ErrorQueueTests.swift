import Glibc
import TLS
import TestSupport
import Testing

/// Older errors in OpenSSL's queue must not be taken for new ones, because all operations of a thread share one queue.
struct ErrorQueueTests {
    private static func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    private static func authority(of certificate: [UInt8], _ key: [UInt8]) throws {
        _ = try CertificateAuthority(KeyPair(certificate: certificate, key: key), servingSeconds: 60)
    }

    private static func load(_ certificate: [UInt8], _ key: [UInt8], clients: [UInt8]? = nil) throws {
        _ = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: certificate, name: "tls.crt"),
                key: PEMFile(contents: key, name: "tls.key"),
                clientAuthority: clients.map { PEMFile(contents: $0, name: "ca.crt") }))
    }

    /// Messages and successes are the same with an older error in the queue.
    @Test func messages() throws {
        let pair = try CertificateAuthority(days: 1).issue(for: [HostName("localhost")])
        let middle = pair.certificate.count / 2
        let broken = Array(pair.certificate[..<middle] + [0x2A, 0x2A] + pair.certificate[middle...])
        let encrypted = try TestKey.encrypted(pair.key, traditionally: false)
        let actions: [(what: String, action: () throws -> Void)] = [
            ("good", { try Self.load(pair.certificate, pair.key) }),
            ("broken certificate", { try Self.load(broken, pair.key) }),
            ("broken chain", { try Self.load(pair.certificate + broken, pair.key) }),
            ("no certificate", { try Self.load(Array("hello".utf8), pair.key) }),
            ("no key", { try Self.load(pair.certificate, Array("hello".utf8)) }),
            ("cut key", { try Self.load(pair.certificate, Array(pair.key.dropLast(40))) }),
            ("encrypted key", { try Self.load(pair.certificate, encrypted) }),
            ("clients", { try Self.load(pair.certificate, pair.key, clients: pair.certificate) }),
            ("broken clients", { try Self.load(pair.certificate, pair.key, clients: broken) }),
            ("no clients", { try Self.load(pair.certificate, pair.key, clients: []) }),
            ("address", { _ = try HostName("10.0.0.1") }), ("no address", { _ = try HostName("10.0.0.256") }),
            ("authority", { _ = try CertificateAuthority(days: 1) }),
        ]
        for (what, action) in actions {
            OpenSSLErrors.clear()
            let message = Self.message(action)
            for older in OpenSSLErrors.Kind.allCases {
                OpenSSLErrors.clear()
                OpenSSLErrors.leave(older)
                #expect(Self.message(action) == message, "\(what) after \(older)")
            }
        }
        OpenSSLErrors.clear()
    }

    /// Connections ignore older errors too; otherwise one connection could end another.
    @Test(arguments: OpenSSLErrors.Kind.allCases)
    func connections(older: OpenSSLErrors.Kind) throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        OpenSSLErrors.leave(older)
        #expect(pair.read(turns: 1) == [.wantRead])
        try pair.client.socket.send(pair.client.records(of: [1]))
        OpenSSLErrors.leave(older)
        #expect(pair.read(turns: 2) == [.done(1), .wantRead])
        let bytes = Array("bytes".utf8)
        OpenSSLErrors.leave(older)
        #expect(pair.server.write(bytes.span) == .done(bytes.count))
        OpenSSLErrors.leave(older)
        #expect(pair.server.shutdown() == .done(1))
        OpenSSLErrors.clear()
    }

    /// A connection leaves no errors in the queue for others.
    @Test func leavesNothing() throws {
        OpenSSLErrors.clear()
        do {
            let pair = try ConnectedPair()
            try pair.client.socket.send(Array("nonsense that is no TLS at all".utf8))
            pair.server.beginTurn(records: 32)
            guard case .failed = pair.server.handshake() else { throw Unexpected(what: "it is taken for TLS") }
        }
        #expect(OpenSSLErrors.isEmpty)
        _ = try? HostName("10.0.0.256")
        #expect(OpenSSLErrors.isEmpty)
        _ = try? Self.load([], [])
        #expect(OpenSSLErrors.isEmpty)
        let pair = try CertificateAuthority(days: 1).keyPair()
        let key = try CertificateAuthority(days: 1).keyPair().key
        let locked = try TestKey.encrypted(pair.key, traditionally: false)
        let actions: [(what: String, action: () throws -> Void)] = [
            ("another key", { _ = try Self.authority(of: pair.certificate, key) }),
            ("no certificate", { _ = try Self.authority(of: [], key) }),
            ("no key", { _ = try Self.authority(of: pair.certificate, []) }),
            ("a key with a passphrase", { try Self.load(pair.certificate, locked) }),
            ("certificates without names", { _ = ParsedCertificate.all(in: pair.certificate) }),
            ("a cut certificate", { _ = ParsedCertificate.all(in: pair.certificate.dropLast(40)) }),
            ("no certificates", { _ = ParsedCertificate.all(in: Array("hello".utf8)) }),
            ("the key of another", { _ = ParsedCertificate.all(in: pair.certificate).first?.isOf(key: key) }),
            ("no key of it", { _ = ParsedCertificate.all(in: pair.certificate).first?.isOf(key: []) }),
            (
                "a name that it does not have",
                { _ = ParsedCertificate.all(in: pair.certificate).first?.isFor(try HostName("a.example")) }
            ),
            (
                "nobody's trust",
                { _ = ParsedCertificate.all(in: pair.certificate).first?.isAccepted(byThoseWhoTrust: [], at: 0) }
            ),
        ]
        for (what, action) in actions {
            OpenSSLErrors.clear()
            try? action()
            #expect(OpenSSLErrors.isEmpty, "\(what)")
        }
    }

    /// Errors below TLS have the system's message.
    @Test func systemErrors() throws {
        // A peer that closes its socket with unread bytes resets the connection.
        let reset = try ConnectedPair()
        try reset.handshake()
        let bytes = [UInt8](repeating: 1, count: 1000)
        #expect(reset.server.write(bytes.span) == .done(1000))
        reset.client.socket.close()
        guard case .failed(let error)? = reset.read(turns: 32).last else { throw Unexpected(what: "it is not reset") }
        #expect(error.code == .disconnected)
        #expect(error.description == "Connection reset by peer")
        let gone = try ConnectedPair()
        try gone.handshake()
        gone.client.socket.close()
        guard case .failed(let broken) = gone.server.write(bytes.span) else { throw Unexpected(what: "it is taken") }
        #expect(broken.code == .disconnected)
        #expect(broken.description == "Broken pipe")
    }

    private struct Unexpected: Error {
        let what: String
    }
}
