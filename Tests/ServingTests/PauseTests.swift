import Logging
import Net
import System
import TestSupport
import Testing

@testable import Serving

/// Without memory, clients wait in the kernel's queue for a second before the server tries again: to try all the time
/// would use up a processor, and not to try again would end the service.
struct PauseTests {
    @Test func memoryIsShort() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let (mailbox, control, log, time) = try (Mailbox(), Control(), LogLines(), TestClock())
        let memory = Budget(ServerLimits.connectionBytes)
        // The reservation takes all memory.
        var reservation = Reservation(of: memory)
        reservation.overdraw(to: 1)
        // The clock advances with each reading, so that accepting always ends.
        let clock = MonotonicClock {
            time.pass(.milliseconds(10))
            return time.now
        }
        let port = listener.address.port
        var acceptor = try Acceptor(
            listeners: [listener], mailboxes: [mailbox], control: control, memory: memory, signals: nil,
            limits: ServerLimits(), observer: SilentObserver(), logger: Logger(label: "test") { _ in log }, clock: clock
        )
        let client = try TestSocket(port: port)
        defer { extendLifetime(client) }

        let start = time.now
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(50)))
        #expect(mailbox.openConnections == 0)
        #expect(log.lines.map { $0.contains("there is no memory for more connections; connections wait") } == [true])
        reservation.overdraw(to: 0)
        // Memory is free again, but the server does not look before the pause is over.
        time.set(start.advanced(by: .milliseconds(900)))
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(950)))
        #expect(mailbox.openConnections == 0)
        // The pause is over.
        time.set(start.advanced(by: .milliseconds(1200)))
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(1250)))
        #expect(mailbox.openConnections == 1)
    }
}
