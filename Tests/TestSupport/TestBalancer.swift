internal import Net
internal import System

/// Passes each new TCP connection to the next of several servers, and polls which of them are ready.
///
/// Like a Kubernetes Service it knows nothing of requests, notices the end of a server late, and does not try another
/// server if one does not listen; but that one gets no further connections.
package final class TestBalancer: Sendable {
    /// A server behind the balancer.
    package struct Server: Sendable {
        /// Its port.
        package let port: UInt16
        /// Whether it is ready for new connections.
        package let isReady: @Sendable () -> Bool

        /// Describes a server.
        /// - Parameters:
        ///   - port: A port of 127.0.0.1.
        ///   - isReady: Whether it is ready for new connections.
        package init(port: UInt16, isReady: @escaping @Sendable () -> Bool) {
            self.port = port
            self.isReady = isReady
        }
    }

    /// The time after which it notices the end of a server.
    private static let interval = Duration.milliseconds(100)

    /// The port of the balancer.
    package let port: UInt16
    private let listener: Listener
    private let servers: Locked<[Server]>
    private let leftOut = Locked<[UInt16: ContinuousClock.Instant]>([:])
    private let isDone = Locked(false)
    private let thread = Locked<WorkerThread?>(nil)

    /// Starts a balancer.
    /// - Parameter servers: The servers behind it.
    /// - Throws: An error if it cannot listen.
    package init(_ servers: [Server]) throws {
        self.servers = Locked(servers)
        listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        port = listener.address.port
        let thread = try WorkerThread(name: "balancer") { [self] in
            do { try balance() } catch { isDone.withLock { $0 = true } }
        }
        self.thread.withLock { $0 = thread }
    }

    /// Uses other servers from now on.
    /// - Parameter servers: The servers.
    package func replace(with servers: [Server]) {
        self.servers.withLock { $0 = servers }
        leftOut.withLock { $0 = $0.filter { port, _ in servers.contains { $0.port == port } } }
    }

    /// The moment from which a server got no connections, as it was not ready or did not listen.
    /// - Parameter port: The server's port.
    /// - Returns: The moment; nil if the server gets connections.
    package func end(of port: UInt16) -> ContinuousClock.Instant? {
        leftOut.withLock { $0[port] }
    }

    /// Ends after all of its connections have ended.
    package func stop() {
        isDone.withLock { $0 = true }
        thread.withLock { $0 }?.join()
    }

    private func balance() throws {
        var poller = try Poller()
        try poller.add(listener.number, .read, token: 0)
        var nextLook = MonotonicInstant.now()
        var turn = 0
        var pumps: [WorkerThread] = []
        while !isDone.withLock({ $0 }) {
            if MonotonicInstant.now() >= nextLook {
                look()
                nextLook = MonotonicInstant.now().advanced(by: Self.interval)
            }
            _ = try poller.wait(timeout: .milliseconds(20))
            while let client = accept() {
                let ports = readyPorts()
                guard !ports.isEmpty else { continue }
                turn += 1
                let port = ports[turn % ports.count]
                pumps.append(
                    try WorkerThread(name: "pump") { [self] in
                        // A server that cannot be reached ends the client's connection.
                        guard let server = try? TestSocket(port: port) else { return leaveOut(port) }
                        try? Self.pump(client, server)
                    })
            }
        }
        for pump in pumps { pump.join() }
    }

    private func accept() -> Socket? {
        if case .connection(let client) = listener.accept() { client } else { nil }
    }

    /// Asks all servers whether they are ready.
    private func look() {
        for server in servers.withLock({ $0 }) {
            if server.isReady() {
                _ = leftOut.withLock { $0.removeValue(forKey: server.port) }
            } else {
                leaveOut(server.port)
            }
        }
    }

    private func leaveOut(_ port: UInt16) {
        leftOut.withLock { if $0[port] == nil { $0[port] = ContinuousClock.now } }
    }

    private func readyPorts() -> [UInt16] {
        let leftOut = leftOut.withLock { $0 }
        return servers.withLock { $0 }.map(\.port).filter { leftOut[$0] == nil }
    }

    /// Passes bytes in both directions until one side ends.
    private static func pump(_ client: Socket, _ server: TestSocket) throws {
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
                    guard pass(bytes, to: client) else { return }
                }
            }
        }
    }

    /// Sends all bytes to the client, unless it has ended.
    private static func pass(_ bytes: [UInt8], to client: Socket) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch client.write(rest.span) {
            case .some(let count): rest = rest.dropFirst(count)
            case .none: continue
            case .ended: return false
            }
        }
        return true
    }
}
