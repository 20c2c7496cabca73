internal import CLinux

private import Glibc

/// A thread of the operating system, for work that waits on its own poller.
///
/// Swift's tasks share a few threads, and a task that waits in a system call blocks one of them.
package final class WorkerThread: Sendable {
    private let handle: pthread_t

    /// Starts a thread.
    /// - Parameters:
    ///   - name: The name in tools such as top(1); the kernel keeps 15 bytes of it.
    ///   - work: The work of the thread.
    /// - Throws: `SystemError` if there is no memory for a thread, or the limit of threads is reached.
    package init(name: String, _ work: @escaping @Sendable () -> Void) throws(SystemError) {
        let job = unsafe Unmanaged.passRetained(Job(name: name, work: work))
        var handle = pthread_t()
        let failure = unsafe pthread_create(
            &handle, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let job = unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
                unsafe linux_name_thread(job.name)
                job.work()
                return nil
            }, job.toOpaque())
        guard failure == 0 else {
            unsafe job.release()
            throw SystemError(code: failure, operation: "start a thread")
        }
        self.handle = handle
    }

    /// Lets the thread end by itself; call it once, instead of `join`.
    package func detach() {
        _ = pthread_detach(handle)
    }

    /// Waits until the thread has ended; call it once, unless the thread is detached.
    package func join() {
        _ = pthread_join(handle, nil)
    }
}

/// The arguments of a new thread.
private final class Job: Sendable {
    let name: String
    let work: @Sendable () -> Void

    init(name: String, work: @escaping @Sendable () -> Void) {
        self.name = name
        self.work = work
    }
}

private import Glibc

/// A value that several threads use, one at a time, each for a moment.
///
/// The standard library's Mutex does the same, but on Linux the thread sanitizer cannot see its lock, and would report
/// every use as a race.
@safe
package final class Locked<Value: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// Makes an unlocked value.
    /// - Parameter value: The first value.
    package init(_ value: Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        _ = unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        _ = unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Uses the value while no other thread does.
    /// - Parameter body: The use; it must not take long, nor use the same value again.
    /// - Returns: The result of the body.
    /// - Throws: The error of the body.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        _ = unsafe pthread_mutex_lock(mutex)
        defer { _ = unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}

private import Glibc

/// A bell that any thread can ring to end another thread's wait (eventfd(2)).
package struct WakeUp: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Makes a bell that has not rung.
    /// - Throws: `SystemError` if no descriptor is left.
    package init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_eventfd(), "make a wake-up descriptor"))
    }

    /// The descriptor's number, for a poller: it becomes readable when the bell has rung.
    package var number: Int32 { descriptor.number }

    /// Rings the bell.
    ///
    /// Rings before the bell is silenced count as one.
    package borrowing func ring() {
        // It fails only if 2^64 rings wait to be read, and then the bell has rung anyway.
        _ = linux_eventfd_raise(descriptor.number)
    }

    /// Waits until the bell has rung, for a thread that has nothing else to wait for.
    /// - Parameter timeout: The longest time to wait; nil for no limit.
    /// - Returns: Whether it has rung.
    @discardableResult
    package borrowing func wait(timeout: Duration?) -> Bool {
        let end = timeout.map { MonotonicInstant.now().advanced(by: $0) }
        while true {
            let left = end.map { MonotonicInstant.now().duration(to: $0).pollTimeout } ?? -1
            var descriptors = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&descriptors, 1, left)
            if count > 0 { return true }
            // Only a signal can have ended the wait early.
            if count == 0 || errno != EINTR { return false }
        }
    }

    /// Silences the bell until it rings again.
    package borrowing func silence() {
        _ = linux_eventfd_clear(descriptor.number)
    }
}

/// Threads that work until they are asked to end, and that a process cannot wait for without a limit.
///
/// A thread may wait for a file system or a name server that never answers. It is left behind then, and the process is to
/// end without taking anything away from it.
package final class ThreadGroup: Sendable {
    private struct State: Sendable {
        var threads: [WorkerThread] = []
        var running = 0
    }

    private let state = Locked(State())
    private let bell: WakeUp

    /// Makes a group without threads.
    /// - Throws: `SystemError` if no descriptor is left.
    package init() throws(SystemError) {
        bell = try WakeUp()
    }

    /// Starts a thread of the group.
    /// - Parameters:
    ///   - name: The name in tools such as top(1); the kernel keeps 15 bytes of it.
    ///   - work: The work of the thread.
    /// - Throws: `SystemError` if there is no memory for a thread, or the limit of threads is reached.
    package func start(_ name: String, _ work: @escaping @Sendable () -> Void) throws(SystemError) {
        try state.withLock { state throws(SystemError) in
            let thread = try WorkerThread(name: name) { [self] in
                work()
                self.state.withLock { $0.running -= 1 }
                bell.ring()
            }
            state.threads.append(thread)
            state.running += 1
        }
    }

    /// Waits a while for the end of all threads; to be called once, after they have been asked to end.
    ///
    /// - Parameter patience: How long to wait.
    /// - Returns: Whether all have ended; if not, those that go on end by themselves.
    package func end(within patience: Duration) -> Bool {
        let end = MonotonicInstant.now().advanced(by: patience)
        var isRinging = true
        while isRinging, state.withLock({ $0.running }) > 0 {
            isRinging = bell.wait(timeout: MonotonicInstant.now().duration(to: end))
            bell.silence()
        }
        let (threads, haveEnded) = state.withLock { state in
            defer { state.threads = [] }
            return (state.threads, state.running == 0)
        }
        for thread in threads { haveEnded ? thread.join() : thread.detach() }
        return haveEnded
    }
}
