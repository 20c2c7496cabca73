import TestSupport
import Testing

extension Stories {
    /// What the webhook knows of the cluster, from a watch with the role of `manifests/base`.
    @Suite struct Knowledge {
        /// The answer to the creation of a BackupConfiguration without backends.
        private func rely(_ namespace: String, on stage: Stage) throws -> Kubectl.Outcome {
            try stage.kubectl.create(
                Manifests.withoutBackends("relying", in: namespace), "--dry-run=server", "-o",
                #"jsonpath={range .spec.backends[*]}{.storageRef.namespace}/{.storageRef.name} {end}"#)
        }

        /// Waits until both processes give an answer, as each of them has a watch of its own.
        private func agree(_ holds: () throws -> Bool) throws -> Bool {
            try eventually {
                for _ in 0..<4 where try !holds() { return false }
                return true
            }
        }

        @Test("the default storage and RetentionPolicy are filled in, the namespace's own before another one's")
        func defaults() throws {
            let stage = try Stage.get()
            try stage.namespaces("tenant", "platform-a", labels: "team: a")
            try stage.namespaces("elsewhere", labels: "team: b")
            let missing = try rely("tenant", on: stage)
            #expect(
                missing.refusal.contains(#"no default BackupStorage is available to namespace "tenant""#),
                "\(missing.errors)")
            let selector = "{from: Selector, selector: {matchLabels: {team: a}}}"
            try stage.kubectl.mustApply(
                (ClusterManifests.storage("shared", in: "platform-a", from: "Selector", more: "  default: true")
                    + ClusterManifests.retention(in: "platform-a", more: "  default: true"))
                    .replacing("{from: Selector}", with: selector).replacing("{from: All}", with: selector))
            #expect(try agree { try rely("tenant", on: stage).output == "platform-a/shared " })
            let refused = try rely("elsewhere", on: stage)
            #expect(refused.refusal.contains("[missing-default]"), "\(refused.errors)")
            #expect(refused.refusal.contains("platform-a/shared"), "\(refused.errors)")
            try stage.kubectl.mustApply(
                ClusterManifests.storage("own", in: "tenant", from: "Same", more: "  default: true"))
            #expect(try agree { try rely("tenant", on: stage).output == "tenant/own " })
            // The labels of a namespace are followed as well.
            try stage.kubectl.must("label", "namespace", "elsewhere", "team=a", "--overwrite")
            #expect(try agree { try rely("elsewhere", on: stage).output == "platform-a/shared " })
        }

        @Test("what is stored stays when the default changes")
        func staying() throws {
            let stage = try Stage.get()
            try stage.namespaces("staying")
            let more = "  default: true"
            try stage.kubectl.mustApply(
                ClusterManifests.storage("first", in: "staying", from: "Same", more: more)
                    + ClusterManifests.retention(in: "staying", more: more))
            #expect(try agree { try rely("staying", on: stage).output == "staying/first " })
            let manifest = Manifests.withoutBackends("web", in: "staying")
            try stage.kubectl.mustApply(manifest)
            try stage.kubectl.mustApply(ClusterManifests.storage("first", in: "staying", from: "Same"))
            #expect(try agree { try rely("staying", on: stage).refusal.contains("[missing-default]") })
            try stage.kubectl.mustApply(ClusterManifests.storage("second", in: "staying", from: "Same", more: more))
            #expect(try agree { try rely("staying", on: stage).output == "staying/second " })
            try stage.kubectl.mustApply(manifest.replacing("0 2 * * *", with: "0 3 * * *"))
            let object = try stage.kubectl.object("backupconfiguration", "web", in: "staying")
            #expect(object["spec/backends/0/storageRef/name"] == "first")
            #expect(object["spec/sessions/0/scheduler/schedule"] == "0 3 * * *")
        }

        @Test("a usage policy, a second default and a storage in the place of another are refused with their names")
        func contradictions() throws {
            let stage = try Stage.get()
            try stage.namespaces("closed", "outside")
            try stage.kubectl.mustApply(
                ClusterManifests.storage(
                    "closed", in: "closed", bucket: "closed", from: "Same", more: "  default: true")
                    + ClusterManifests.retention(in: "closed"))
            let outside = ClusterManifests.configuration(in: "outside", storage: "closed")
                .replacing("namespace: backup", with: "namespace: closed")
            #expect(
                try agree {
                    try stage.kubectl.create(outside, "--dry-run=server").refusal.contains("[usage-policy]")
                })
            let second = try stage.kubectl.create(
                ClusterManifests.storage("second", in: "closed", from: "Same", more: "  default: true"))
            #expect(second.refusal.contains("[second-default]"), "\(second.errors)")
            #expect(second.refusal.contains("closed/closed"), "\(second.errors)")
            let same = try stage.kubectl.create(
                ClusterManifests.storage("same", in: "closed", bucket: "closed", from: "Same"))
            #expect(same.refusal.contains("[shared-place]"), "\(same.errors)")
            // The object itself is not another one: applying it again is fine.
            try stage.kubectl.mustApply(
                ClusterManifests.storage(
                    "closed", in: "closed", bucket: "closed", from: "Same", more: "  default: true"))
        }
    }
}
