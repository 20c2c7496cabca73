internal import Admission
internal import Document
internal import KubeStash
internal import TestSupport

/// The properties of every body that is sent to the webhook.
///
/// An input is used as a whole body and, if it is JSON, as the object of a review; the text after a line of three
/// dashes is then the stored object.
enum ReviewProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        for webhook in Webhook.allCases { _ = try answer(to: input, by: webhook) }
        let parts = split(input)
        guard let object = parts.first.flatMap({ try? JSONValue(parsing: $0) }) else { return }
        let oldObject = parts.count > 1 ? parts.last.flatMap { try? JSONValue(parsing: $0) } : nil
        try checkObject(object, since: oldObject)
    }

    private static let reviewer = Reviewer()
    /// A reviewer with every parameter of a policy, so that the rules behind them run as well.
    private static let strict = (try? Policy(yaml: Array(policy.utf8))).map { Reviewer(policy: $0) }
    private static let policy = """
        apiVersion: stashgate.dev/v1alpha1
        kind: Policy
        parameters:
          minimumInterval: 1h
          historyLimit: 2
          encryptionRequired: true
          forbiddenDeletionPolicies: [WipeOut, Delete]
          allowedStorageNamespaces: [., "storage-*"]
        ignorable: ["*"]
        """
    private static let uid: JSONValue = "705ab4f5-6393-11e8-b7cc-42010a800002"

    /// The most bytes of the answer to an empty body, and the most bytes by which each byte of a request may prolong
    /// it.
    ///
    /// A denial lists 256 KiB of causes twice, and JSON escapes a byte with up to six.
    private static let mostBytes = 1 << 20
    private static let mostGrowth = 16

    /// The separator between an object and the stored object.
    static let separator = Array("\n---\n".utf8)

    /// The object, followed by the stored object if there is one.
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

    /// A mutated object needs no second patch, and no patch makes a valid object invalid, under any policy.
    private static func checkObject(_ object: JSONValue, since old: JSONValue?) throws(Violation) {
        let operation: JSONValue = old == nil ? "CREATE" : "UPDATE"
        let request = review(operation, object, since: old)
        let strict = try unwrap(strict, "the policy is malformed")
        for reviewer in [reviewer, strict] {
            let mutation = try answer(to: request, by: .mutate, reviewer)
            let validation = try answer(to: request, by: .validate, reviewer)
            try require(mutation.uid == uid && validation.uid == uid, "the uid is not repeated")
            try require(mutation.isAllowed, "a mutation is denied")
            let again = reviewer.review(request, by: .validate).body
            try require(again == reviewer.review(request, by: .validate).body, "one question has two answers")

            let mutated = try mutation.applied(to: object)
            let completed = review(operation, mutated, since: old)
            let isComplete = try answer(to: completed, by: .mutate, reviewer).patch.isEmpty
            try require(isComplete, "what was completed is not complete")
            if validation.isAllowed {
                let isRight = try answer(to: completed, by: .validate, reviewer).isAllowed
                try require(isRight, "what was added makes the object wrong")
            }
            if case .object = object {
                let unchanged = review("UPDATE", object, since: object)
                let mayStay = try answer(to: unchanged, by: .validate, reviewer).isAllowed
                try require(mayStay, "an object may not stay what it is")
            }
        }
        try DeletionProperties.check(object, since: old) { (operation, object, old) throws(Violation) in
            try answer(to: review(operation, object, since: old), by: .validate, strict).isAllowed
        }
    }

    /// Sends a review, and checks the properties of every answer.
    private static func answer(
        to body: [UInt8], by webhook: Webhook, _ reviewer: Reviewer = reviewer
    ) throws(Violation) -> ReadAnswer {
        let answer = reviewer.review(body, by: webhook)
        try require(
            answer.body.count <= mostBytes + mostGrowth * body.count, "an answer has \(answer.body.count) bytes")
        guard let json = try? JSONValue(parsing: answer.body) else { throw Violation("an answer is no JSON") }
        return try ReadAnswer(json, answer, to: body)
    }
}
