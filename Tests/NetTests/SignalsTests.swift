import Glibc
import Net
import Testing

struct SignalsTests {
    /// A signal is read instead of ending the process.
    ///
    /// It is one that nothing else here uses, and sent to this thread alone.
    @Test func isRead() throws {
        let signals = try Signals([SIGUSR2])
        #expect(signals.next() == nil)
        raise(SIGUSR2)
        #expect(signals.next() == SIGUSR2)
        #expect(signals.next() == nil)
    }

    @Test func endings() {
        #expect(Signals.ending == [SIGTERM, SIGINT])
    }
}
