import Admission
import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// A policy decides which findings deny, for the namespace of the request.
@Suite struct PolicyTests {
    private func reviewer(_ yaml: String) throws -> Reviewer {
        Reviewer(policy: try Policy(yaml: Array(yaml.utf8)))
    }

    private static let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"

    /// The three mistakes of the fixture in its namespace, demo.
    @Test(arguments: [
        ("", 3, 0), ("rules: {unknown-backend: warning}", 2, 1), ("rules: {unknown-backend: off}", 2, 0),
        ("namespaces:\n- match: [demo]\n  rules: {unknown-backend: off}", 2, 0),
        ("namespaces:\n- match: [other-*]\n  rules: {unknown-backend: off}", 3, 0),
    ])
    func turnsRulesDownAndOff(_ policy: String, causes: Int, warnings: Int) throws {
        let answer = try reviewer(Self.head + policy).review(
            Fixtures.review("bad-three-ways-create-validate"), by: .validate)
        let reply = try Reply(answer)
        #expect(reply.causes.count == causes)
        #expect(reply.warnings.filter { $0.contains("did you mean that") }.count == warnings)
    }

    /// Requests of the users that a policy names are warned, but for what no policy can lower.
    @Test(arguments: [
        ("{users: [admin]}", true), ("{groups: [system:masters]}", true), ("{users: [other], groups: [others]}", false),
        ("{serviceAccounts: [demo/admin]}", false),
    ])
    func warnsRequesters(_ warned: String, isWarned: Bool) throws {
        var body = try fixture("bad-three-ways-create-validate")
        body["request/userInfo"] = ["username": "admin", "groups": ["system:masters", "system:authenticated"]]
        let reviewer = try reviewer(Self.head + "warnOnly: \(warned)")
        let reply = try Reply(reviewer.review(body.json, by: .validate))
        #expect(reply.isAllowed == isWarned)
        #expect(reply.causes.count == (isWarned ? 0 : 3))
        #expect(reply.warnings.contains { $0.contains("minute 61 is out of range") } == isWarned)
        body["request/object/spec/sessions/0/name"] = nil
        let mandatory = try Reply(reviewer.review(body.json, by: .validate))
        #expect(mandatory.isAllowed == false)
        #expect(mandatory.causes.contains { $0.hasPrefix("spec.sessions[0].name: Required value") })
        #expect(mandatory.causes.count == (isWarned ? 1 : 3))
        // A request without a user, or with a malformed one, matches no pattern.
        body["request/userInfo"] = ["username": 1, "groups": "system:masters"]
        #expect(try Reply(reviewer.review(body.json, by: .validate)).isAllowed == false)
    }

    /// A default that is filled in is the mistake that the missing value was, and another value is a new one.
    @Test(
        arguments: [
            ("historyLimit: 0", "sessionHistoryLimit", 1, 2),
            ("historyLimit: 2", "scheduler/successfulJobsHistoryLimit", 3, 4),
            ("historyLimit: 0", "scheduler/failedJobsHistoryLimit", 1, 2),
            ("forbiddenDeletionPolicies: [Delete, WipeOut]", "repositories/0/deletionPolicy", "Delete", "WipeOut"),
        ] as [(String, String, JSONValue, JSONValue)])
    func forgivesAFilledInDefault(_ parameter: String, _ field: String, assumed: JSONValue, other: JSONValue) throws {
        let reviewer = try reviewer(Self.head + "parameters: {\(parameter)}")
        var body = try fixture("full-create-validate")
        let path = "spec/sessions/0/\(field)"
        body["request/operation"] = "UPDATE"
        body["request/object/\(path)"] = nil
        body["request/oldObject"] = body["request/object"]
        #expect(try Reply(reviewer.review(body.json, by: .validate)).isAllowed == true)
        body["request/object/\(path)"] = assumed
        #expect(try Reply(reviewer.review(body.json, by: .validate)).isAllowed == true)
        body["request/object/\(path)"] = other
        #expect(try Reply(reviewer.review(body.json, by: .validate)).isAllowed == false)
    }

    /// Nothing is denied, whatever the mistake is, and each is still said and counted.
    @Test func warnsOfEverything() throws {
        let (usual, warning) = (try reviewer(Self.head), try reviewer(Self.head + "enforcement: warn"))
        var body = try fixture("bad-three-ways-create-validate")
        body["request/object/spec/sessions/0/name"] = nil
        let denied = try Reply(usual.review(body.json, by: .validate))
        let answer = warning.review(body.json, by: .validate)
        let warned = try Reply(answer)
        #expect(denied.isAllowed == false && warned.isAllowed == true && answer.verdict == .allowed)
        #expect(warned.causes == [] && warned.warnings.count == denied.causes.count + denied.warnings.count)
        // A mandatory rule is among them.
        #expect(warned.warnings.contains { $0.contains("sessions[0].name: it tells the sessions apart") })
        #expect(Set(answer.tally.entries.map(\.severity)) == [.warning])
        // A rule that is off stays off, and `deny` is what holds without the field.
        let off = try reviewer(Self.head + "enforcement: warn\nrules: {unknown-backend: off}")
        #expect(try !Reply(off.review(body.json, by: .validate)).warnings.contains { $0.contains("unknown-backend") })
        let deny = try reviewer(Self.head + "enforcement: deny")
        #expect(try Reply(deny.review(body.json, by: .validate)).causes == denied.causes)
    }

