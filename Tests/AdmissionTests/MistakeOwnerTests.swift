import Admission
import KubeStash
import TestSupport
import Testing

/// A forgiven mistake belongs to its item of a list and cannot move to another one.
@Suite struct MistakeOwnerTests {
    private static let policy = """
        apiVersion: stashgate.dev/v1alpha1
        kind: Policy
        parameters:
          historyLimit: 2
          encryptionRequired: true
          forbiddenDeletionPolicies: [Delete]
          allowedStorageNamespaces: [backup]
        """

    /// An object that breaks each parameter of the policy by leaving something out.
    private static let stored: JSONValue = [
        "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration",
        "metadata": ["name": "web", "namespace": "demo"],
        "spec": [
            "target": ["apiGroup": "apps", "kind": "Deployment", "name": "web", "namespace": "demo"],
            "backends": [backend("near"), backend("far")],
            "sessions": [session("hourly", "0 * * * *"), session("nightly", "30 0 * * *")],
        ],
    ]

    private static func backend(_ name: JSONValue) -> JSONValue {
        ["name": name, "storageRef": ["name": name], "retentionPolicy": ["name": "keep"]]
    }

    private static func session(_ name: String, _ schedule: JSONValue) -> JSONValue {
        [
            "name": .string(name), "scheduler": ["schedule": schedule, "jobTemplate": ["template": [:]]],
            "addon": ["name": "workload-addon", "tasks": [["name": "logical-backup"]]],
            "repositories": [["name": .string("web-\(name)"), "backend": "near", "directory": .string("/\(name)")]],
        ]
    }

