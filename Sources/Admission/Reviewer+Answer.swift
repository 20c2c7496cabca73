public import KubeStash

extension Reviewer {
    /// What came of one review.
    public struct Answer: Sendable {
        /// What the reviewer decided.
        public enum Verdict: Hashable, Sendable {
            /// The request may go on, perhaps with a patch or warnings.
            case allowed
            /// The request is refused.
            case denied
            /// The body was not an AdmissionReview.
            case failed
        }

        /// Whose request was about which object, as far as the review says; each may be empty, and of any length.
        public struct Subject: Hashable, Sendable {
            /// The request's own name, which the API server's audit log has too.
            public let uid: String
            /// Who asked.
            public let user: String
            /// The object's namespace.
            public let namespace: String
            /// The object's name, or what it will begin with.
            public let name: String
        }

        /// What the reviewer decided.
        public let verdict: Verdict
        /// The HTTP status code of the answer: 200, or 400 where the body was not an AdmissionReview.
        public let code: Int
        /// The answer as JSON text: an AdmissionReview, or a Status.
        public let body: [UInt8]
        /// Why there is no verdict, in one line; nil where there is one.
        public let problem: String?
        /// Which fields of the envelope are wrong where there is no verdict; empty where the body is no JSON.
        ///
        /// Unlike the problem, they repeat nothing of the body.
        public let wrongFields: [String]
        /// What was to happen to the object; nil where the body was not an AdmissionReview.
        public let operation: Operation?
        /// Which rules fired, and how often.
        public let tally: Tally
        private let request: AdmissionRequest?

        init(_ response: AdmissionResponse, to request: AdmissionRequest) {
            let isDenied = response.denial != nil
            verdict = isDenied ? .denied : .allowed
            code = 200
            body = response.json
            problem = nil
            wrongFields = []
            operation = request.operation
            tally = response.tally
            self.request = request
        }

        init(failure: Status) {
            verdict = .failed
            code = failure.code
            body = failure.json
            problem = failure.message
            wrongFields = failure.causes.map(\.field)
            operation = nil
            tally = Tally()
            request = nil
        }

        /// Whose request was about which object; nil where the body was not an AdmissionReview.
        ///
        /// It is read from the review each time, so that it costs nothing where no one asks.
        public var subject: Subject? {
            request.map { Subject(uid: $0.uid, user: $0.user, namespace: $0.namespace, name: $0.name) }
        }
    }
}

extension Reviewer {
    /// The most memory that a byte of an object's text takes: a value has two bytes at the least, as in `0,`, and its node
    /// in the tree with what is kept of it while it is read less than 32.
    private static let treeBytes = 16

    /// The most memory that findings take, as their number has a limit: those of the object and of its older self, and the
    /// answer that is made of them.
    private static let findingBytes = 24 << 20

    /// The most memory that the findings about a byte of text take, as long as their number is below its limit: the mistakes
    /// of `{}` in a list of repositories.
    private static let mistakeBytes = 1 << 10

    /// The largest review that is taken however little memory there is: an object of this size has a hundred sessions.
    private static let smallReview = 64 << 10

    /// How much memory a review takes at most, in bytes.
    ///
    /// A usual one takes a tenth of it: the worst has nothing but mistakes.
    /// - Parameter count: How long the AdmissionReview is, in bytes.
    /// - Returns: The most bytes that are in use at a time, without the AdmissionReview itself.
    public static func memory(forReviewOf count: Int) -> Int {
        treeBytes * count + min(mistakeBytes * count, findingBytes)
    }

    /// How long a review may be that takes so much memory at most.
    /// - Parameter memory: The memory, in bytes.
    /// - Returns: The length, in bytes; never less than what a usual review has.
    public static func largestReview(within memory: Int) -> Int {
        max(smallReview, (memory - findingBytes) / treeBytes)
    }
}