    /// More mistakes than are kept, and more defaults than a patch may have, deny nothing either.
    @Test func warnsOfTooMuch() throws {
        let warning = try reviewer(Self.head + "enforcement: warn")
        var body = try fixture("minimal-create-validate")
        body["request/object/spec/sessions"] = .array(Array(repeating: [:], count: 200_000))
        let validated = try Reply(warning.review(body.json, by: .validate))
        #expect(validated.isAllowed == true && !validated.warnings.isEmpty)
        let mutated = try Reply(warning.review(body.json, by: .mutate))
        #expect(mutated.isAllowed == true && mutated.value["response/patch"] == nil)
        #expect(
            mutated.warnings == [
                "no defaults are added: the object lacks so many fields that the patch would pass 8388608 bytes"
            ])
        // A body that is no review is not answered with a verdict, as before.
        for body in ["{}", "{", String(repeating: "[", count: 1000)] {
            #expect(warning.review(Array(body.utf8), by: .validate).verdict == .failed)
        }
    }

    @Test func warnsOfAMissingObject() throws {
        let warning = try reviewer(Self.head + "enforcement: warn")
        var body = try fixture("minimal-create-validate")
        body["request/object"] = nil
        let answer = warning.review(body.json, by: .validate)
        let reply = try Reply(answer)
        #expect(reply.isAllowed == true)
        #expect(reply.warnings == ["object: Required value: the request carries no object [required-field]"])
        #expect(answer.tally.entries.map(\.severity) == [.warning])
    }

    private static let deep = "the object is not checked and gets no defaults: nested deeper than 512 levels"

    /// A review whose object, old object or both have a value that is nested deeply.
    private func deep(
        _ fixture: String, _ members: [String] = ["object"], _ open: String = "[", _ close: String = "]"
    ) throws -> String {
        let value = String(repeating: open, count: 600) + "1" + String(repeating: close, count: 600)
        var body = try AdmissionTests.fixture(fixture)
        for member in members { body["request/\(member)/spec/deep"] = "VALUE" }
        return String(decoding: body.json, as: UTF8.self).replacing("\"VALUE\"", with: value)
    }

    /// A user may write a value of any depth where KubeStash takes any value; Go reads 10,000 levels.
    @Test(arguments: [("[", "]"), (#"{"\"]}":"#, "}")])
    func tooDeep(_ open: String, _ close: String) throws {
        let warning = try reviewer(Self.head + "enforcement: warn")
        for webhook in Webhook.allCases {
            let fixed = try fixture("minimal-create-\(webhook.rawValue)")
            let text = try deep("minimal-create-\(webhook.rawValue)", ["object"], open, close)
            let answer = warning.review(Array(text.utf8), by: webhook)
            let reply = try Reply(answer)
            #expect(answer.verdict == .allowed && reply.isAllowed == true && reply.warnings == [Self.deep])
            #expect(fixed["request/uid"] == .string(reply.uid ?? ""))
            #expect(answer.subject?.name == Reviewer().review(fixed.json, by: webhook).subject?.name)
            // Without the field it is refused in words for its author, unless it is not judged anyway.
            let usual = Reviewer().review(Array(text.utf8), by: webhook)
            let refused = try Reply(usual)
            #expect(usual.verdict == .denied && usual.code == 200 && refused.isAllowed == false)
            #expect(refused.causes == ["spec: nested deeper than 512 levels, more than stashgate can check"])
            #expect(refused.value["response/status/code"] == 422)
            #expect(refused.value["response/status/details/name"] == "minimal")
            let other = text.replacing("BackupConfiguration", with: "Other")
            let unjudged = try Reply(Reviewer().review(Array(other.utf8), by: webhook))
            #expect(unjudged.isAllowed == true && unjudged.warnings == [])
        }
    }

    /// An object that was stored before the webhook can still be labelled, and corrected.
    @Test(arguments: [
        (["object"], false), (["object", "oldObject"], true), (["oldObject"], true),
    ])
    func storedDeeply(_ members: [String], isAllowed: Bool) throws {
        let text = try deep("minimal-pause-update-validate", members)
        let reply = try Reply(Reviewer().review(Array(text.utf8), by: .validate))
        #expect(reply.isAllowed == isAllowed)
        #expect(reply.warnings == (isAllowed ? [Self.deep] : []))
    }
}
