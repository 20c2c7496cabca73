import Glibc
import Logging
import Net
import System
import TestSupport
import Testing

@testable import Serving

struct WorkerTests {
    /// A connection that cannot be served, for lack of memory or any other reason, is dropped, and the others are
    /// served.
    @Test func unusableConnection() throws {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, type, 0, &ends) == 0)
        let address = try SocketAddress(parsing: "127.0.0.1:1")
        let client = Socket(FileDescriptor(owning: ends[0]), peer: address)
        let peer = Socket(FileDescriptor(owning: ends[1]), peer: address)
        let request = Array("GET /fill/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8)
        #expect(client.write(request.span) == .some(request.count))
        client.finishSending()
        // The poller refuses a file, as it refuses a socket once the user has too many watches.
        let file = Socket(
            FileDescriptor(owning: unsafe open("/proc/self/exe", O_RDONLY | O_CLOEXEC)), peer: address)

        let (mailbox, control, log) = try (Mailbox(), Control(), LogLines())
        let budgets = ServerBudgets(limits: ServerLimits())
        let addresses = AddressCounts()
        for socket in [file, peer] {
            let share = try #require(addresses.share(for: ClientNetwork(of: socket.peer), limit: nil))
            mailbox.give(
                Arrival(socket: socket, share: share, reservation: HandedReservation(Reservation(of: budgets.memory))))
        }
        #expect(mailbox.openConnections == 2)
        mailbox.drain(until: .never)
        var worker = try Worker(
            mailbox: mailbox, control: control, context: CurrentContext(nil),
            turn: Turn(
                application: TestApplication(), limits: ServerLimits(), logger: Logger(label: "test") { _ in log },
                budgets: budgets, health: Health(), observer: SilentObserver()))
        try worker.run()

        #expect(mailbox.openConnections == 0)
        #expect(mailbox.pulse.busyTime(at: .now()) < .zero, "a worker that has ended does not hang")
        #expect(log.lines.count == 1)
        #expect(log.lines.first?.hasPrefix("error: cannot serve a new connection") == true)
        var answer = [UInt8](repeating: 0, count: 4096)
        guard case .some(let count) = client.read(into: &answer) else { throw Unanswered() }
        #expect(String(decoding: answer.prefix(count), as: UTF8.self).hasSuffix("\r\n\r\naaa"))
    }

    /// A server that cannot start all its workers says why, stops, and does not count as finished.
    @Test func unstartedWorker() throws {
        let (log, names) = (LogLines(level: .critical), Locked<[String]>([]))
        var configuration = ServerConfiguration(addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: 3)
        configuration.limits.shutdownDelay = .zero
        let server = try Server(
            configuration, context: nil, application: TestApplication(), logger: Logger(label: "test") { _ in log }
        ) { name, work throws(SystemError) in
            names.withLock { $0.append(name) }
            guard name != "worker-1" else { throw SystemError(code: EAGAIN, operation: "start a thread") }
            return try WorkerThread(name: name, work)
        }
        #expect(try server.run() == .failed)
        #expect(names.withLock { $0 } == ["worker-0", "worker-1", "worker-2"])
        #expect(log.lines == ["critical: \(SystemError(code: EAGAIN, operation: "start a thread"))"])
    }

    private struct Unanswered: Error {}
}
