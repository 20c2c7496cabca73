import Glibc
import Logging
import Net
import TestSupport
import Testing

@testable import Serving
import System

/// A client that others wait for keeps its place as long as it makes progress, in sending or in reading.
struct ProgressTests {
    private static func socketPair() throws -> (server: Socket, client: Socket) {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, type, 0, &ends) == 0)
        let peer = try SocketAddress(parsing: "127.0.0.1:1")
        return (
            Socket(FileDescriptor(owning: ends[0]), peer: peer), Socket(FileDescriptor(owning: ends[1]), peer: peer)
        )
    }

    /// Reads until nothing is left to read.
    private static func drain(_ socket: Socket) -> Int {
        var (piece, sum) = ([UInt8](repeating: 0, count: 1 << 16), 0)
        while case .some(let count) = socket.read(into: &piece), count > 0 { sum += count }
        return sum
    }

    /// The claim is renewed exactly when the client has read some of its answer.
    @Test func takenAnswer() throws {
        let (socket, client) = try Self.socketPair()
        let time = TestClock()
        let budgets = ServerBudgets(limits: ServerLimits())
        let limits = ServerLimits()
        let share = try #require(AddressCounts().share(for: ClientNetwork(of: socket.peer), limit: nil))
        var turn = Turn(
            application: TestApplication(), limits: limits, logger: Logger(label: "test") { _ in LogLines() },
            budgets: budgets, health: Health(), observer: SilentObserver(), clock: time.clock)
        let connection = try ClientConnection(
            Arrival(socket: socket, share: share, reservation: HandedReservation(Reservation(of: budgets.memory))),
            context: nil,
            turn: turn)
        let request = Array("GET /fill/4000000 HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect(client.write(request.span) == .some(request.count))
        var claim = Claim(isIdle: true, end: turn.now)
        for _ in 0..<5 {
            time.pass(.milliseconds(10))
            turn.lookAtClock()
            _ = connection.advance(&turn)
            let renewed = connection.claim(limits)
            #expect(!renewed.isIdle)
            #expect(claim.end < renewed.end)
            time.pass(.milliseconds(10))
            turn.lookAtClock()
            _ = connection.advance(&turn)
            #expect(connection.claim(limits) == renewed, "nothing was taken")
            claim = renewed
            #expect(Self.drain(client) > 0)
        }
    }
}
