import Logging
import Net
import System
import TestSupport
import Testing

@testable import Serving

/// Where memory is short, clients wait in the kernel's queue for a second before it is looked again: to look all the time
/// would take a whole processor for as long as it is short, and never to look again would be the end of the service.
struct PauseTests {
    @Test func memoryIsShort() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let (mailbox, control, log, time) = try (Mailbox(), Control(), LogLines(), TestClock())
        let memory = Budget(ServerLimits.connectionBytes)
        // All of it is taken until the reservation ends.
        var reservation = Reservation(of: memory)
        reservation.overdraw(to: 1)
        // Some time passes with each look at the clock, so that no accepting takes for ever.
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
        // There is memory again, which is not looked for before the pause is over.
        time.set(start.advanced(by: .milliseconds(900)))
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(950)))
        #expect(mailbox.openConnections == 0)
        // Afterwards it is.
        time.set(start.advanced(by: .milliseconds(1200)))
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(1250)))
        #expect(mailbox.openConnections == 1)
    }
}
