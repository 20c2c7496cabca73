import Admission
import TestSupport
import Testing

/// Every review that a real API server sent gets the answer that its user should see.
@Suite struct FixtureTests {
    private static let threeMistakes = [
        #"spec.sessions[0].scheduler.schedule: Invalid value: "61 * * * *": minute 61 is out of range 0-59 [invalid-schedule]"#,
        #"spec.sessions[0].repositories[0].backend: Not found: "gcs-backed": spec.backends has "gcs-backend"; did you mean that? [unknown-backend]"#,
        #"spec.sessions[1].name: Duplicate value: "frequent" [duplicate-name]"#,
    ]

    /// The paths that the patch of each review adds.
    private static let additions: [String: [String]] = [
        "bad-three-ways-add-finalizer-update-mutate": sessions(0, 1),
        "bad-three-ways-create-mutate": sessions(0, 1),
        "default-backend-create-mutate": sessions(0),
        "full-create-mutate": ["/spec/sessions/1/retryConfig", "/spec/sessions/1/repositories/0/deletionPolicy"],
        "full-server-side-dry-run-create-mutate": [
            "/spec/sessions/1/retryConfig", "/spec/sessions/1/repositories/0/deletionPolicy",
        ],
        "generate-name-create-mutate": sessions(0),
        "minimal-create-mutate": sessions(0),
        "minimal-pause-update-mutate": sessions(0),
        "minimal-update-mutate": sessions(0),
        "sample-create-mutate": [
            "/spec/sessions/0/scheduler/concurrencyPolicy", "/spec/sessions/0/repositories/0/deletionPolicy",
        ],
        "bad-three-ways-remove-finalizer-update-mutate": [],
    ]

    private static func sessions(_ indices: Int...) -> [String] {
        indices.flatMap { index in
            [
                "/spec/sessions/\(index)/scheduler/concurrencyPolicy", "/spec/sessions/\(index)/retryConfig",
                "/spec/sessions/\(index)/repositories/0/deletionPolicy",
            ]
        }
    }

    @Test func thereAreFixtures() {
        #expect(Fixtures.reviews.count == 23)
    }

    @Test(arguments: Fixtures.reviews.filter { $0.hasSuffix("-mutate") })
    func mutates(_ name: String) throws {
        let request = try fixture(name)
        let reply = try review(request, by: .mutate)
        #expect(reply.code == 200)
        #expect(reply.isAllowed == true)
        #expect(reply.uid.map { .string($0) } == request["request/uid"])
        let expected = try #require(Self.additions[name])
        guard case .array(let operations)? = try reply.patch else {
            #expect(expected.isEmpty)
            return
        }
        #expect(operations.map { $0["path"] } == expected.map { .string($0) })
        #expect(operations.allSatisfy { $0["op"] == "add" })

        var patched = request
        patched["request/object"] = try #require(request["request/object"]?.applying(.array(operations)))
        #expect(try review(patched, by: .mutate).patch == nil)
    }

    @Test(arguments: Fixtures.reviews.filter { $0.hasSuffix("-validate") })
    func validates(_ name: String) throws {
        let request = try fixture(name)
        let reply = try review(request, by: .validate)
        #expect(reply.code == 200)
        #expect(reply.uid.map { .string($0) } == request["request/uid"])
        #expect(try reply.patch == nil)
        #expect(reply.isAllowed == (name != "bad-three-ways-create-validate"))
        #expect(reply.causes == (reply.isAllowed == true ? [] : Self.threeMistakes))
        #expect(reply.warnings.map(Self.place) == (Self.doubts[name] ?? []))
    }

    /// The places of the warnings of each review.
    private static let doubts: [String: [String]] = [
        "bad-three-ways-create-validate": [paths(0), encryption(0), paths(1), encryption(1)],
        // The object is older than the webhook; adding a finalizer must still work.
        "bad-three-ways-add-finalizer-update-validate": [
            "spec.sessions[0].scheduler.schedule", "spec.sessions[0].repositories[0].backend", "spec.sessions[1].name",
            paths(0), encryption(0), paths(1), encryption(1),
        ],
        "default-backend-create-validate": ["spec.backends", paths(0), encryption(0)],
        "full-create-validate": full,
        "full-server-side-dry-run-create-validate": full,
        "generate-name-create-validate": [paths(0), encryption(0)],
        "minimal-create-validate": [paths(0), encryption(0)],
        "minimal-pause-update-validate": [paths(0), encryption(0)],
        "minimal-update-validate": [paths(0), encryption(0)],
        // A task under its name of before v2024.1.31.
        "sample-create-validate": ["spec.sessions[0].addon.tasks[0].name"],
    ]

    private static let full = ["spec.sessions[0].repositories[0].deletionPolicy", encryption(1)]

    private static func paths(_ session: Int) -> String {
        "spec.sessions[\(session)].addon.tasks[0].params.paths"
    }

    private static func encryption(_ session: Int) -> String {
        "spec.sessions[\(session)].repositories[0].encryptionSecret"
    }

    private static func place(_ warning: String) -> String {
        String(warning.prefix { $0 != ":" })
    }

    /// A denial has the form of Kubernetes' own answers about built-in kinds.
    @Test func aDenialIsAKubernetesStatus() throws {
        let reply = try review(fixture("bad-three-ways-create-validate"), by: .validate)
        #expect(reply.value["kind"] == "AdmissionReview")
        #expect(reply.value["apiVersion"] == "admission.k8s.io/v1")
        #expect(reply.value["response/status/status"] == "Failure")
        #expect(reply.value["response/status/reason"] == "Invalid")
        #expect(reply.value["response/status/code"] == 422)
        #expect(reply.value["response/status/details/name"] == "bad-three-ways")
        #expect(reply.value["response/status/details/group"] == "core.kubestash.com")
        #expect(reply.value["response/status/details/kind"] == "BackupConfiguration")
        #expect(
            reply.value["response/status/details/causes"]?["0/reason"] == "FieldValueInvalid"
                && reply.value["response/status/details/causes"]?["1/reason"] == "FieldValueNotFound"
                && reply.value["response/status/details/causes"]?["2/reason"] == "FieldValueDuplicate")
        #expect(
            reply.message
                == "BackupConfiguration.core.kubestash.com \"bad-three-ways\" is invalid: [\(Self.threeMistakes.joined(separator: ", "))]"
        )
        #expect(
            reply.value["response/auditAnnotations/rules"]
                == "invalid-schedule,unknown-backend,duplicate-name,missing-parameter,missing-encryption")
    }

    /// As in Kubernetes, a single error is not written as a list.
    @Test func aSingleErrorHasNoBrackets() throws {
        var request = try fixture("minimal-create-validate")
        request["request/object/spec/sessions/0/name"] = nil
        let reply = try review(request, by: .validate)
        #expect(
            reply.message
                == "BackupConfiguration.core.kubestash.com \"minimal\" is invalid: spec.sessions[0].name: Required value: it tells the sessions apart [required-field]"
        )
    }
}
