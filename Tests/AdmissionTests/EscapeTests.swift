import Admission
import KubeStash
import TestSupport
import Testing

/// An object cannot escape judgement by what it contains, and nothing prevents a deletion.
@Suite struct EscapeTests {
    private static let time = "2026-11-23T07:29:09Z"

    /// A review of the object with three mistakes and, on an update, of an old one without them.
    private func review(_ operation: String, _ changes: [(String, JSONValue?)]) throws -> JSONValue {
        var request = try fixture("bad-three-ways-create-validate")
        request["request/operation"] = .string(operation)
        if operation == "UPDATE" {
            request["request/oldObject"] = try fixture("minimal-create-validate")["request/object"]
        }
        for (pointer, value) in changes { request["request/\(pointer)"] = value }
        return request
    }

    /// Whether both webhooks leave the object alone; they must agree.
    private func isLeftAlone(_ request: JSONValue) throws -> Bool {
        let validated = try AdmissionTests.review(request, by: .validate)
        let mutated = try AdmissionTests.review(request, by: .mutate)
        let isLeftAlone = validated.isAllowed == true && validated.warnings.isEmpty
        #expect(mutated.isAllowed == true)
        #expect(try (mutated.patch == nil) == isLeftAlone)
        #expect(validated.isAllowed == true || validated.causes.count >= 3)
        return isLeftAlone
    }

    /// An object counts as being deleted only on an update, with a deletion timestamp in its old and in its new state.
    @Test(
        arguments: [
            ("UPDATE", .string(time), .string(time), true),
            ("UPDATE", .string(time), "2026-11-23T07:29:08Z", true),
            ("UPDATE", .string(time), nil, false), ("UPDATE", .string(time), .null, false),
            ("UPDATE", nil, .string(time), false), ("UPDATE", .null, .string(time), false),
            ("UPDATE", "soon", .string(time), false), ("UPDATE", .string(time), "soon", false),
            ("CREATE", .string(time), nil, false), ("CREATE", .string(time), .string(time), false),
        ] as [(String, JSONValue?, JSONValue?, Bool)])
    func deletion(_ operation: String, object: JSONValue?, oldObject: JSONValue?, isLeftAlone: Bool) throws {
        var request = try review(operation, [("oldObject", ["metadata": [:]])])
        request["request/object/metadata/deletionTimestamp"] = object
        request["request/oldObject/metadata/deletionTimestamp"] = oldObject
        #expect(try self.isLeftAlone(request) == isLeftAlone)
    }

    /// A timestamp must be one that Kubernetes can read, and the zero time counts as missing.
    @Test(
        arguments: [
            (.string(time), true), ("2026-11-23T07:29:09.123456789Z", true), ("2026-11-23T07:29:09+02:00", true),
            ("2024-02-29T00:00:00-11:30", true), ("0001-01-01T00:00:01Z", true), ("0001-01-01T00:00:00Z", false),
            ("", false), ("x", false), ("true", false), ("2026-11-23", false), ("2026-11-23T07:29:09", false),
            ("2026-11-23 07:29:09Z", false), ("2026-11-23t07:29:09z", false), ("2026-13-23T07:29:09Z", false),
            ("2026-02-29T00:00:00Z", false), ("2026-11-23T24:00:00Z", false), ("2026-12-31T23:59:60Z", false),
            ("2026-11-23T07:29:09Z ", false), (" 2026-11-23T07:29:09Z", false), ("1764315249", false),
            (1_764_315_249, false), (true, false), (["2026-11-23T07:29:09Z"], false), ([:], false),
        ] as [(JSONValue, Bool)])
    func timestamp(_ value: JSONValue, isTime: Bool) throws {
        for (object, oldObject) in [(value, .string(Self.time)), (.string(Self.time), value), (value, value)] {
            var request = try review("UPDATE", [])
            request["request/object/metadata/deletionTimestamp"] = object
            request["request/oldObject/metadata/deletionTimestamp"] = oldObject
            #expect(try isLeftAlone(request) == isTime)
        }
    }

    @Test(arguments: ["text", 5, [], nil, .null] as [JSONValue?])
    func metadataMayBeAnything(_ metadata: JSONValue?) throws {
        var request = try review("UPDATE", [])
        request["request/object/metadata"] = metadata
        request["request/oldObject/metadata"] = metadata
        #expect(try !isLeftAlone(request))
    }

    /// Nothing that the object states about itself, and nothing in the envelope but its kind and operation, changes the
    /// verdict.
    @Test(
        arguments: [
            ("object/kind", "KubeStashConfig"), ("object/kind", nil), ("object/kind", 5),
            ("object/apiVersion", "apps/v1"), ("object/apiVersion", nil),
            ("object/metadata/namespace", "elsewhere"), ("object/metadata/name", nil),
            ("object/metadata/finalizers", ["a/b"]), ("object/metadata/deletionGracePeriodSeconds", 0),
            ("object/spec/paused", true), ("object/status", ["phase": "Ready"]),
            ("requestKind/kind", "KubeStashConfig"), ("requestKind", nil), ("resource", nil),
            ("subResource", ""), ("subResource", .null), ("subResource", nil), ("requestSubResource", "status"),
            ("dryRun", true), ("options", ["kind": "DeleteOptions"]), ("namespace", ""), ("namespace", nil),
            ("userInfo/username", "system:serviceaccount:kube-system:generic-garbage-collector"),
        ] as [(String, JSONValue?)])
    func doesNotChangeTheVerdict(_ pointer: String, value: JSONValue?) throws {
        for operation in ["CREATE", "UPDATE"] {
            #expect(try !isLeftAlone(review(operation, [(pointer, value)])))
        }
    }

    /// A change of a subresource does not store the spec, and other kinds and versions are not judged.
    @Test(
        arguments: [
            ("subResource", "status"), ("subResource", "scale"), ("kind/kind", "backupconfiguration"),
            ("kind/kind", "KubeStashConfig"), ("kind/version", "v1"), ("kind/group", "storage.kubestash.com"),
            ("kind/group", nil), ("kind/version", nil), ("operation", "DELETE"), ("operation", "CONNECT"),
        ] as [(String, JSONValue?)])
    func leftAlone(_ pointer: String, value: JSONValue?) throws {
        #expect(try isLeftAlone(review("CREATE", [(pointer, value)])))
    }

    /// Only mistakes of the stored object are forgiven: an old object that is missing or not an object forgives none.
    @Test(arguments: [nil, .null, "text", [], 5, [:], ["spec": .null]] as [JSONValue?])
    func oldObjectMayBeAnything(_ oldObject: JSONValue?) throws {
        #expect(try !isLeftAlone(review("UPDATE", [("oldObject", oldObject)])))
    }

    /// The namespace of the envelope chooses the policy, or the object's own if the envelope has none.
    @Test(
        arguments: [
            ("prod", "dev", false), ("dev", "prod", true), ("", "prod", false), (nil, "prod", false),
            (.null, "prod", false), (nil, "dev", true), ("", "dev", true),
        ] as [(JSONValue?, JSONValue?, Bool)])
    func namespace(_ envelope: JSONValue?, object: JSONValue?, isAllowed: Bool) throws {
        let policy = """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            namespaces: [{match: [prod], parameters: {encryptionRequired: true}}]
            """
        let reviewer = Reviewer(policy: try Policy(yaml: Array(policy.utf8)))
        var request = try fixture("minimal-create-validate")
        request["request/namespace"] = envelope
        request["request/object/metadata/namespace"] = object
        #expect(try Reply(reviewer.review(request.json, by: .validate)).isAllowed == isAllowed)
    }
}
