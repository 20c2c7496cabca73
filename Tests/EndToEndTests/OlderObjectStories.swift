import TestSupport
import Testing

extension Stories {
    /// Objects with mistakes that were there before the webhook.
    @Suite struct OlderObjects {
        @Test("they can be labelled, annotated, given a finalizer and deleted, and get no further mistakes")
        func ratcheting() throws {
            let stage = try Stage.get()
            try stage.namespaces("older")
            let broken = Manifests.broken(in: "older")
            try stage.webhook.without {
                for (_, manifest) in broken { try stage.kubectl.mustApply(manifest) }
            }
            for (resource, manifest) in broken {
                let refused = try stage.kubectl.create(manifest.replacing("name: old", with: "name: new"))
                #expect(refused.code == 1, "\(resource): \(refused.output)")
                try change(resource, on: stage)
            }
        }

        /// The changes that people and controllers make to any object.
        private func change(_ resource: String, on stage: Stage) throws {
            let kubectl = stage.kubectl
            func merge(_ patch: String) throws {
                let outcome = try kubectl("patch", resource, "old", "-n", "older", "--type=merge", "-p", patch)
                #expect(outcome.code == 0, "\(resource): \(outcome.errors)")
            }
            try kubectl.must("label", resource, "old", "-n", "older", "team=x")
            try kubectl.must("annotate", resource, "old", "-n", "older", "note=x")
            if resource == "backupconfiguration" { try merge(#"{"spec":{"paused":true}}"#) }
            try merge(#"{"metadata":{"finalizers":["example.com/cleanup"]}}"#)
            try kubectl.must("delete", resource, "old", "-n", "older", "--wait=false")
            let waiting = try kubectl.object(resource, "old", in: "older")
            #expect(waiting["metadata/deletionTimestamp"] != nil)
            try merge(#"{"metadata":{"finalizers":null}}"#)
            #expect(try kubectl("get", resource, "old", "-n", "older").code == 1, "\(resource) is still there")
        }

        @Test("an update that adds a mistake is refused for that one alone")
        func addedMistake() throws {
            let stage = try Stage.get()
            try stage.namespaces("added")
            let manifest = ClusterManifests.configuration(in: "added").replacing("0 2 * * *", with: "61 2 * * *")
            try stage.webhook.without { try stage.kubectl.mustApply(manifest) }
            let outcome = try stage.kubectl.apply(manifest.replacing("backend: s3", with: "backend: s4"))
            #expect(outcome.code == 1)
            #expect(outcome.refusal.contains("[unknown-backend]"), "\(outcome.errors)")
            #expect(!outcome.refusal.contains("[invalid-schedule]"), "\(outcome.errors)")
            #expect(outcome.warnings.contains { $0.contains("[invalid-schedule]") })
        }
    }
}
