import Net
import System
import TestSupport

@testable import Serving

/// Passes each new TCP connection to the next of several servers, and polls which of them are ready.
///
/// Like a Kubernetes Service it knows nothing of requests, notices the end of a server late, and does not try another
/// server if one does not listen.
final class TestBalancer: Sendable {
    /// The time after which it notices the end of a server.
    private static let interval = Duration.milliseconds(100)

    let port: UInt16
    private let listener: Listener
    private let servers: Locked<[TestServer]>
    private let isDone = Locked(false)
    private let thread = Locked<WorkerThread?>(nil)

    init(_ servers: [TestServer]) throws {
        self.servers = Locked(servers)
        listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        port = listener.address.port
        let thread = try WorkerThread(name: "balancer") { [self] in
            do { try balance() } catch { isDone.withLock { $0 = true } }
        }
        self.thread.withLock { $0 = thread }
    }

    /// Uses other servers from now on.
    func replace(with servers: [TestServer]) {
        self.servers.withLock { $0 = servers }
    }

    /// Ends after all of its connections have ended.
    func stop() {
        isDone.withLock { $0 = true }
        thread.withLock { $0 }?.join()
    }

    private func balance() throws {
        var poller = try Poller()
        try poller.add(listener.number, .read, token: 0)
        var ports: [UInt16] = []
        var nextLook = MonotonicInstant.now()
        var turn = 0
        var pumps: [WorkerThread] = []
        while !isDone.withLock({ $0 }) {
            if MonotonicInstant.now() >= nextLook {
                ports = servers.withLock { $0 }.filter { !$0.server.health.isStopping }.map(\.port)
                nextLook = MonotonicInstant.now().advanced(by: Self.interval)
            }
            _ = try poller.wait(timeout: .milliseconds(20))
            while case .connection(let client) = listener.accept(), !ports.isEmpty {
                turn += 1
                let port = ports[turn % ports.count]
                pumps.append(
                    try WorkerThread(name: "pump") {
                        // A server that cannot be reached ends the client's connection.
                        try? Self.pump(client, port)
                    })
            }
        }
        for pump in pumps { pump.join() }
    }

    /// Passes bytes in both directions until one side ends.
    private static func pump(_ client: Socket, _ port: UInt16) throws {
        let server = try TestSocket(port: port)
        var poller = try Poller()
        try poller.add(client.number, .read, token: 0)
        try poller.add(server.number, .read, token: 1)
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            for index in 0..<(try poller.wait(timeout: nil)) {
                if poller.token(of: index) == 0 {
                    switch client.read(into: &buffer) {
                    case .some(let count): try server.send(Array(buffer.prefix(count)))
                    case .none: continue
                    case .ended: return
                    }
                } else {
                    guard let bytes = try server.receive() else { return }
                    var rest = bytes[...]
                    while !rest.isEmpty {
                        guard case .some(let count) = client.write(rest.span) else { continue }
                        rest = rest.dropFirst(count)
                    }
                }
            }
        }
    }
}
