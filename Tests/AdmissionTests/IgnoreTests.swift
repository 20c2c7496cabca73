import Admission
import Document
import KubeStash
import TestSupport
import Testing

/// The annotation `stashgate.dev/ignore` of an object is followed as far as the policy lets it.
struct IgnoreTests {
    private static let annotation = "request/object/metadata/annotations"

    /// The answer to the fixture with three errors, one of them a mandatory rule's in some rows, and an annotation.
    private static func reply(
        _ annotation: JSONValue?, under policy: String, _ change: (inout JSONValue) -> Void = { _ in }
    ) throws -> Reply {
        var body = try fixture("bad-three-ways-create-validate")
        body[Self.annotation] = annotation.map { ["stashgate.dev/ignore": $0] }
        change(&body)
        let file = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n\(policy)\n"
        return try Reply(Reviewer(policy: Policy(yaml: Array(file.utf8))).review(body.json, by: .validate))
    }

    private static let place = "metadata.annotations[stashgate.dev/ignore]: "

    @Test("an ignored error is a warning that gives the reason")
    func ignores() throws {
        let reply = try Self.reply(
            "unknown-backend: moves on Monday\nduplicate-name: why",
            under: "ignorable: [unknown-backend, \"duplicate-*\"]")
        #expect(reply.causes.count == 1 && reply.causes.allSatisfy { $0.contains("minute 61") })
        #expect(
            reply.warnings.contains(
                "spec.sessions[0].repositories[0].backend: ignored (moves on Monday): Not found: \"gcs-backed\": "
                    + "spec.backends has \"gcs-backend\"; did you mean that? [unknown-backend]"))
        #expect(
            reply.warnings.contains(
                "spec.sessions[1].name: ignored (why): Duplicate value: \"frequent\" [duplicate-name]"))
        // The audit log names the rules all the same.
        #expect(reply.text("response/auditAnnotations/rules")?.contains("unknown-backend") == true)
    }

    @Test("an ignored warning is left out, and the others stay")
    func ignoresWarnings() throws {
        let policy = "ignorable: [missing-encryption]"
        let all = try Self.reply(nil, under: policy).warnings
        let rest = all.filter { !$0.hasSuffix(" [missing-encryption]") }
        #expect(!rest.isEmpty && rest.count < all.count)
        #expect(try Self.reply("missing-encryption: keys come later", under: policy).warnings == rest)
    }

    @Test("all errors ignored, so that the object is stored")
    func allows() throws {
        let text = "unknown-backend: a; duplicate-name: b; invalid-schedule: c"
        #expect(try Self.reply(.string(text), under: "ignorable: [\"*\"]").isAllowed == true)
        for policy in [
            "", "ignorable: []", "namespaces: [{match: [other], ignorable: [\"*\"]}]",
            "ignorable: [\"*\"]\nnamespaces: [{match: [demo], ignorable: [unknown-backend]}]",
        ] {
            #expect(try Self.reply(.string(text), under: policy).isAllowed == false, "\(policy)")
        }
        #expect(
            try Self.reply(.string(text), under: "namespaces: [{match: [\"de*\"], ignorable: [\"*\"]}]").isAllowed
                == true)
    }

    /// Annotations that cannot be followed, each with the remarks about it.
    @Test(
        arguments: [
            (
                "unknown-backend: why",
                ["unknown-backend cannot be ignored: it is not among the rules that the policy lets be (ignorable)"]
            ),
            // Nothing is denied for it, so that there is nothing to say.
            ("wipe-out: why", []),
            ("unused-ignore: why", []),
            ("duplicate-name", ["it gives no reason: write 'RULE: REASON', one a line"]),
            ("duplicate-name:  \n \n", ["it gives no reason: write 'RULE: REASON', one a line"]),
            (": why", ["it gives no reason: write 'RULE: REASON', one a line"]),
            (
                "required-field: why",
                ["required-field cannot be ignored: Kubernetes or KubeStash itself refuses such an object"]
            ),
            ("unknown-backends: why", ["there is no rule \"unknown-backends\"; did you mean \"unknown-backend\"?"]),
            ("x\u{7}y: why", ["there is no rule \"x\\ay\""]),
            ("", []), (" \n;;\t\n", []), (.null, []),
            // The schema says what is wrong with these.
        ] as [(JSONValue, [String])])
    func refuses(_ annotation: JSONValue, remarks: [String]) throws {
        let reply = try Self.reply(annotation, under: "ignorable: [duplicate-name]")
        #expect(reply.causes.count == 3)
        #expect(
            reply.warnings.filter { $0.hasSuffix(" [invalid-ignore]") }
                == remarks.map { "\(Self.place)\($0) [invalid-ignore]" })
        let quiet = try Self.reply(annotation, under: "ignorable: [duplicate-name]\nrules: {invalid-ignore: off}")
        #expect(!quiet.warnings.contains { $0.hasSuffix(" [invalid-ignore]") })
    }

    @Test("a policy cannot make an object be refused for its annotation")
    func mild() throws {
        let reply = try Self.reply("duplicate-name", under: "rules: {invalid-ignore: error}")
        #expect(reply.causes.count == 3 && reply.warnings.contains { $0.hasSuffix(" [invalid-ignore]") })
    }

    /// Values that are not texts, in every place on the way to the annotation.
    @Test(
        arguments: [
            5, true, [], ["unknown-backend: why"], [:], ["unknown-backend": "why"],
        ] as [JSONValue])
    func garbage(_ value: JSONValue) throws {
        let all = "ignorable: [\"*\"]"
        #expect(try Self.reply(value, under: all).isAllowed == false)
        for place in ["request/object/metadata/annotations", "request/object/metadata", "request/object"] {
            #expect(try Self.reply(nil, under: all) { $0[place] = value }.isAllowed == false, "\(place)")
        }
    }

    @Test("a mandatory rule is broken whatever the annotation says")
    func mandatory() throws {
        let text = "required-field: a\nunknown-backend: b\nduplicate-name: c\ninvalid-schedule: d"
        let reply = try Self.reply(.string(text), under: "ignorable: [\"*\"]") {
            $0["request/object/spec/sessions/0/name"] = nil
        }
        #expect(reply.isAllowed == false)
        #expect(reply.causes.count == 1 && reply.causes.allSatisfy { $0.hasPrefix("spec.sessions[0].name: Required") })
    }

    @Test("an ignored warning is left out, and one line is kept of what is said of many")
    func warnings() throws {
        func wipesOut(_ body: inout JSONValue) {
            body["request/object/spec/sessions/0/repositories/0/deletionPolicy"] = "WipeOut"
            body["request/object/spec/sessions/0/name"] = nil
        }
        func isWarned(_ text: String, _ policy: String) throws -> Bool {
            let reply = try Self.reply(.string(text), under: policy, wipesOut)
            return reply.warnings.contains { $0.hasSuffix(" [missing-parameter]") }
        }
        #expect(try isWarned("missing-parameter: why", ""))
        #expect(try !isWarned("missing-parameter: why", "ignorable: [missing-parameter]"))
        let many = try Self.reply(
            .string((0..<100).map { "rule-\($0)" }.joined(separator: "\n")), under: "")
        #expect(many.warnings.count { $0.hasSuffix(" [invalid-ignore]") } == 16)
    }

    @Test("what an object was stored with is forgiven, also if the annotation goes")
    func ratchet() throws {
        let old = try fixture("bad-three-ways-create-validate")["request/object"]
        for annotation in [nil, "unknown-backend: why"] as [JSONValue?] {
            let reply = try Self.reply(annotation, under: "ignorable: [\"*\"]") {
                $0["request/operation"] = "UPDATE"
                $0["request/oldObject"] = old
            }
            #expect(reply.isAllowed == true)
            let line = try #require(reply.warnings.first { $0.hasSuffix(" [unknown-backend]") })
            #expect(line.contains("ignored (why)") == (annotation != nil))
        }
    }

    @Test("a user who is only warned is told that an error is ignored")
    func warned() throws {
        let reply = try Self.reply(
            "unknown-backend: why", under: "ignorable: [\"*\"]\nwarnOnly: {users: [admin]}"
        ) { $0["request/userInfo"] = ["username": "admin"] }
        #expect(reply.isAllowed == true)
        #expect(reply.warnings.contains { $0.contains("backend: ignored (why): ") })
    }
}
