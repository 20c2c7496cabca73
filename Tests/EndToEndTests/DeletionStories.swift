import TestSupport
import Testing

extension Stories {
    /// Deletions of what others still use, with the component `judge-deletion`.
    @Suite struct Deletions {
        /// The objects that are used, each with the end of the message that names who uses it.
        private static let used = [
            ("backupstorage", "s3", "BackupConfiguration USER/web"),
            ("retentionpolicy", "month", "BackupConfiguration USER/web"),
            ("hooktemplate", "notify", "BackupConfiguration USER/web"),
        ]

        private static func hookTemplate(in namespace: String) -> String {
            """
            ---
            apiVersion: core.kubestash.com/v1alpha1
            kind: HookTemplate
            metadata: {name: notify, namespace: \(namespace)}
            spec:
              usagePolicy: {allowedNamespaces: {from: All}}
              action: {exec: {command: ["true"]}}
              executor: {type: Pod, pod: {selector: "app=web"}}

            """
        }

        /// What is used, in one namespace, and what uses it, in another one.
        private func fill(_ namespace: String, usedIn user: String, on stage: Stage) throws {
            try stage.namespaces(namespace, user)
            let hook = """
                    hooks:
                      preBackup:
                      - {name: notify, hookTemplate: {name: notify, namespace: \(namespace)}}
                """
            try stage.kubectl.mustApply(
                ClusterManifests.storage(in: namespace, bucket: namespace)
                    + ClusterManifests.retention(in: namespace) + Self.hookTemplate(in: namespace)
                    + ClusterManifests.configuration(in: user, more: hook)
                    .replacing("namespace: backup", with: "namespace: \(namespace)"))
        }

        /// Registers the webhooks with the component while something runs.
        private func judging(_ stage: Stage, _ body: () throws -> Void) throws {
            let objects = try stage.objects(ofOverlay: "own-ca", with: ["judge-deletion"])
            let kind = "ValidatingWebhookConfiguration"
            try stage.webhook.apply(#require(objects.first { $0.text("kind") == kind }))
            defer { #expect(throws: Never.self) { try stage.webhook.register() } }
            try body()
        }

        @Test("a deletion is warned of by who still uses the object, and refused where the policy says so")
        func inUse() throws {
            let stage = try Stage.get()
            try fill("loose", usedIn: "loose-user", on: stage)
            try fill(Webhook.strictNamespace, usedIn: "strict-user", on: stage)
            try judging(stage) {
                for (kind, name, user) in Self.used {
                    let loose = user.replacing("USER", with: "loose-user")
                    let warned = "metadata.name: \(loose) still uses it [object-in-use]"
                    let isWarned = try eventually {
                        try stage.kubectl("delete", kind, name, "-n", "loose", "--dry-run=server").warnings == [warned]
                    }
                    #expect(isWarned, "\(kind)")
                    try refuse(kind, name, user.replacing("USER", with: "strict-user"), on: stage)
                }
                for (kind, name, _) in Self.used {
                    let outcome = try stage.kubectl("delete", kind, name, "-n", "loose")
                    #expect(outcome.code == 0 && outcome.warnings.count == 1, "\(outcome.errors)")
                    #expect(try stage.kubectl("get", kind, name, "-n", "loose").code == 1)
                }
                // Once nothing uses them, nothing is said.
                try stage.kubectl.must("delete", "backupconfiguration", "web", "-n", "strict-user")
                for (kind, name, _) in Self.used {
                    let isFree = try eventually {
                        let namespace = Webhook.strictNamespace
                        let outcome = try stage.kubectl("delete", kind, name, "-n", namespace, "--ignore-not-found")
                        return outcome.code == 0 && outcome.errors.isEmpty
                    }
                    #expect(isFree, "\(kind)")
                }
            }
        }

        private func refuse(_ kind: String, _ name: String, _ user: String, on stage: Stage) throws {
            var refusal = ""
            let isRefused = try eventually {
                refusal = try stage.kubectl("delete", kind, name, "-n", Webhook.strictNamespace).refusal
                return refusal.contains("[object-in-use]")
            }
            #expect(isRefused, "\(kind)")
            #expect(refusal.hasPrefix("Error from server (Conflict): "), "\(refusal)")
            let told = #""\#(name)" may not be deleted: metadata.name: Forbidden: \#(user) still uses it"#
            #expect(refusal.contains(told), "\(refusal)")
            #expect(try stage.kubectl("get", kind, name, "-n", Webhook.strictNamespace).code == 0)
        }
    }
}
