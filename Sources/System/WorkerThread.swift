internal import CLinux
private import Glibc

/// A thread of the operating system, for work that waits on its own poller.
///
/// Swift's tasks share a few threads, and a task that waits in a system call takes one away from all others.
public final class WorkerThread: Sendable {
    private let handle: pthread_t

    /// Starts a thread.
    /// - Parameters:
    ///   - name: What tools such as top(1) show; the kernel keeps 15 bytes of it.
    ///   - work: What the thread does.
    /// - Throws: `SystemError` where there is no memory for a thread, or the limit of threads is reached.
    public init(name: String, _ work: @escaping @Sendable () -> Void) throws(SystemError) {
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

    /// Lets the thread end when it will; to be called once, instead of joining it.
    public func detach() {
        _ = pthread_detach(handle)
    }

    /// Waits until the thread has done its work; to be called once, unless it is detached.
    public func join() {
        _ = pthread_join(handle, nil)
    }
}

/// What a new thread gets to know.
private final class Job: Sendable {
    let name: String
    let work: @Sendable () -> Void

    init(name: String, work: @escaping @Sendable () -> Void) {
        self.name = name
        self.work = work
    }
}
