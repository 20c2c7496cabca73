import KubeStash
import TestSupport
import Testing

/// What each parameter of a policy refuses; the valid object is in the namespace demo.
@Suite struct PolicyRulesTests {
    private func found(_ parameters: String, _ changes: (String, JSONValue?)...) throws -> [String] {
        try findings(valid(changes), under: policy("parameters: {\(parameters)}"))
    }

    @Test(
        arguments: [
            ("15m", "*/15 * * * *", nil), ("15m", "*/5 * * * *", "5m"), ("15m", "0,5 * * * *", "5m"),
            ("1h", "@hourly", nil),
            ("61m", "@hourly", "1h"), ("25h", "@daily", "24h"), ("90s", "@every 1m30s", nil),
            ("1m30.5s", "@every 1m30s", "1m30s"),
        ] as [(String, String, String?)])
    func minimumInterval(_ minimum: String, schedule: String, interval: String?) throws {
        let found = try found(
            "minimumInterval: \(minimum)", ("spec/sessions/0/scheduler/schedule", .string(schedule)),
            ("spec/sessions/1/scheduler/schedule", "@yearly")
        ).filter { $0.hasPrefix("error ") }
        let text = { (interval: String) in
            "error policy-min-interval spec.sessions[0].scheduler.schedule: Invalid value: \"\(schedule)\": "
                + "runs again after \(interval), and the policy wants at least "
        }
        #expect(found.count == (interval == nil ? 0 : 1))
        if let interval { #expect(found.first?.hasPrefix(text(interval)) == true, "\(found)") }
    }

    /// One mistake is reported once: what a parameter makes an error is not warned of as well, unless somebody wants it.
    @Test func anErrorStandsForTheWarning() throws {
        let changes: [(String, JSONValue?)] = [
            ("spec/sessions/0/scheduler/schedule", "* * * * *"),
            ("spec/sessions/0/repositories/0/encryptionSecret", nil),
            ("spec/sessions/0/repositories/0/deletionPolicy", "WipeOut"),
        ]
        func rules(_ text: String) throws -> [String] {
            try findings(valid(changes), under: policy(text)).map { String($0.split(separator: " ")[1]) }
        }
        let advice = ["frequent-schedule", "missing-encryption", "wipe-out"]
        #expect(try rules("").sorted() == advice)
        let parameters = """
            parameters: {minimumInterval: 5m, encryptionRequired: true, forbiddenDeletionPolicies: [WipeOut]}

            """
        let errors = ["policy-deletion-policy", "policy-encryption-required", "policy-min-interval"]
        #expect(try rules(parameters).sorted() == errors)
        let both = "rules: {missing-encryption: warning}\n"
        #expect(try rules(parameters + both).sorted() == (errors + ["missing-encryption"]).sorted())
        // A rule that is off reports nothing, so that the warning is all there is.
        let off = "rules: {policy-deletion-policy: off}\n"
        #expect(
            try rules(parameters + off).sorted() == ["policy-encryption-required", "policy-min-interval", "wipe-out"])
        #expect(try rules("parameters: {minimumInterval: 2m}").sorted() == (advice + ["policy-min-interval"]).sorted())
    }

