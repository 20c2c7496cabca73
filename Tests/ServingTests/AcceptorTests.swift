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

    /// Memory is given back a second after the start and after new connections, and not more often than every five.
    @Test func givesMemoryBack() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let (mailbox, time, count) = (try Mailbox(), TestClock(), Locked(0))
        // Each look at the clock takes a millisecond.
        let clock = MonotonicClock {
            time.pass(.milliseconds(1))
            return time.now
        }
        var acceptor = try Acceptor(
            listeners: [listener], mailboxes: [mailbox], control: Control(), memory: Budget(1 << 40), signals: nil,
            limits: ServerLimits(), observer: SilentObserver(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, clock: clock,
            releaseMemory: { count.withLock { $0 += 1 } })
        var clients: [TestSocket] = []
        let steps: [(connects: Bool, milliseconds: Int, count: Int)] = [
            (false, 500, 0), (false, 600, 1), (false, 60_000, 1), (true, 500, 1), (false, 600, 2), (true, 1100, 2),
            (false, 2500, 2), (false, 1500, 3), (false, 60_000, 3), (true, 500, 3), (false, 600, 4),
        ]
        for step in steps {
            if step.connects {
                clients.append(try TestSocket(port: listener.address.port))
                while mailbox.openConnections < clients.count {
                    try acceptor.acceptConnections(until: time.now.advanced(by: .milliseconds(4)))
                }
            }
            time.pass(.milliseconds(step.milliseconds))
            try acceptor.acceptConnections(until: time.now.advanced(by: .milliseconds(4)))
            #expect(count.withLock { $0 } == step.count, "\(step)")
        }
    }

    /// A thread that has waited for room sleeps again once there is some, until something happens.
    @Test func sleepsAfterAShortage() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let (mailbox, readings) = (try Mailbox(), Locked(0))
        var limits = ServerLimits()
        limits.connections = 1
        let clock = MonotonicClock {
            readings.withLock { $0 += 1 }
            return .now()
        }
        var acceptor = try Acceptor(
            listeners: [listener], mailboxes: [mailbox], control: Control(), memory: Budget(1 << 40), signals: nil,
            limits: limits, observer: SilentObserver(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, clock: clock)
        let clients = try (0..<2).map { _ in try TestSocket(port: listener.address.port) }
        var isAsked = false
        while !isAsked {
            try acceptor.acceptConnections(until: .now().advanced(by: .milliseconds(10)))
            isAsked = mailbox.takeNews().roomWanted != nil
        }
        mailbox.noteClosed()
        while mailbox.openConnections < 1 {
            try acceptor.acceptConnections(until: .now().advanced(by: .milliseconds(10)))
        }
        withExtendedLifetime(clients) {}
        readings.withLock { $0 = 0 }
        try acceptor.acceptConnections(until: .now().advanced(by: .milliseconds(300)))
        #expect(readings.withLock { $0 } < 20)
    }
}
