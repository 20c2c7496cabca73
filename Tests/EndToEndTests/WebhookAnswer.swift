import TestSupport
import Testing

/// An answer of `/validate` in the words in which kubectl prints it.
struct WebhookAnswer {
    /// The lines of a refusal; empty if the object is allowed.
    let refusal: String
    /// The warnings, without duplicates, which kubectl drops.
    let warnings: [String]

    /// Asks the program for the answer to the creation of an object, without any knowledge of a cluster.
    init(to manifest: String, on stage: Stage) throws {
        let outcome = try stage.stashgate(["review", "--webhook", "validate", "-"], input: manifest)
        let line = try #require(outcome.output.split(separator: "\n").first, "\(outcome.errors)")
        let response = try #require(try JSONValue(parsing: Array(line.utf8))["response"])
        var seen: Set<String> = []
        warnings = Self.texts(response["warnings"]).filter { seen.insert($0).inserted }
        guard let details = response["status/details"], case .array(let causes)? = details["causes"] else {
            refusal = ""
            return
        }
        let lines = causes.map { "\(Self.text($0["field"])): \(Self.text($0["message"]))" }
        let head = "The \(Self.text(details["kind"])) \"\(Self.text(details["name"]))\" is invalid:"
        refusal = lines.count == 1 ? "\(head) \(lines[0])" : ([head] + lines.map { "* \($0)" }).joined(separator: "\n")
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        if case .array(let items)? = value { items.map { text($0) } } else { [] }
    }
}
