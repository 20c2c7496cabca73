internal import Admission
internal import Document
internal import TestSupport

/// What holds for every body that is sent to the webhook.
///
/// An input is taken for a whole body and, where it is JSON, for the object of a review; what follows a line of three
/// dashes is then the object as it is stored.
enum ReviewProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        for webhook in Webhook.allCases { _ = try answer(to: input, by: webhook) }
        let parts = split(input)
        guard let object = parts.first.flatMap({ try? JSONValue(parsing: $0) }) else { return }
        let oldObject = parts.count > 1 ? parts.last.flatMap { try? JSONValue(parsing: $0) } : nil
        try checkObject(object, since: oldObject)
    }

    private static let reviewer = Reviewer()
    private static let uid: JSONValue = "705ab4f5-6393-11e8-b7cc-42010a800002"

    /// Most bytes of an answer to no bytes, and how many times longer it may be than the request.
    ///
    /// A denial lists 256 KiB of causes twice, and the longest escape of a byte has six.
    private static let mostBytes = 1 << 20
    private static let mostGrowth = 16

    /// What stands between an object and the object as it is stored.
    static let separator = Array("\n---\n".utf8)

    /// The object, and the object as it is stored where there is one.
    static func split(_ input: [UInt8]) -> [[UInt8]] {
        guard let line = input[...].firstRange(of: separator) else { return [input] }
        return [Array(input[..<line.lowerBound]), Array(input[line.upperBound...])]
    }

    private static func review(_ operation: JSONValue, _ object: JSONValue, since old: JSONValue?) -> [UInt8] {
        let review: JSONValue = [
            "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "request": [
                "uid": uid, "operation": operation, "namespace": "demo", "name": "backup",
                "kind": ["group": "core.kubestash.com", "version": "v1alpha1", "kind": "BackupConfiguration"],
                "object": object, "oldObject": old ?? nil,
            ],
        ]
        return review.json
    }

    /// Mutating an object completes it, once and for all, and makes nothing wrong that was right.
    private static func checkObject(_ object: JSONValue, since old: JSONValue?) throws(Violation) {
        let operation: JSONValue = old == nil ? "CREATE" : "UPDATE"
        let request = review(operation, object, since: old)
        let mutation = try answer(to: request, by: .mutate)
        let validation = try answer(to: request, by: .validate)
        try require(mutation.uid == uid && validation.uid == uid, "the uid is not repeated")
        try require(mutation.isAllowed, "a mutation is denied")
        let again = reviewer.review(request, by: .validate).body
        try require(again == reviewer.review(request, by: .validate).body, "one question has two answers")

        let mutated = try mutation.applied(to: object)
        let completed = review(operation, mutated, since: old)
        try require(try answer(to: completed, by: .mutate).patch.isEmpty, "what was completed is not complete")
        if validation.isAllowed {
            try require(try answer(to: completed, by: .validate).isAllowed, "what was added makes the object wrong")
        }
        if case .object = object {
            let unchanged = review("UPDATE", object, since: object)
            try require(try answer(to: unchanged, by: .validate).isAllowed, "an object may not stay what it is")
        }
    }

    /// Asks, and tries what holds for every answer.
    private static func answer(to body: [UInt8], by webhook: Webhook) throws(Violation) -> ReadAnswer {
        let answer = reviewer.review(body, by: webhook)
        try require(
            answer.body.count <= mostBytes + mostGrowth * body.count, "an answer has \(answer.body.count) bytes")
        guard let json = try? JSONValue(parsing: answer.body) else { throw Violation("an answer is no JSON") }
        return try ReadAnswer(json, answer, to: body)
    }
}

/// An answer, as an API server reads it.
private struct ReadAnswer {
    let uid: JSONValue?
    let isAllowed: Bool
    /// The operations to apply.
    let patch: [JSONValue]

    /// Takes an answer apart, and tries whether what it says in two places is the same.
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

    /// What the answer must repeat; read without making a tree of a whole review.
    private static func uid(of body: [UInt8]) -> JSONValue? {
        guard let document = try? Document(json: body), let request = document.member("request", of: document.root),
            let uid = document.member("uid", of: request)
        else { return nil }
        return JSONValue(uid, of: document)
    }

    /// Warnings are lines that every client prints, as many as an API server passes on.
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

    /// The object with the patch applied, which replaces nothing but `null`.
    func applied(to object: JSONValue) throws(Violation) -> JSONValue {
        for operation in patch {
            guard case .string(let pointer)? = operation["path"] else { throw Violation("an operation has no path") }
            let value = object[pointer]
            try require(value == nil || value == .null, "\(pointer) is there, and is replaced")
        }
        return try unwrap(object.applying(.array(patch)), "a patch does not apply")
    }
}
