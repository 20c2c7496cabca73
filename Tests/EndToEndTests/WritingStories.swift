import TestSupport
import Testing

extension Stories {
    /// The ways in which kubectl writes an object.
    @Suite struct Writing {
        private static let kind = "backupconfiguration"
        private static let bad = "manifests/samples/refused/bad-three-ways.yaml"

        /// A namespace with a BackupConfiguration in it that has no mistake.
        private func prepare(_ namespace: String) throws -> (stage: Stage, manifest: String) {
            let stage = try Stage.get()
            try stage.namespaces(namespace)
            return (stage, ClusterManifests.configuration(in: namespace))
        }

        /// The stored BackupConfiguration.
        private func stored(_ namespace: String, _ stage: Stage) throws -> JSONValue {
            try stage.kubectl.object(Self.kind, "web", in: namespace)
        }

        @Test(
            "the defaults of stashgate default are stored, and stay as they are when the object is applied again",
            arguments: [
                ("minimal", "backupconfiguration", "minimal"), ("full", "backupconfiguration", "full"),
                ("retention-policy", "retentionpolicy", "keep-1y"), ("hook-template", "hooktemplate", "flush-tables"),
                ("backup-storage", "backupstorage", "backups"), ("backup-batch", "backupbatch", "shop"),
                ("backup-verifier", "backupverifier", "mysql-rows"),
            ])
        func defaults(file: String, kind: String, name: String) throws {
            let stage = try Stage.get()
            let path = "\(Fixtures.package)/manifests/samples/\(file).yaml"
            let manifest = try Repository.text(of: "manifests/samples/\(file).yaml")
            let defaulted = try stage.stashgate(["default", "-o", "json", path])
            #expect(defaulted.code == 0, "\(defaulted.errors)")
            let wanted = try JSONValue(parsing: Array(defaulted.output.utf8))
            try stage.kubectl.mustApply(manifest)
            let first = try stage.kubectl.object(kind, name, in: "demo")
            #expect(first["spec"]?.sorted == wanted["spec"]?.sorted)
            try stage.kubectl.mustApply(manifest)
            #expect(try stage.kubectl.object(kind, name, in: "demo")["spec"] == first["spec"])
        }

        /// The definitions of KubeStash itself have no defaults, and those of `stashgate crd` have them besides.
        @Test("the webhook gives the defaults where the definitions have none")
        func webhookDefaults() throws {
            let stage = try Stage.get()
            let (definitions, manifest) = (try stage.definitions(), ClusterManifests.configuration(in: "bare"))
            try stage.namespaces("bare")
            func retries() throws -> JSONValue? {
                let shown = try stage.kubectl.create(manifest, "--dry-run=server", "-o", "json")
                return try JSONValue(parsing: Array(shown.output.utf8))["spec/sessions/0/retryConfig/maxRetry"]
            }
            try stage.webhook.without {
                try stage.kubectl.mustApply(definitions.withoutDefaults, "--server-side")
                let areBare = try eventually { try retries() == nil }
                #expect(areBare)
            }
            #expect(try retries() == 1)
            try stage.webhook.without {
                try stage.kubectl.mustApply(definitions.text, "--server-side")
                let areBack = try eventually { try retries() == 1 }
                #expect(areBack)
            }
        }

        @Test("the field manager of a server-side apply owns what it gave, and applies it again without a change")
        func serverSideApply() throws {
            let (stage, manifest) = try prepare("ssa")
            try stage.kubectl.mustApply(manifest, "--server-side", "--field-manager=ci")
            let first = try stored("ssa", stage)
            #expect(first["spec/sessions/0/retryConfig/maxRetry"] == 1)
            try stage.kubectl.mustApply(manifest, "--server-side", "--field-manager=ci")
            let second = try stored("ssa", stage)
            #expect(second["metadata/generation"] == first["metadata/generation"])
            let bad = try stage.kubectl.apply(
                manifest.replacing("0 2 * * *", with: "0 2 * *"), "--server-side", "--field-manager=ci")
            #expect(bad.code == 1)
            #expect(bad.refusal.contains("[invalid-schedule]"), "\(bad.errors)")
            #expect(try stored("ssa", stage)["metadata/generation"] == first["metadata/generation"])
        }

