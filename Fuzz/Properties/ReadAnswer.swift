internal import Admission
internal import Document
internal import TestSupport

/// An answer, as an API server reads it.
struct ReadAnswer {
    let uid: JSONValue?
    let isAllowed: Bool
    /// The operations to apply.
    let patch: [JSONValue]

    /// Parses an answer, and checks that the two places which state the same fact agree.
    init(_ json: JSONValue, _ answer: Reviewer.Answer, to body: [UInt8]) throws(Violation) {
        if answer.verdict == .failed {
            try require(json["kind"] == "Status" && json["status"] == "Failure", "a failure is no Status")
            try require(json["code"] == .number(String(answer.code)), "a Status has the code of another answer")
            try require(answer.code == 400, "a body is answered \(answer.code)")
            try CronProperties.checkLine(unwrap(answer.problem, "a failure has no problem"), longest: .max)
            (uid, isAllowed, patch) = (nil, false, [])
            return
        }
        try require(json["kind"] == "AdmissionReview" && answer.code == 200, "an answer is not an AdmissionReview")
        let response = try unwrap(json["response"], "there is no response")
        isAllowed = response["allowed"] == true
        try require(isAllowed == (answer.verdict == .allowed), "the answer and its verdict contradict each other")
        try require(isAllowed == (response["status"] == nil), "a denial, and nothing else, has a status")
        uid = response["uid"]
        try require(uid == Self.uid(of: body), "the uid is another one")
        try Self.checkWarnings(response)
        patch = try Self.operations(response)
    }

    /// The uid, which the answer must repeat; it is read without a tree of the whole review.
    private static func uid(of body: [UInt8]) -> JSONValue? {
        guard let document = try? Document(json: body), let request = document.member("request", of: document.root),
            let uid = document.member("uid", of: request)
        else { return nil }
        return JSONValue(uid, of: document)
    }

    /// Warnings are printable lines, and no more of them than an API server passes on.
    private static func checkWarnings(_ response: JSONValue) throws(Violation) {
        guard case .array(let warnings)? = response["warnings"] else { return }
        var bytes = 0
        for warning in warnings {
            guard case .string(let line) = warning else { throw Violation("a warning is no text") }
            try CronProperties.checkLine(line, longest: 256)
            bytes += line.utf8.count
        }
        try require(bytes <= 4096, "the warnings have \(bytes) bytes")
    }

    private static func operations(_ response: JSONValue) throws(Violation) -> [JSONValue] {
        guard let patch = response["patch"] else { return [] }
        guard case .string(let base64) = patch, let bytes = Base64.decode(base64),
            case .array(let operations)? = try? JSONValue(parsing: bytes), !operations.isEmpty
        else { throw Violation("a patch is no list of operations") }
        try require(response["patchType"] == "JSONPatch", "a patch is no JSON Patch")
        return operations
    }

    /// The object after the patch, which may replace nothing but `null`.
    func applied(to object: JSONValue) throws(Violation) -> JSONValue {
        for operation in patch {
            guard case .string(let pointer)? = operation["path"] else { throw Violation("an operation has no path") }
            let value = object[pointer]
            try require(value == nil || value == .null, "\(pointer) is there, and is replaced")
        }
        return try unwrap(object.applying(.array(patch)), "a patch does not apply")
    }
}
