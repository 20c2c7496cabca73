public import KubeStash

extension Reviewer {
    /// The result of one review.
    public struct Answer: Sendable {
        /// The decision of the reviewer.
        public enum Verdict: Hashable, Sendable {
            /// The request may go on, perhaps with a patch or warnings.
            case allowed
            /// The request is refused.
            case denied
            /// The body was not an AdmissionReview.
            case failed
        }

        /// The user and the object of a request, as far as the review names them; each text may be empty, and of any
        /// length.
        public struct Subject: Hashable, Sendable {
            /// The identifier of the request, which the API server's audit log has too.
            public let uid: String
            /// The user who made the request.
            public let user: String
            /// The object's namespace.
            public let namespace: String
            /// The object's name, or the prefix of its name while it has none.
            public let name: String
        }

        /// The decision of the reviewer.
        public let verdict: Verdict
        /// The HTTP status code of the answer: 200, or 400 if the body was not an AdmissionReview.
        public let code: Int
        /// The answer as JSON text: an AdmissionReview, or a Status.
        public let body: [UInt8]
        /// Why there is no verdict, in one line; nil if there is one.
        public let problem: String?
        /// The fields of the envelope that are wrong if there is no verdict; empty if the body is not JSON.
        ///
        /// Unlike the problem, they repeat nothing of the body.
        public let wrongFields: [String]
        /// The operation on the object; nil if the body was not an AdmissionReview.
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

        /// The kind of the object; nil if stashgate does not judge it, or if the body was not an AdmissionReview.
        public var kind: Kind? { request?.kind }

        /// The user and the object of the request; nil if the body was not an AdmissionReview.
        ///
        /// It is read from the review at each call, so that it costs nothing unless it is used.
        public var subject: Subject? {
            request.map { Subject(uid: $0.uid, user: $0.user, namespace: $0.namespace, name: $0.name) }
        }
    }
}

extension Reviewer {
    /// The most memory that a byte of an object's text takes: a value has at least two bytes, as in `0,`, and takes
    /// less than 32 bytes for its node in the tree and for the parser's own data.
    private static let treeBytes = 16

    /// The most memory that findings take, as their number is limited: those of the object and of the old object, and
    /// the answer that is built from them.
    private static let findingBytes = 24 << 20

    /// The most memory that the findings about a byte of text take, as long as their number is below its limit: the
    /// mistakes of `{}` in a list of repositories.
    private static let mistakeBytes = 1 << 10

    /// The largest review that is always accepted, even with little memory: an object of this size has a hundred
    /// sessions.
    private static let smallReview = 64 << 10

    /// How much memory a review takes at most, in bytes.
    ///
    /// A usual review takes a tenth of it; the worst case is an object that has nothing but mistakes.
    /// - Parameter count: The length of the AdmissionReview, in bytes.
    /// - Returns: The most bytes that are in use at a time, without the AdmissionReview itself.
    public static func memory(forReviewOf count: Int) -> Int {
        treeBytes * count + min(mistakeBytes * count, findingBytes)
    }

    /// How long a review may be that takes at most this much memory.
    /// - Parameter memory: The memory, in bytes.
    /// - Returns: The length, in bytes; never less than that of a usual review.
    public static func largestReview(within memory: Int) -> Int {
        max(smallReview, (memory - findingBytes) / treeBytes)
    }
}