    /// The causes that deny an update of the stored object; a nil value removes a field.
    private static func causes(_ changes: Changes, since older: Changes = []) throws -> [String] {
        var (object, old) = (stored, stored)
        for (pointer, value) in changes { object[pointer] = value }
        for (pointer, value) in older { old[pointer] = value }
        let review: JSONValue = [
            "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "request": [
                "uid": "1", "operation": "UPDATE", "namespace": "demo", "name": "web",
                "kind": ["group": "core.kubestash.com", "version": "v1alpha1", "kind": "BackupConfiguration"],
                "object": object, "oldObject": old,
            ],
        ]
        let reviewer = Reviewer(policy: try Policy(yaml: Array(policy.utf8)))
        return try Reply(reviewer.review(review.json, by: .validate)).causes.map { String($0.prefix { $0 != ":" }) }
    }

    private static let first = "spec/sessions/0/repositories/0"

    /// Updates that leave the mistakes unchanged are allowed.
    @Test func forgivesUnchangedMistakes() throws {
        #expect(try Self.causes([]) == [])
        #expect(try Self.causes([("metadata/labels", ["a": "b"]), ("metadata/finalizers", ["kubestash.com"])]) == [])
        #expect(try Self.causes([("spec/paused", .boolean(true))]) == [])
        #expect(try Self.causes([("spec/sessions/0/scheduler/schedule", "5 * * * *")]) == [])
        let (hourly, nightly) = (Self.stored["spec/sessions/0"], Self.stored["spec/sessions/1"])
        #expect(try Self.causes([("spec/sessions/0", nightly), ("spec/sessions/1", hourly)]) == [])
        #expect(
            try Self.causes([("spec/backends/0", Self.backend("far")), ("spec/backends/1", Self.backend("near"))]) == []
        )
        #expect(try Self.causes([("\(Self.first)/encryptionSecret", ["name": "key"])]) == [])
    }

    private typealias Changes = [(String, JSONValue?)]

    private static let mended: Changes = [
        ("\(first)/encryptionSecret", ["name": "key"]), ("\(first)/deletionPolicy", "Retain"),
    ]

    /// A mistake that is fixed in one repository cannot appear in another, and a repository cannot move elsewhere with
    /// it.
    @Test func aMistakeCannotMoveToAnotherRepository() throws {
        let another: JSONValue = ["name": "more", "backend": "far", "directory": "/more"]
        let place = "spec.sessions[1].repositories[1]"
        #expect(
            try Self.causes(Self.mended + [("spec/sessions/1/repositories/1", another)]).sorted() == [
                "\(place).deletionPolicy", "\(place).encryptionSecret",
            ])
        let moved: Changes = [("\(Self.first)/backend", "far")]
        #expect(
            try Self.causes(moved).sorted() == [
                "spec.sessions[0].repositories[0].deletionPolicy", "spec.sessions[0].repositories[0].encryptionSecret",
            ])
    }

    @Test func aMistakeCannotMoveToAnotherSession() throws {
        let changes: Changes = [
            ("spec/sessions/0/scheduler/successfulJobsHistoryLimit", 1),
            ("spec/sessions/2", Self.session("new", "7 1 * * *")),
            ("spec/sessions/2/repositories/0/encryptionSecret", ["name": "key"]),
            ("spec/sessions/2/repositories/0/deletionPolicy", "Retain"),
        ]
        #expect(try Self.causes(changes) == ["spec.sessions[2].scheduler.successfulJobsHistoryLimit"])
    }

    /// A repository that two sessions share is an item of each: the session tells its mistake from that of the other.
    @Test func aMistakeCannotMoveToTheSameRepositoryInAnotherSession() throws {
        let shared: Changes = [("spec/sessions/1/repositories/0", Self.stored[Self.first])]
        let second = "spec/sessions/1/repositories/0"
        let secondMended: Changes = [
            ("\(second)/encryptionSecret", ["name": "key"]), ("\(second)/deletionPolicy", "Retain"),
        ]
        #expect(try Self.causes(shared, since: shared) == [])
        #expect(
            try Self.causes(shared + Self.mended, since: shared + secondMended).sorted() == [
                "spec.sessions[1].repositories[0].deletionPolicy", "spec.sessions[1].repositories[0].encryptionSecret",
            ])
    }

    @Test func aMistakeCannotMoveToAnotherStorage() throws {
        let added: Changes = [
            ("spec/backends/0/storageRef/namespace", "backup"), ("spec/backends/2", Self.backend("new")),
        ]
        #expect(try Self.causes(added) == ["spec.backends[2].storageRef.namespace"])
        let renamed: Changes = [("spec/backends/0/storageRef/name", "new")]
        #expect(try Self.causes(renamed) == ["spec.backends[0].storageRef.namespace"])
    }

    /// Writing a default down does not change the mistake; another value is a new mistake.
    @Test func defaults() throws {
        let limit = "spec/sessions/0/scheduler/successfulJobsHistoryLimit"
        let filled: Changes = [("\(Self.first)/deletionPolicy", "Delete"), (limit, 3)]
        #expect(try Self.causes(filled) == [])
        #expect(try Self.causes([], since: filled) == [])
        #expect(try Self.causes([(limit, 4)]) == ["spec.sessions[0].scheduler.successfulJobsHistoryLimit"])
    }

    /// Items without a name cannot be told apart, so only an additional one is new.
    @Test func itemsWithoutAName() throws {
        // The required storageRef is missing.
        let old: Changes = [("spec/backends/2", ["retentionPolicy": ["name": "keep"]])]
        let other: Changes = [("spec/backends/2", ["retentionPolicy": ["name": "other"]])]
        for changes in [old, other] { #expect(try Self.causes(changes, since: old) == []) }
        let added: Changes = old + [("spec/backends/3", ["retentionPolicy": ["name": "other"]])]
        #expect(try !Self.causes(added, since: old).isEmpty)
    }

    /// A bad value cannot move to another item either.
    @Test func values() throws {
        let forbidden: Changes = [("\(Self.first)/deletionPolicy", "Delete")]
        let swapped: Changes = Self.mended + [("spec/sessions/1/repositories/0/deletionPolicy", "Delete")]
        #expect(
            try Self.causes(swapped, since: forbidden + [("spec/sessions/1/repositories/0/deletionPolicy", "Retain")])
                == ["spec.sessions[1].repositories[0].deletionPolicy"])
    }
}
