import Document
import TestSupport

/// Reviews of objects with a given number of sessions or variables; all are allowed without a warning.
enum GrowingReview {
    /// A review of an object with many sessions, each with a repository, its own or all with the same.
    static func review(ofSessions count: Int, inOneRepository: Bool = false) throws -> [UInt8] {
        var review = try JSONValue(parsing: Fixtures.review("minimal-create-validate"))
        // The API server's metadata and copies of the request would be most of a small review.
        review["request/object/metadata"] = ["name": "minimal", "namespace": "demo"]
        for name in ["requestKind", "requestResource", "options"] { review["request/\(name)"] = nil }
        let session = review["request/object/spec/sessions/0"] ?? .null
        let sessions = (0..<count).map { index in
            var copy = session
            copy["name"] = .string("session-\(index)")
            // An Addon of which nothing is known, and a schedule that never meets another one.
            copy["addon/name"] = "example-addon"
            copy["scheduler/suspend"] = true
            copy["repositories/0/encryptionSecret"] = ["name": "key"]
            if !inOneRepository {
                copy["repositories/0/name"] = .string("repository-\(index)")
                copy["repositories/0/directory"] = .string("/demo/\(index)")
            }
            return copy
        }
        review["request/object/spec/sessions"] = .array(sessions)
        return review.json
    }

    /// A review of an object with one session and many environment variables in it.
    static func review(ofVariables count: Int) throws -> [UInt8] {
        var review = try JSONValue(parsing: review(ofSessions: 1))
        let variables = (0..<count).map { index -> JSONValue in
            ["name": .string("VARIABLE_\(index)"), "value": .string("value \(index)")]
        }
        let template = "request/object/spec/sessions/0/scheduler/jobTemplate/template"
        review[template] = ["spec": ["env": .array(variables)]]
        return review.json
    }

    /// A review with the number of sessions that comes nearest to a size, and at least one.
    static func review(ofBytes bytes: Int) throws -> [UInt8] {
        let one = try review(ofSessions: 1).count
        let each = Double(try review(ofSessions: 1001).count - one) / 1000
        let count = (Double(bytes - one) / each).rounded() + 1
        return try review(ofSessions: max(1, Int(count)))
    }
}
