import KubeStash
import TestSupport
import Testing

/// Findings of each parameter of a policy; the valid object is in the namespace demo.
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
                + "runs again after \(interval), and the policy requires at least "
        }
        #expect(found.count == (interval == nil ? 0 : 1))
        if let interval { #expect(found.first?.hasPrefix(text(interval)) == true, "\(found)") }
    }

    /// A parameter's error replaces the warning about the same mistake, unless the policy also sets a level for the
    /// warning.
    @Test func anErrorReplacesTheWarning() throws {
        let changes: [(String, JSONValue?)] = [
            ("spec/sessions/0/scheduler/schedule", "* * * * *"), ("spec/sessions/1/scheduler/suspend", true),
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
        // A rule that is off reports nothing, so the warning remains.
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
        // Kubernetes keeps three successful Jobs by default.
        #expect(
            try found("historyLimit: 2", ("\(first)/sessionHistoryLimit", 2)) == [
                "error policy-history-limit spec.sessions[0].scheduler.successfulJobsHistoryLimit: Required value: "
                    + "Kubernetes keeps 3 where nothing is said, and the policy allows at most 2",
                "error policy-history-limit spec.sessions[1].scheduler.successfulJobsHistoryLimit: Required value: "
                    + "Kubernetes keeps 3 where nothing is said, and the policy allows at most 2",
            ])
        #expect(try found("historyLimit: 0").count == 5)
        // stashgate keeps one session by default, and so does KubeStash.
        #expect(
            try found("historyLimit: 0", ("spec/sessions/1/sessionHistoryLimit", nil)).contains(
                "error policy-history-limit spec.sessions[1].sessionHistoryLimit: Required value: "
                    + "1 would be added, and the policy allows at most 0"))
        #expect(
            try found(
                "historyLimit: 1", ("spec/sessions/1/sessionHistoryLimit", .null), ("\(first)/sessionHistoryLimit", 1)
            ).allSatisfy { $0.contains("successfulJobsHistoryLimit") })
    }

    /// A number above the limit is denied in any notation.
    @Test(
        arguments: [
            (.number("3.0"), false), (.number("3e0"), false), (.number("30e-1"), false), (.number("4"), true),
            (.number("4.0"), true), (.number("0.4e1"), true), (.number("1e99"), true), (.number("-1"), true),
            ("4", true), (.boolean(true), true), ([4], true), (.null, false),
        ] as [(JSONValue, Bool)])
    func historyLimitAsWritten(_ value: JSONValue, isDenied: Bool) throws {
        for field in [
            "sessionHistoryLimit", "scheduler/successfulJobsHistoryLimit", "scheduler/failedJobsHistoryLimit",
        ] {
            let found = try found("historyLimit: 3", ("spec/sessions/0/\(field)", value))
            #expect(found.contains { $0.hasPrefix("error ") } == isDenied, "\(found)")
        }
    }

    @Test func encryptionRequired() throws {
        let required = try policy("parameters: {encryptionRequired: true}")
        #expect(try findings(valid, under: required) == [])
        let without: (String, JSONValue?) = ("spec/sessions/1/repositories/0/encryptionSecret", nil)
        #expect(
            try findings(valid([without]), under: required).filter { $0.hasPrefix("error ") } == [
                "error policy-encryption-required spec.sessions[1].repositories[0].encryptionSecret: Required value: "
                    + "the policy requires backed up data to be encrypted"
            ])
        // Snapshots of volumes stay with the storage provider, and KubeStash does not encrypt them.
        func tasks(_ names: [JSONValue]) -> (String, JSONValue?) {
            ("spec/sessions/1/addon/tasks", .array(names.map { ["name": $0] }))
        }
        #expect(try findings(valid([without, tasks(["volume-snapshot"])]), under: required) == [])
        let mixed = tasks(["volume-snapshot", "manifest-backup"])
        #expect(try !findings(valid([without, mixed]), under: required).isEmpty)
        #expect(try found("encryptionRequired: false") == [])
    }

    /// A reference without the name of a secret counts as missing.
    @Test(
        arguments: [
            nil, .null, [:], ["name": ""], ["name": .null], ["name": 5], ["namespace": "demo"], "key", [], ["key"],
            ["name": "Not A Name"], true,
        ] as [JSONValue?])
    func encryptionSecretMustBeOne(_ secret: JSONValue?) throws {
        let found = try found("encryptionRequired: true", ("spec/sessions/0/repositories/1/encryptionSecret", secret))
        #expect(found.contains { $0.hasPrefix("error ") }, "\(found)")
    }

    /// Only a task with the exact name of volume snapshots goes unencrypted, and only if the session has no other task.
    @Test(arguments: ["volume-snapshots", "Volume-Snapshot", "", "volume-snapshot "])
    func onlySnapshotsGoUnencrypted(_ task: String) throws {
        let found = try found(
            "encryptionRequired: true", ("spec/sessions/1/repositories/0/encryptionSecret", nil),
            ("spec/sessions/1/addon/tasks", [["name": .string(task)]]))
        #expect(found.contains { $0.hasPrefix("error policy-encryption-required spec.sessions[1]") }, "\(found)")
    }

    /// A missing policy counts as `Delete`, and no other spelling passes for another policy.
    @Test(
        arguments: [nil, .null, "", "Delete", "delete", "DELETE", " Delete", 5, [], ["Retain"], ["Retain": "Retain"]]
            as [JSONValue?])
    func forbiddenDelete(_ value: JSONValue?) throws {
        let found = try found(
            "forbiddenDeletionPolicies: [Delete, WipeOut]",
            ("spec/sessions/0/repositories/0/deletionPolicy", "Retain"),
            ("spec/sessions/0/repositories/1/deletionPolicy", value))
        #expect(found.count == 1)
        let start = "spec.sessions[0].repositories[1].deletionPolicy: "
        #expect(found.contains { $0.hasPrefix("error ") && $0.contains(start) }, "\(found)")
    }

    /// A policy that forbids them all says so, for what is written and for what would be added.
    @Test func noDeletionPolicy() throws {
        let found = try found(
            "forbiddenDeletionPolicies: [Retain, WipeOut, Delete]",
            ("spec/sessions/0/repositories/0/deletionPolicy", nil),
            ("spec/sessions/0/repositories/1/deletionPolicy", "WipeOut"))
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.hasSuffix("the policy allows none") }, "\(found)")
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

    /// An object without storages leaves the choice to KubeStash, which looks in all namespaces.
    @Test(
        arguments: [
            ("[.]", nil, true), ("[.]", .null, true), ("[.]", [], true), ("[demo, backup]", nil, true),
            ("[]", nil, true), ("[\"?*\"]", nil, true), ("[\"*\"]", nil, false), ("[., \"**\"]", nil, false),
        ] as [(String, JSONValue?, Bool)])
    func noBackends(_ allowed: String, backends: JSONValue?, isDenied: Bool) throws {
        let repository = "spec/sessions/0/repositories"
        let found = try found(
            "allowedStorageNamespaces: \(allowed)", ("spec/backends", backends), ("\(repository)/0/backend", nil),
            ("\(repository)/1/backend", nil), ("\(repository)/1/directory", "/offsite"),
            ("spec/sessions/1/repositories/0/backend", nil))
        let message = "without one KubeStash chooses the default BackupStorage, of whatever namespace, and the policy "
        #expect(found.contains { $0.hasPrefix("error ") } == isDenied, "\(found)")
        let expected = "error policy-storage-namespace spec.backends: Required value: \(message)allows storages of "
        #expect(found.contains { $0.hasPrefix(expected) } == isDenied, "\(found)")
    }

    /// No spelling of a reference can name another storage than the one that is judged.
    @Test(
        arguments: [
            (["name": "gcs", "namespace": "other"], true), (["name": "gcs", "namespace": " "], true),
            (["name": "gcs", "namespace": "Demo"], true), (["name": "gcs", "namespace": 5], true),
            (["name": "gcs", "namespace": ["demo"]], true), (["namespace": "demo"], true), ([:], true), (nil, true),
            (.null, true), ("gcs", true), (["name": "gcs", "namespace": "demo"], false),
            (["name": "gcs", "namespace": ""], false), (["name": "gcs", "namespace": .null], false),
            (["name": "gcs"], false),
        ] as [(JSONValue?, Bool)])
    func storageReference(_ reference: JSONValue?, isDenied: Bool) throws {
        let found = try found("allowedStorageNamespaces: [.]", ("spec/backends/1/storageRef", reference))
        #expect(found.contains { $0.hasPrefix("error ") } == isDenied, "\(found)")
    }

    /// The runs of all sessions with the same task and repository count together.
    @Test(
        arguments: [
            ("0 * * * *", "30 * * * *", "30m"), ("0 * * * *", "0 2 * * *", nil), ("0 * * * *", "15 2 * * 0", "15m"),
            ("0 * * * *", "@daily", nil), ("0 */2 * * *", "0 1-23/2 * * *", nil), ("59 23 * * *", "@daily", "1m"),
            ("0 0 1 * *", "1 0 2 * *", nil), ("0 0 1 * *", "1 0 1 * *", "1m"), ("@every 1h", "30 * * * *", nil),
            ("0 0 30 2 *", "30 * * * *", nil),
        ] as [(String, String, String?)])
    func minimumIntervalOfSeveral(_ one: String, other: String, interval: String?) throws {
        for (first, second) in [(one, other), (other, one)] {
            let found = try found(
                "minimumInterval: 1h", ("spec/sessions/0/scheduler/schedule", .string(first)),
                ("spec/sessions/1/scheduler/schedule", .string(second)),
                ("spec/sessions/1/repositories/0", valid["spec/sessions/0/repositories/0"])
            ).filter { $0.contains("policy-min-interval") }
            let expected = interval.map { interval in
                "error policy-min-interval spec.sessions[1].scheduler.schedule: Invalid value: \"\(second)\": "
                    + "session \"hourly\" runs the same task into the same repository \(interval) apart, and the "
                    + "policy requires at least 1h between two runs"
            }
            #expect(found == expected.map { [$0] } ?? [])
        }
    }

    /// Another task, addon or repository makes another backup.
    @Test(
        arguments: [
            ("spec/sessions/1/addon/tasks", [["name": "manifest-backup"]]),
            ("spec/sessions/1/addon/name", "other-addon"),
            ("spec/sessions/1/repositories/0/name", "web-other"), ("spec/sessions/1/addon/tasks", []),
            ("spec/sessions/1/name", "other"),
        ] as [(String, JSONValue)])
    func sessionsCountTogether(_ pointer: String, value: JSONValue) throws {
        let found = try found(
            "minimumInterval: 1h", ("spec/sessions/1/scheduler/schedule", "30 * * * *"),
            ("spec/sessions/1/repositories/0", valid["spec/sessions/0/repositories/0"]), (pointer, value))
        #expect(found.contains { $0.contains("policy-min-interval") } == pointer.hasSuffix("1/name"), "\(found)")
    }

    /// If the object's namespace is unknown, its own storages are allowed.
    @Test func unknownNamespace() throws {
        let strict = try policy("parameters: {allowedStorageNamespaces: [backup]}")
        #expect(try findings(valid, under: strict, in: nil) == [])
        #expect(try findings(valid, under: strict, in: "demo").count == 2)
    }

    /// If the object's namespace is unknown, a storage with a namespace is not taken for its own.
    @Test func unknownNamespaceIsNotAny() throws {
        let strict = try policy("parameters: {allowedStorageNamespaces: [., backup]}")
        for (namespace, isAllowed) in [("elsewhere", false), ("demo", false), ("backup", true)] {
            let object = valid([("spec/backends/1/storageRef/namespace", .string(namespace))])
            #expect(try findings(object, under: strict, in: nil).isEmpty == isAllowed, "\(namespace)")
        }
    }
}
