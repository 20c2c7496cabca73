import Glibc
import Logging
import Net
import TestSupport
import Testing

@testable import Serving
@testable import System

/// The memory that a worker is handed with a connection.
struct AcceptorTests {
    /// Each connection has the memory of a handshake reserved for as long as it needs it, and no longer.
    @Test(arguments: [1, 5])
    func reservesMemory(count: Int) throws {
        let memory = Budget(1 << 40)
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let mailbox = try Mailbox()
        var acceptor = try Acceptor(
            listeners: [listener], mailboxes: [mailbox], control: Control(),
            memory: memory, signals: nil, limits: ServerLimits(),
            observer: SilentObserver(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let clients = try (0..<count).map { _ in try TestSocket(port: listener.address.port) }
        var arrivals: [Arrival] = []
        while arrivals.count < count {
            try acceptor.acceptConnections(until: .now().advanced(by: .milliseconds(10)))
            arrivals += mailbox.takeNews().arrivals
        }
        withExtendedLifetime(clients) {}
        #expect(memory.reserved == count * (100 << 10))
        arrivals = []
        #expect(memory.reserved == 0)
    }
}