    @Test func historyLimit() throws {
        let first = "spec/sessions/0"
        #expect(try found("historyLimit: 3") == [])
        #expect(
            try found(
                "historyLimit: 3", ("\(first)/sessionHistoryLimit", 4),
                ("\(first)/scheduler/failedJobsHistoryLimit", 9), ("\(first)/scheduler/successfulJobsHistoryLimit", 3)
            ).sorted() == [
                "error policy-history-limit spec.sessions[0].scheduler.failedJobsHistoryLimit: "
                    + "Invalid value: 9: the policy allows at most 3",
                "error policy-history-limit spec.sessions[0].sessionHistoryLimit: "
                    + "Invalid value: 4: the policy allows at most 3",
            ])
        // Kubernetes keeps three successful Jobs where nobody says how many.
        #expect(
            try found("historyLimit: 2", ("\(first)/sessionHistoryLimit", 2)) == [
                "error policy-history-limit spec.sessions[0].scheduler.successfulJobsHistoryLimit: Required value: "
                    + "Kubernetes keeps 3 where nothing is said, and the policy allows at most 2",
                "error policy-history-limit spec.sessions[1].scheduler.successfulJobsHistoryLimit: Required value: "
                    + "Kubernetes keeps 3 where nothing is said, and the policy allows at most 2",
            ])
        #expect(try found("historyLimit: 0").count == 5)
    }

    @Test func encryptionRequired() throws {
        let required = try policy("parameters: {encryptionRequired: true}")
        #expect(try findings(valid, under: required) == [])
        let without: (String, JSONValue?) = ("spec/sessions/1/repositories/0/encryptionSecret", nil)
        #expect(
            try findings(valid([without]), under: required).filter { $0.hasPrefix("error ") } == [
                "error policy-encryption-required spec.sessions[1].repositories[0].encryptionSecret: Required value: "
                    + "the policy wants backed up data to be encrypted"
            ])
        // Snapshots of volumes stay with the storage provider and are not encrypted by KubeStash.
        func tasks(_ names: [JSONValue]) -> (String, JSONValue?) {
            ("spec/sessions/1/addon/tasks", .array(names.map { ["name": $0] }))
        }
        #expect(try findings(valid([without, tasks(["volume-snapshot"])]), under: required) == [])
        let mixed = tasks(["volume-snapshot", "manifest-backup"])
        #expect(try !findings(valid([without, mixed]), under: required).isEmpty)
        #expect(try found("encryptionRequired: false") == [])
    }

    @Test func deletionPolicy() throws {
        #expect(try found("forbiddenDeletionPolicies: []") == [])
        #expect(
            try found("forbiddenDeletionPolicies: [Retain]") == [
                "error policy-deletion-policy spec.sessions[1].repositories[0].deletionPolicy: "
                    + "Unsupported value: \"Retain\": the policy allows only \"Delete\" and \"WipeOut\""
            ])
        #expect(
            try found(
                "forbiddenDeletionPolicies: [Delete]", ("spec/sessions/0/repositories/0/deletionPolicy", nil),
                ("spec/sessions/0/repositories/1/deletionPolicy", "Retain")) == [
                    "error policy-deletion-policy spec.sessions[0].repositories[0].deletionPolicy: Required value: "
                        + "\"Delete\" would be added, and the policy allows only \"WipeOut\" and \"Retain\""
                ])
    }

    @Test(arguments: [
        ("[.]", nil, nil), ("[demo]", nil, nil), ("[\"*\"]", "elsewhere", nil), ("[., backup]", "backup", nil),
        ("[., \"storage-*\"]", "storage-1", nil), ("[.]", "demo", nil),
        (
            "[backup, \"storage-*\"]", nil,
            "Required value: it would be \"demo\", and the policy allows storages of these namespaces: backup, storage-*"
        ),
        (
            "[.]", "other",
            "Unsupported value: \"other\": the policy allows storages of these namespaces: the object's own"
        ),
        ("[]", "other", "Unsupported value: \"other\": the policy allows storages of no namespace"),
    ])
    func storageNamespace(_ allowed: String, namespace: String?, message: String?) throws {
        let path = "spec/backends/1/storageRef/namespace"
        let found = try found(
            "allowedStorageNamespaces: \(allowed)", ("spec/backends/0/storageRef", nil),
            (path, namespace.map { .string($0) })
        ).filter { $0.contains("policy") }
        #expect(
            found
                == (message.map { ["error policy-storage-namespace spec.backends[1].storageRef.namespace: \($0)"] }
                    ?? []))
    }

    /// Where nobody knows the object's namespace, its own storages are given the benefit of the doubt.
    @Test func unknownNamespace() throws {
        let strict = try policy("parameters: {allowedStorageNamespaces: [backup]}")
        #expect(try findings(valid, under: strict, in: nil) == [])
        #expect(try findings(valid, under: strict, in: "demo").count == 2)
    }
}
