import Logging
import Net
import System
import TLS
import TestSupport

@testable import Serving

/// A server in this process, for one test.
final class TestServer: Sendable {
    /// The certificate of 127.0.0.1 that all test servers use, and its authority.
    static let certificate = Result { () throws(TLSError) in
        let authority = try CertificateAuthority(days: 1)
        return (authority: try authority.keyPair(), serving: try authority.issue(for: [HostName("127.0.0.1")]))
    }

    let authority: [UInt8]
    let port: UInt16
    let server: Server
    private let time: TestClock?
    private let outcome = Locked<Server.Outcome?>(nil)
    private let thread = Locked<WorkerThread?>(nil)

    init(
        _ application: any Application = TestApplication(), workers: Int = 2, isPlain: Bool = false,
        observer: (any ServerObserver)? = nil, log: any LogHandler = SwiftLogNoOpLogHandler(), time: TestClock? = nil,
        limits adjust: (inout ServerLimits) -> Void = { _ in }
    ) throws {
        let certificate = try Self.certificate.get()
        authority = certificate.authority.certificate
        self.time = time
        let context = try ServerContext(Credentials(certificate.serving))
        var configuration = ServerConfiguration(
            addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: workers)
        configuration.limits.shutdownDelay = .zero
        // Clients may be slow because all tests share two processors, so none gives way unless its test asks for it.
        configuration.limits.idleGrace = .seconds(3600)
        configuration.limits.stallGrace = .seconds(3600)
        adjust(&configuration.limits)
        server = try Server(
            configuration, context: isPlain ? nil : context, application: application, observer: observer,
            logger: Logger(label: "test") { _ in log }, clock: time?.clock ?? .system)
        port = server.addresses[0].port
        let thread = try WorkerThread(name: "server") { [server, self] in
            let outcome = try? server.run()
            self.outcome.withLock { $0 = outcome }
        }
        self.thread.withLock { $0 = thread }
    }

    /// A client after its handshake.
    func connect(_ options: TLSClient.Options = TLSClient.Options()) throws -> TLSClient {
        try TLSClient(port: port, trusting: authority, options: options)
    }

    /// Waits until a server with one worker has handled everything that was sent to it before.
    ///
    /// The worker handles input in order of arrival, so an answer on a new connection comes last.
    func settle() throws {
        let client = try connect()
        try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
        guard try client.receiveResponse().text == "a" else { throw TestClientError.incomplete }
        client.socket.close()
    }

    /// Advances the clock of a server with one worker, and waits until it has handled the expired clients.
    func pass(_ duration: Duration) throws {
        try settle()
        time?.pass(duration)
        try settle()
    }

    /// Asks the server to stop, without waiting.
    func requestStop() {
        server.stop()
    }

    /// Waits until the server has stopped; nil if it failed.
    @discardableResult
    func waitForEnd() -> Server.Outcome? {
        let thread = thread.withLock { thread in
            let taken = thread
            thread = nil
            return taken
        }
        thread?.join()
        return outcome.withLock { $0 }
    }

    /// Stops the server and waits until it has.
    @discardableResult
    func stop() -> Server.Outcome? {
        requestStop()
        return waitForEnd()
    }
}

/// Runs a test with a server, which is stopped afterwards in any case.
func withServer(
    _ application: any Application = TestApplication(), workers: Int = 2, isPlain: Bool = false,
    observer: (any ServerObserver)? = nil, log: any LogHandler = SwiftLogNoOpLogHandler(), time: TestClock? = nil,
    limits adjust: (inout ServerLimits) -> Void = { _ in }, _ test: (TestServer) throws -> Void
) throws {
    let server = try TestServer(
        application, workers: workers, isPlain: isPlain, observer: observer, log: log, time: time, limits: adjust)
    defer {
        server.requestStop()
        server.stop()
    }
    try test(server)
}

extension Credentials {
    /// A certificate and its key, as if they were read from files.
    init(_ pair: KeyPair) {
        self.init(
            certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
            key: PEMFile(contents: pair.key, name: "tls.key"))
    }
}
