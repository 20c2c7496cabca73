import Glibc
import Testing

@testable import System
@testable import System

struct SignalsTests {
    /// A signal is read instead of ending the process.
    ///
    /// The test uses a signal that nothing else uses, and sends it only to this thread.
    @Test func isRead() throws {
        let signals = try Signals([SIGUSR2])
        #expect(signals.next() == nil)
        raise(SIGUSR2)
        #expect(signals.next() == SIGUSR2)
        #expect(signals.next() == nil)
    }

    /// Every signal whose default action ends a process has exactly one treatment.
    @Test func everySignalHasATreatment() {
        let all = Signals.treatments.flatMap(\.signals).map(\.number)
        #expect(Set(all).count == all.count)
        // The signals that signal(7) lists as continued, ignored or stopped, and two that the C library reserves.
        let harmless = [SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH, 32, 33]
        #expect(Set(all + harmless) == Set(1...64))
        #expect(Set(all).isDisjoint(with: harmless))
    }

    @Test func treatments() {
        #expect(Signals.ending == [SIGTERM, SIGINT, SIGQUIT, SIGPWR, SIGXCPU, SIGALRM])
        #expect(Signals.reloading == [SIGHUP])
    }

    /// People know signals by their names; the numbers are those of this machine.
    @Test(
        arguments: [
            (SIGTERM, "SIGTERM"), (SIGQUIT, "SIGQUIT"), (SIGPWR, "SIGPWR"), (SIGXCPU, "SIGXCPU"), (SIGALRM, "SIGALRM"),
            (SIGHUP, "SIGHUP"), (SIGSEGV, "SIGSEGV"), (40, "real-time signal 40"), (SIGCHLD, "signal 17"),
            (99, "signal 99"),
        ] as [(Int32, String)])
    func names(_ number: Int32, _ name: String) {
        #expect(Signals.name(of: number) == name)
    }

    /// The last signal number is read like all others.
    @Test func readsTheLastSignal() throws {
        let signals = try Signals([64])
        raise(64)
        #expect(signals.next() == 64)
    }

    /// Signals that end a process are held back until the work is done, and the work can ask for them.
    ///
    /// An ignored signal is not waited for.
    @Test func holdsSignalsBack() {
        // The threads of tests block signals; these must be delivered, but neither may end the tests.
        var both = sigset_t()
        var previous = sigset_t()
        unsafe sigemptyset(&both)
        for number in [SIGVTALRM, SIGPROF] { unsafe sigaddset(&both, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &both, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }
        signal(SIGVTALRM, SIG_IGN)
        signal(SIGPROF) { _ in }

        var isWaiting: [Bool] = []
        for number in [SIGVTALRM, SIGPROF] {
            Signals.holdingBack { question in
                isWaiting.append(question())
                raise(number)
                isWaiting.append(question())
            }
        }
        Signals.holdingBack { isWaiting.append($0()) }
        #expect(isWaiting == [false, false, false, true, false])
    }
}
