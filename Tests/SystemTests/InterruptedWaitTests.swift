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
        // Without SA_RESTART, so that the kernel does not begin the call again by itself.
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in
            _ = InterruptedWaitTests.handled.add(1, ordering: .sequentiallyConsistent)
        }
        try #require(unsafe sigaction(SIGURG, &action, nil) == 0)
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

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private static func finish(_ writing: Int32) {
        _ = unsafe write(writing, "end", 3)
        close(writing)
    }

    @Test func reads() throws {
        let (reading, writing) = try Self.pipe()
        defer { close(reading) }
        let bytes = try result(of: { try? WholeFile.bytes(ofDescriptor: reading, upTo: 100) }) { Self.finish(writing) }
        #expect(bytes == Array("end".utf8))
    }

    @Test func pieces() throws {
        let (reading, writing) = try Self.pipe()
        defer { close(reading) }
        let bytes = try result(of: {
            guard let file = try? OpenFile("/proc/self/fd/\(reading)") else { return nil as [UInt8]? }
            return try? [UInt8](capacity: 100) { (buffer) throws(SystemError) in try file.read(into: &buffer) }
        }) { Self.finish(writing) }
        #expect(bytes == Array("end".utf8))
    }

    /// Whoever opens a pipe waits for its writer.
    @Test(arguments: [false, true])
    func opens(inPieces: Bool) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe"
        try #require(unsafe mkfifo(path, 0o600) == 0)
        let bytes = try result(of: {
            inPieces ? try? OpenFile(path).rest(upTo: 100) : try? WholeFile.bytes(of: path, upTo: 100)
        }) {
            Self.finish(unsafe open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC))
        }
        #expect(bytes == Array("end".utf8))
    }

    @Test func writes() throws {
        let (reading, writing) = try Self.pipe()
        defer { close(reading) }
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        let isWritten = try result(of: {
            defer { close(writing) }
            return (try? OutputStream(number: writing).writeAll(bytes)) != nil
        }) {
            #expect((try? WholeFile.bytes(ofDescriptor: reading, upTo: bytes.count)) == bytes)
        }
        #expect(isWritten == true)
    }

    private final class Shared: Sendable {
        let value: WakeUp

        init(_ value: consuming WakeUp) {
            self.value = value
        }
    }
}