        @Test("a dry run shows the defaults and the refusals, and stores nothing")
        func dryRun() throws {
            let (stage, manifest) = try prepare("dry")
            let shown = try stage.kubectl.apply(manifest, "--dry-run=server", "-o", "json")
            #expect(shown.code == 0, "\(shown.errors)")
            let object = try JSONValue(parsing: Array(shown.output.utf8))
            #expect(object["spec/sessions/0/retryConfig/maxRetry"] == 1)
            let bad = try stage.kubectl.apply(
                manifest.replacing("backend: s3", with: "backend: s4"), "--dry-run=server")
            #expect(bad.refusal.contains("[unknown-backend]"), "\(bad.errors)")
            #expect(try stage.kubectl("get", Self.kind, "-n", "dry", "-o", "name").output == "")
        }

        @Test("patches are judged as what comes of them")
        func patches() throws {
            let (stage, manifest) = try prepare("patched")
            try stage.kubectl.mustApply(manifest)
            func patch(_ type: String, _ patch: String) throws -> Kubectl.Outcome {
                try stage.kubectl("patch", Self.kind, "web", "-n", "patched", "--type", type, "-p", patch)
            }
            #expect(try patch("merge", #"{"spec":{"paused":true}}"#).code == 0)
            let schedule = try patch(
                "json", #"[{"op":"replace","path":"/spec/sessions/0/scheduler/schedule","value":"* * *"}]"#)
            #expect(schedule.code == 1)
            #expect(schedule.refusal.contains("[invalid-schedule]"), "\(schedule.errors)")
            // A removed list comes back as what it was, or is refused; it never vanishes silently.
            let target = try patch("merge", #"{"spec":{"backends":[{"name":"s4","storageRef":{"name":"s3"}}]}}"#)
            #expect(target.refusal.contains("[unknown-backend]"), "\(target.errors)")
            let removed = try patch("json", #"[{"op":"remove","path":"/spec/sessions/0/retryConfig"}]"#)
            #expect(removed.code == 0, "\(removed.errors)")
            let object = try stored("patched", stage)
            #expect(object["spec/sessions/0/retryConfig/maxRetry"] == 1)
            #expect(object["spec/paused"] == true)
        }

        @Test("the status is written without the webhook")
        func status() throws {
            let (stage, manifest) = try prepare("status")
            try stage.kubectl.mustApply(manifest)
            let outcome = try stage.kubectl(
                "patch", Self.kind, "web", "-n", "status", "--subresource=status", "--type=merge", "-p",
                #"{"status":{"phase":"Ready"}}"#)
            #expect(outcome == Kubectl.Outcome(code: 0, output: outcome.output, errors: ""))
            #expect(try stored("status", stage)["status/phase"] == "Ready")
        }

        @Test("an object with a generated name is judged under the name that it gets")
        func generatedName() throws {
            let (stage, manifest) = try prepare("generated")
            let good = try stage.kubectl.create(
                manifest.replacing("  name: web\n  namespace", with: "  generateName: web-\n  namespace"))
            #expect(good.output.contains("backupconfiguration.core.kubestash.com/web-"), "\(good.errors)")
            let text = try Repository.text(of: Self.bad)
            let bad = try stage.kubectl.create(
                text.replacing("  name: bad-three-ways", with: "  generateName: bad-"))
            #expect(bad.refusal.contains(#/The BackupConfiguration "bad-[a-z0-9]+" is invalid:/#), "\(bad.errors)")
            #expect(bad.refusal.contains("[duplicate-name]"))
        }

        @Test("a change of a field that may not change is refused, and the same object again is none")
        func immutable() throws {
            let stage = try Stage.get()
            try stage.namespaces("frozen")
            let manifest = try Repository.text(of: "manifests/samples/repository.yaml")
                .replacing("namespace: demo", with: "namespace: frozen")
            try stage.kubectl.mustApply(manifest)
            let moved = try stage.kubectl.apply(manifest.replacing("path: /web", with: "path: /other"))
            #expect(moved.code == 1)
            #expect(
                moved.refusal == """
                    The Repository "web-of-another-cluster" is invalid: spec.path: Invalid value: "/other": \
                    may not change from "/web": the backed up data stays where it is [immutable-field]
                    """)
            #expect(try stage.kubectl.apply(manifest, "--server-side", "--force-conflicts").code == 0)
        }
    }
}

extension JSONValue {
    /// The same value with its members in the order of their keys.
    var sorted: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members):
            .object(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }
}
