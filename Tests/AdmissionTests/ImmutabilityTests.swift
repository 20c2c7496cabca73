import Admission
import TestSupport
import Testing

/// A change of a field that may not change is judged on updates only, and nothing forgives it.
@Suite struct ImmutabilityTests {
    private func update(_ operation: String = "UPDATE") -> JSONValue {
        let object: (String) -> JSONValue = { path in
            [
                "apiVersion": "storage.kubestash.com/v1alpha1", "kind": "Repository",
                "metadata": ["name": "web", "namespace": "demo"],
                "spec": ["storageRef": ["name": "s3"], "path": .string(path)],
            ]
        }
        return [
            "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "request": [
                "uid": "1", "operation": .string(operation), "namespace": "demo",
                "kind": ["group": "storage.kubestash.com", "version": "v1alpha1", "kind": "Repository"],
                "object": object("/new"), "oldObject": object("/old"),
            ],
        ]
    }

    @Test func deniesAChange() throws {
        let reply = try review(update(), by: .validate)
        #expect(
            reply.causes == [
                #"spec.path: Invalid value: "/new": may not change from "/old": the backed up data stays where it is "#
                    + "[immutable-field]"
            ])
    }

    /// The stored value is shown like any other: a mark that turns text round is escaped.
    @Test func escapesTheOldValue() throws {
        var request = update()
        request["request/oldObject/spec/path"] = "/old\u{202E}"
        let cause = try #require(try review(request, by: .validate).causes.first)
        #expect(cause.contains(#"may not change from "/old\u202e""#), "\(cause)")
    }

    @Test func allowsTheSame() throws {
        var request = update()
        request["request/oldObject/spec/path"] = "/new"
        #expect(try review(request, by: .validate).isAllowed == true)
    }

    /// On CREATE there is no stored object, whatever a review says.
    @Test(arguments: ["CREATE", "DELETE", "CONNECT"])
    func isAboutUpdates(_ operation: String) throws {
        #expect(try review(update(operation), by: .validate).isAllowed == true)
    }

    /// An object that waits for its finalizers is not held back.
    @Test func allowsAnObjectThatIsBeingDeleted() throws {
        var request = update()
        for object in ["object", "oldObject"] {
            request["request/\(object)/metadata/deletionTimestamp"] = "2026-11-23T12:00:00Z"
        }
        #expect(try review(request, by: .validate).isAllowed == true)
    }

    @Test(arguments: [nil, .null, "text", [], ["spec": 5]] as [JSONValue?])
    func needsAStoredObject(_ oldObject: JSONValue?) throws {
        var request = update()
        request["request/oldObject"] = oldObject
        #expect(try review(request, by: .validate).isAllowed == true)
    }
}
