import Admission
import Document
import TestSupport
import Testing

/// A parsed answer.
struct Reply {
    let code: Int
    let verdict: Reviewer.Answer.Verdict
    let value: JSONValue

    init(_ answer: Reviewer.Answer) throws {
        code = answer.code
        verdict = answer.verdict
        value = try JSONValue(parsing: answer.body)
    }

    var isAllowed: Bool? {
        guard case .boolean(let allowed)? = value["response/allowed"] else { return nil }
        return allowed
    }

    var uid: String? { text("response/uid") }
    var message: String? { text("response/status/message") }

    /// Each cause as kubectl prints it.
    var causes: [String] {
        guard case .array(let causes)? = value["response/status/details/causes"] else { return [] }
        return causes.map { cause in
            guard case .string(let field)? = cause["field"], case .string(let message)? = cause["message"] else {
                return ""
            }
            return "\(field): \(message)"
        }
    }

    var warnings: [String] {
        guard case .array(let warnings)? = value["response/warnings"] else { return [] }
        return warnings.map { if case .string(let text) = $0 { text } else { "" } }
    }

    /// The patch, decoded; nil if there is none.
    var patch: JSONValue? {
        get throws {
            guard let encoded = text("response/patch") else { return nil }
            #expect(value["response/patchType"] == "JSONPatch")
            return try JSONValue(parsing: try #require(Base64.decode(encoded)))
        }
    }

    func text(_ pointer: String) -> String? {
        guard case .string(let text)? = value[pointer] else { return nil }
        return text
    }
}

func review(_ body: [UInt8], by webhook: Webhook) throws -> Reply {
    try Reply(Reviewer().review(body, by: webhook))
}

func review(_ value: JSONValue, by webhook: Webhook) throws -> Reply {
    try review(value.json, by: webhook)
}

/// A fixture for a test to change.
func fixture(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: Fixtures.review(name))
}
