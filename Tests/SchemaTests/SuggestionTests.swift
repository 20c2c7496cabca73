import Document
import Testing

@testable import Schema

/// A suggestion is data, and its words are made from it in one place.
@Suite struct SuggestionTests {
    private static let rule = RuleInfo("r", .error, "a rule")

    private static func detail(_ problem: String, _ suggestion: Finding.Suggestion?) -> String {
        Finding(rule, .invalid, at: FieldPath(), node: nil, problem: problem, suggestion: suggestion).detail
    }

    @Test(arguments: [
        (Finding.Suggestion.replace(with: "a"), "must be b; did you mean \"a\"?"),
        (.replaceValue(json: "true"), "must be b; did you mean true?"),
        (.replaceWithObject([.init("name", "a")]), "must be b; did you mean \"name: a\" under it?"),
        (.nest(json: "3", under: ["last"]), "must be b; did you mean \"last: 3\" under it?"),
        (.nest(json: "\"a\"", under: ["x", "y"]), "must be b; did you mean \"x.y: a\" under it?"),
        // A text that YAML reads as another value, or not at all, is in quotes; a schedule and a duration are not.
        (.nest(json: "\"true\"", under: ["name"]), "must be b; did you mean \"name: 'true'\" under it?"),
        (.nest(json: "\"3\"", under: ["name"]), "must be b; did you mean \"name: '3'\" under it?"),
        (.nest(json: "\"@daily\"", under: ["schedule"]), "must be b; did you mean \"schedule: '@daily'\" under it?"),
        (.nest(json: "\"0 2 * * *\"", under: ["x"]), "must be b; did you mean \"x: 0 2 * * *\" under it?"),
        (.nest(json: "\"30s\"", under: ["delay"]), "must be b; did you mean \"delay: 30s\" under it?"),
        (.replaceWithObject([.init("name", "012")]), "must be b; did you mean \"name: '012'\" under it?"),
        (
            .setFields([.init("namespace", "a"), .init("name", "no")]),
            "must be b; did you mean \"namespace: a\" and \"name: 'no'\"?"
        ),
        (.ask(about: "its only item"), "must be b; did you mean its only item?"),
        (
            .setFields([.init("namespace", "a"), .init("name", "b")]),
            "must be b; did you mean \"namespace: a\" and \"name: b\"?"
        ),
        (.renameKey(to: "name"), "must be b; did you mean \"name\"?"),
        (.replace(with: "a\nb"), "must be b; did you mean \"a\\nb\"?"),
        // The problem itself says what is missing or should be removed.
        (.insert(json: "1"), "must be b"), (.remove, "must be b"),
    ])
    func asksDidYouMean(_ suggestion: Finding.Suggestion, _ detail: String) {
        #expect(Self.detail("must be b", suggestion) == detail)
    }

    /// A finding that says nothing but its cause ends with the value, or with the question where that is wanted.
    @Test func asksWithoutAProblem() throws {
        let document = try Document(json: Array(#"{"a":"b"}"#.utf8))
        let node = try #require(document.present("a", of: document.root))
        let finding = Finding(
            Self.rule, .invalid, at: FieldPath(), node: node, suggestion: .replace(with: "c"))
        var line: [UInt8] = []
        finding.write(to: &line, in: document)
        #expect(String(decoding: line, as: UTF8.self).hasSuffix("\"b\": did you mean \"c\"?"))
        #expect(finding.statement(in: document).hasSuffix("\"b\""))
    }

    /// A warning shows a single value, and neither a value that is missing nor a container.
    @Test(arguments: [
        ("", "a problem"), (#""b""#, "\"b\": a problem"), ("1.5", "1.5: a problem"), ("true", "true: a problem"),
        ("null", "a problem"), ("[]", "a problem"), ("{}", "a problem"),
    ])
    func warns(_ value: String, message: String) throws {
        let document = try Document(json: Array("{\(value.isEmpty ? "" : "\"a\":\(value)")}".utf8))
        let node = document.members(of: document.root).first { _ in true }?.value
        let rule = RuleInfo("r", .warning, "a rule")
        let finding = Finding(rule, .invalid, at: FieldPath(), node: node, problem: "a problem")
        #expect(finding.message(in: document) == message)
    }

    /// The same words, of which no edit is made.
    @Test func becomesAQuestion() {
        #expect(Finding.Suggestion.replace(with: "a").asQuestion == .ask(about: "\"a\""))
        #expect(Finding.Suggestion.remove.asQuestion == .remove)
    }

    @Test func doesNotRepeatTheNamedValue() {
        #expect(
            Self.detail("spec.backends has \"a\"", .replace(with: "a")) == "spec.backends has \"a\"; did you mean that?"
        )
    }

    /// After a list of texts, or a word that is no text, "that" would be unclear.
    @Test func repeatsWhatIsNotTheOnlyText() {
        #expect(Self.detail("\"a\", \"b\"", .replace(with: "b")) == "\"a\", \"b\"; did you mean \"b\"?")
        #expect(Self.detail("must be true", .replaceValue(json: "true")) == "must be true; did you mean true?")
    }

    @Test func addsNothingWithoutASuggestion() {
        #expect(Self.detail("must be b", nil) == "must be b")
        #expect(Self.detail("", nil) == "")
    }

    /// A rule sets the severity of its findings; a finding can be milder, but never worse.
    @Test func hasAtMostTheSeverityOfTheRule() {
        func severity(_ rule: RuleInfo, isMild: Bool) -> Finding.Severity {
            Finding(rule, .invalid, at: FieldPath(), node: nil, isMild: isMild).severity
        }
        #expect(severity(Self.rule, isMild: false) == .error)
        #expect(severity(Self.rule, isMild: true) == .warning)
        #expect(severity(RuleInfo("w", .warning, "a rule"), isMild: false) == .warning)
    }
}
