import Glibc
import System
import TLS
import TestSupport
import Testing

/// Both ends of a connection, in one thread.
final class ConnectedPair {
    var server: Connection
    let client: TLSClient
    let number: Int32

    init(_ versions: ClosedRange<Int32> = 0x0303...0x0304) throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        number = ends[0]
        let pair = try CertificateAuthority(days: 1).issue(for: [HostName("localhost")])
        let credentials = Credentials(
            certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
            key: PEMFile(contents: pair.key, name: "tls.key"))
        server = try Connection(ServerContext(credentials), socket: ends[0])
        var options = TLSClient.Options()
        options.versions = versions
        options.suites = "ECDHE-ECDSA-AES128-GCM-SHA256"
        client = try TLSClient(TestSocket(adopting: ends[1]), trusting: nil, options: options)
    }

    deinit { close(number) }

    /// The client has its own thread, because it waits for the server's answers.
    func handshake() throws {
        let failure = Locked<String?>(nil)
        let client = UncheckedClient(client: client)
        let thread = try WorkerThread(name: "client") {
            do { try client.client.handshake() } catch { failure.withLock { $0 = "\(error)" } }
        }
        defer { thread.join() }
        while true {
            server.beginTurn(records: 32)
            let outcome = server.handshake()
            if outcome == .done(1) { return }
            try #require(outcome == .wantRead && failure.withLock { $0 } == nil)
            var descriptors = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            try #require(unsafe poll(&descriptors, 1, 20_000) == 1)
        }
    }

    /// Lets one thread after the other use the client.
    private struct UncheckedClient: @unchecked Sendable {
        let client: TLSClient
    }

    func expectBufferedInput(_ isExpected: Bool) throws {
        let hasInput = server.hasBufferedInput
        try #require(hasInput == isExpected)
    }

    /// Reads until nothing is left, in turns of so many records, and returns the outcome of each read.
    func read(turns records: Int) -> [Outcome] {
        var outcomes: [Outcome] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        server.beginTurn(records: records)
        while outcomes.count < 1000 {
            let outcome = server.read(into: &buffer)
            outcomes.append(outcome)
            switch outcome {
            case .heldBack: server.beginTurn(records: records)
            case .done: continue
            default: return outcomes
            }
        }
        return outcomes
    }
}
