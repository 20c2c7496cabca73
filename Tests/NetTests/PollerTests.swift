import Glibc
import TestSupport
import Testing

@testable import Net
@testable import System

/// The poller reports the requested events that are ready, and no others.
struct PollerTests {
    @Test func nothing() throws {
        var poller = try Poller()
        #expect(try poller.wait(timeout: .zero) == 0)
        #expect(try poller.wait(timeout: .milliseconds(1)) == 0)
    }

    /// Another thread's bell ends a wait, and rings only once.
    @Test func wakeUp() throws {
        var poller = try Poller()
        let bell = try WakeUp()
        try poller.add(bell.number, .read, token: .max)
        bell.ring()
        bell.ring()
        #expect(try poller.wait(timeout: nil) == 1)
        #expect(poller.token(of: 0) == .max)
        #expect(poller.readiness(of: 0) == .read)
        bell.silence()
        #expect(try poller.wait(timeout: .zero) == 0)
    }

    /// A thread can wait for a bell without a poller.
    @Test func bellAlone() throws {
        let bell = try WakeUp()
        let before = [bell.wait(timeout: .zero), bell.wait(timeout: .milliseconds(1))]
        bell.ring()
        let rung = [bell.wait(timeout: .zero), bell.wait(timeout: nil)]
        bell.silence()
        let after = bell.wait(timeout: .zero)
        #expect(before == [false, false])
        #expect(rung == [true, true])
        #expect(!after)
    }

    /// Only events of interest are reported, and the interest can change.
    @Test func interest() throws {
        var poller = try Poller()
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let client = try TestSocket(port: listener.address.port)
        guard case .connection(let socket) = listener.accept() else { throw Unexpected() }
        try poller.add(socket.number, .read, token: 7)
        #expect(try poller.wait(timeout: .zero) == 0)
        try poller.change(socket.number, [.read, .write], token: 8)
        #expect(try poller.wait(timeout: nil) == 1)
        #expect(poller.token(of: 0) == 8)
        #expect(poller.readiness(of: 0) == .write)
        try poller.change(socket.number, [], token: 9)
        try client.send([1])
        #expect(try poller.wait(timeout: .zero) == 0)
        // A reset is reported even without any interest.
        client.abort()
        #expect(try poller.wait(timeout: nil) == 1)
        #expect(poller.readiness(of: 0).contains(.broken))
        poller.remove(socket.number)
        #expect(try poller.wait(timeout: .zero) == 0)
    }

    /// Polling is level-triggered: input that was not read is reported again.
    @Test func levelTriggered() throws {
        var poller = try Poller()
        let bell = try WakeUp()
        try poller.add(bell.number, .read, token: 1)
        bell.ring()
        for _ in 0..<3 { #expect(try poller.wait(timeout: nil) == 1) }
    }

    @Test func unknownDescriptor() throws {
        let poller = try Poller()
        let error = #expect(throws: SystemError.self) { try poller.add(-1, .read, token: 1) }
        #expect(error?.code == EBADF)
    }
}
