import CLinux
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import System

/// A signal that a thread handles while it waits does not end its wait.
@Suite(.serialized) struct InterruptedWaitTests {
    /// The number of signals that were handled.
    private static let handled = Atomic(0)

    /// A thread in a wait, as `/proc` and pthread_kill know it.
    private struct Waiter: Sendable {
        let thread: pthread_t
        let folder: String

        /// The calling thread.
        static func current() -> Waiter {
            var name = [CChar](repeating: 0, count: 64)
            _ = unsafe readlink("/proc/thread-self", &name, name.count - 1)
            let link = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return Waiter(thread: pthread_self(), folder: "/proc/\(link)")
        }

        /// Whether the kernel has put it to sleep.
        var isAsleep: Bool {
            guard let line = try? Repository.shell("cat \(folder)/stat").output else { return false }
            return line.split(separator: ")").last?.hasPrefix(" S ") == true
        }
    }

    /// Lets a thread wait, sends it a signal, and then ends the wait.
    private func result<Value: Sendable>(
        of wait: @escaping @Sendable () -> Value, end: () -> Void
    ) throws -> Value? {
        signal(SIGURG) { _ in _ = InterruptedWaitTests.handled.add(1, ordering: .sequentiallyConsistent) }
        let before = Self.handled.load(ordering: .sequentiallyConsistent)
        let (waiter, result) = (Locked<Waiter?>(nil), Locked<Value?>(nil))
        let thread = try WorkerThread(name: "waiter") {
            // Threads of the house take no signals.
            var signals = sigset_t()
            _ = unsafe sigemptyset(&signals)
            _ = unsafe sigaddset(&signals, SIGURG)
            _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            waiter.withLock { $0 = .current() }
            let value = wait()
            result.withLock { $0 = value }
        }
        #expect(eventually { waiter.withLock { $0 }?.isAsleep == true })
        if let waiter = waiter.withLock({ $0 }) { _ = pthread_kill(waiter.thread, SIGURG) }
        #expect(eventually { Self.handled.load(ordering: .sequentiallyConsistent) > before })
        #expect(eventually { result.withLock { $0 } != nil || waiter.withLock { $0 }?.isAsleep == true })
        end()
        thread.join()
        return result.withLock { $0 }
    }

    @Test func descriptors() throws {
        let interruption = try Interruption()
        let end = try result(of: { DescriptorWait.wait(until: .never, interruption: interruption) }) {
            interruption.request()
        }
        #expect(end == .interrupted)
    }

    @Test func wakeUp() throws {
        let bell = Shared(try WakeUp())
        #expect(try result(of: { bell.value.wait(timeout: nil) }, end: { bell.value.ring() }) == true)
    }

    private final class Shared: Sendable {
        let value: WakeUp

        init(_ value: consuming WakeUp) {
            self.value = value
        }
    }
}
