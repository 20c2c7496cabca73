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
