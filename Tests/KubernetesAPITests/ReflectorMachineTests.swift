import Testing

@testable import KubernetesAPI

/// A reflector waits as long as it must, and no longer.
struct ReflectorMachineTests {
    private static func error(_ status: Int, retryAfter: Duration? = nil) -> APIError {
        var error = APIError(.status, "no")
        error.httpStatus = status
        error.retryAfter = retryAfter
        return error
    }

    @Test("a list comes first, then watches of 5 to 10 minutes")
    func order() {
        var machine = ReflectorMachine()
        #expect(machine.next(chance: 0) == .list)
        machine.finishList(version: "1")
        #expect(machine.next(chance: 0) == .watch(from: "1", seconds: 300))
        machine.finishWatch(version: "5", after: .seconds(300), chance: 0)
        #expect(machine.next(chance: 1) == .watch(from: "5", seconds: 600))
    }

    /// An API server without etcd's reports of progress sends no bookmarks for a kind that does not change.
    @Test(
        "a watch ends before the server counts as silent",
        arguments: [(120, 48, 96), (300, 120, 240), (900, 300, 600), (0, 1, 1)])
    func silence(maxAge: Int, shortest: Int, longest: Int) {
        var machine = ReflectorMachine(hearingWithin: .seconds(maxAge))
        machine.finishList(version: "1")
        #expect(machine.next(chance: 0) == .watch(from: "1", seconds: shortest))
        #expect(machine.next(chance: 1) == .watch(from: "1", seconds: longest))
    }

    @Test("a server that ends each watch at once is not asked at once again")
    func emptyWatches() {
        var machine = ReflectorMachine()
        machine.finishList(version: "1")
        machine.finishWatch(version: "1", after: .milliseconds(999), chance: 0)
        #expect(machine.next(chance: 0) == .wait(.milliseconds(800)))
        #expect(machine.next(chance: 0) == .watch(from: "1", seconds: 300))
    }

    @Test("waits double up to 30 seconds, and are short again after an event")
    func waits() {
        var machine = ReflectorMachine()
        var waits: [Duration] = []
        for _ in 0..<8 {
            machine.fail(Self.error(500), version: nil, chance: 0)
            guard case .wait(let wait) = machine.next(chance: 0) else { continue }
            waits.append(wait)
        }
        #expect(waits.map { Double($0.components.seconds) } == [0, 1, 3, 6, 12, 25, 30, 30])
        machine.hear()
        machine.fail(Self.error(500), version: "4", chance: 1)
        #expect(machine.next(chance: 0) == .wait(.milliseconds(1600)))
        // The place of the watch is kept over a failure of the server.
        #expect(machine.next(chance: 0) == .watch(from: "4", seconds: 300))
    }

    @Test(
        "chance makes a wait up to twice as long, and no chance makes it shorter or longer than that",
        arguments: [(-1, 800), (0, 800), (0.5, 1200), (1, 1600), (2, 1600)] as [(Double, Int64)])
    func chance(_ chance: Double, milliseconds: Int64) {
        var backoff = Backoff()
        #expect(backoff.wait(chance: chance) == .milliseconds(milliseconds))
        #expect(backoff.wait(chance: chance) == .milliseconds(2 * milliseconds))
    }

    @Test("the server's own wait is the least")
    func retryAfter() {
        var machine = ReflectorMachine()
        machine.fail(Self.error(429, retryAfter: .seconds(40)), version: nil, chance: 0)
        #expect(machine.next(chance: 0) == .wait(.seconds(40)))
    }

    @Test("a resource that is not installed is asked for each minute")
    func absence() {
        var machine = ReflectorMachine()
        machine.fail(Self.error(404), version: nil, chance: 0)
        #expect(machine.next(chance: 0) == .wait(.seconds(60)))
        #expect(machine.next(chance: 0) == .list)
    }

    @Test(
        "a place that is lost, or a watch of nonsense, makes a new list",
        arguments: [
            error(410), APIError(.malformed, "no"), APIError(.tooLarge, "no"), error(403),
        ])
    func lost(_ error: APIError) {
        var machine = ReflectorMachine()
        machine.finishList(version: "1")
        machine.fail(error, version: "3", chance: 0)
        #expect(machine.next(chance: 0) == .wait(.milliseconds(800)))
        #expect(machine.next(chance: 0) == .list)
    }
}
