import Logging
import System
import TestSupport
import Testing

@testable import System
@testable import Serving
import Net

/// Where memory is short, clients wait in the kernel's queue for a second before it is looked again: to look all the time
/// would take a whole processor for as long as it is short, and never to look again would be the end of the service.
struct PauseTests {
    private static let pause = Duration.seconds(1)

    @Test func memoryIsShort() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let (mailbox, control, log) = try (Mailbox(), Control(), LogLines())
        let room = MemoryRoom(in: ControlGroups { _ in nil }, machine: 1 << 40)
        let memory = HeldMemory(working: WorkingMemory(room: room, workers: 1))
        // Nobody gets any of it until the promise ends.
        var promise: MemoryPromise? = MemoryPromise(1 << 41, of: memory.working)
        let port = listener.address.port
        var acceptor = try Acceptor(
            listeners: [listener], mailboxes: [mailbox], control: control, memory: memory, signals: nil,
            limits: ServerLimits(), observer: SilentObserver(), logger: Logger(label: "test") { _ in log })
        let client = try TestSocket(port: port)
        defer { extendLifetime(client) }

        let start = MonotonicInstant.now()
        try acceptor.acceptConnections(until: start.advanced(by: .milliseconds(100)))
        #expect(mailbox.openConnections == 0)
        #expect(log.lines.map { $0.contains("there is no memory for more connections; connections wait") } == [true])
        withExtendedLifetime(promise) {}
        promise = nil
        // There is memory again, and nobody looks before the pause is over.
        try acceptor.acceptConnections(until: MonotonicInstant.now().advanced(by: .milliseconds(100)))
        let isEarly = MonotonicInstant.now() < start.advanced(by: Self.pause)
        #expect(!isEarly || mailbox.openConnections == 0)
        // Afterwards somebody does.
        for _ in 0..<30 where mailbox.openConnections == 0 {
            try acceptor.acceptConnections(until: MonotonicInstant.now().advanced(by: Self.pause))
        }
        #expect(mailbox.openConnections == 1)
    }
}
