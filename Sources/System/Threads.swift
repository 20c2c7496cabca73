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

extension Locked where Value == WorkerThread? {
    /// Takes the thread away, and waits a while for its end; one that takes longer ends by itself.
    ///
    /// - Parameters:
    ///   - end: What the thread rings at its end.
    ///   - patience: How long to wait.
    /// - Returns: Whether it has ended.
    package func end(announcedBy end: borrowing WakeUp, within patience: Duration) -> Bool {
        let thread = withLock { thread in
            defer { thread = nil }
            return thread
        }
        let hasEnded = end.wait(timeout: patience)
        if hasEnded { thread?.join() } else { thread?.detach() }
        return hasEnded
    }
}
