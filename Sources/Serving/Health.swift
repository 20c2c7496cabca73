internal import Net
internal import Synchronization

/// How a server is doing, for those who decide whether to send it requests and whether to look after it.
///
/// All threads may ask and tell.
public final class Health: Sendable {
    private let stopping = Atomic<Bool>(false)
    private let trouble = Locked<String?>(nil)

    /// Makes the health of a server that is well.
    public init() {}

    /// Whether the server has been asked to stop, so that requests are better sent elsewhere.
    public var isStopping: Bool { stopping.load(ordering: .sequentiallyConsistent) }

    /// What is wrong with the certificate files, where those in use no longer are what the files say; nil where nothing
    /// is.
    public var certificateProblem: String? { trouble.withLock { $0 } }

    /// Notes that the server has been asked to stop.
    func noteStop() {
        stopping.store(true, ordering: .sequentiallyConsistent)
    }

    /// Notes what is wrong with the certificate files, or that nothing is any more.
    func noteCertificateProblem(_ problem: String?) {
        trouble.withLock { $0 = problem }
    }
}
