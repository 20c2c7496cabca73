import TestSupport
import Testing

extension Stories {
    /// Refusals and warnings reach the user in the words of the documentation.
    @Suite struct Refusals {
        /// The lines after a text of the README, up to the end of the block.
        private static func block(after text: String) throws -> String {
            let page = try Repository.text(of: "README.md")
            let start = try #require(page.firstRange(of: text), "\(text) is not in the README").upperBound
            return page[start...].split(separator: "\n").prefix { !$0.hasPrefix("```") }.joined(separator: "\n")
        }

        @Test("the README shows what kubectl prints")
        func readme() throws {
            let stage = try Stage.get()
            let file = "manifests/samples/refused/bad-three-ways.yaml"
            let outcome = try stage.kubectl.apply(Repository.text(of: file))
            #expect(outcome.code == 1)
            let told = try Self.block(after: "denied; kubectl prints:\n").split(separator: "\n")
            #expect(told.filter { !$0.hasPrefix("Warning: ") }.joined(separator: "\n") == outcome.refusal)
            // Beside the cluster there are more of them, as it has none of the objects that the sample names.
            let warned = told.filter { $0.hasPrefix("Warning: ") }.map { String($0.dropFirst(9)) }
            #expect(Set(warned).isSubset(of: outcome.warnings))
        }

        /// Whatever an object says, its causes come through the API server and kubectl as they are.
        @Test("each kind of mistake of Docs/rules.md is refused in its words", arguments: RuleExample.all)
        func rule(example: RuleExample) throws {
            let stage = try Stage.get()
            let manifest = try example.manifest()
            let told = try WebhookAnswer(to: manifest, on: stage)
            #expect(told.refusal.contains("[\(example.rule)]"), "\(told.refusal)")
            let outcome = try stage.kubectl.create(manifest, "--dry-run=server")
            #expect(outcome.code == 1)
            #expect(outcome.refusal == told.refusal)
            #expect(Set(told.warnings).isSubset(of: outcome.warnings))
        }

        /// The definitions refuse the other samples before a webhook is asked.
        @Test(
            "a refused sample is refused in the words of stashgate review",
            arguments: ["backup-batch", "backup-storage", "bad-three-ways", "hook-template", "retention-policy"])
        func sample(file: String) throws {
            let stage = try Stage.get()
            let manifest = try Repository.text(of: "manifests/samples/refused/\(file).yaml")
            let told = try WebhookAnswer(to: manifest, on: stage)
            let outcome = try stage.kubectl.create(manifest)
            #expect(outcome.code == 1)
            #expect(outcome.refusal == told.refusal)
            #expect(Set(told.warnings).isSubset(of: outcome.warnings))
        }

        @Test(
            "a sample that the definition refuses is refused there",
            arguments: ["addon", "backup-session", "backup-verifier", "function", "repository", "restore-session"])
        func definition(file: String) throws {
            let stage = try Stage.get()
            let outcome = try stage.kubectl.create(Repository.text(of: "manifests/samples/refused/\(file).yaml"))
            #expect(outcome.code == 1)
            #expect(outcome.refusal.hasPrefix("The "))
            #expect(outcome.refusal.contains(" is invalid:"))
        }

        @Test("an allowed object has its warnings, whole and in order")
        func warnings() throws {
            let stage = try Stage.get()
            let manifest = try Repository.text(of: "manifests/samples/full.yaml")
            let told = try WebhookAnswer(to: manifest, on: stage)
            let outcome = try stage.kubectl.apply(manifest, "--dry-run=server")
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(told.warnings.count >= 2)
            #expect(outcome.warnings.filter { told.warnings.contains($0) } == told.warnings)
        }

        /// The definitions take parameters of any depth, and Go reads 10,000 levels.
        private static func deep(in namespace: String) -> String {
            let value = String(repeating: "[", count: 600) + "1" + String(repeating: "]", count: 600)
            return ClusterManifests.configuration("deep", in: namespace)
                .replacing("params: {paths: /data}", with: "params: {paths: /data, deep: \(value)}")
        }

        @Test("an object that is nested too deeply is refused in words for its author, whatever the failure policy")
        func depth() throws {
            let stage = try Stage.get()
            try stage.namespaces("depth")
            let told = "spec: nested deeper than 512 levels, more than stashgate can check"
            let outcome = try stage.kubectl.apply(Self.deep(in: "depth"))
            #expect(outcome.code == 1)
            #expect(outcome.refusal == #"The BackupConfiguration "deep" is invalid: \#(told)"#)
            let restore = """
                apiVersion: core.kubestash.com/v1alpha1
                kind: RestoreSession
                metadata: {name: deep, namespace: depth}
                spec:
                  dataSource: {repository: web, snapshot: latest}
                  addon:
                    name: workload-addon
                    tasks: [{name: logical-backup-restore, params: {deep: VALUE}}]
                """
            let value = String(repeating: #"{"a":"#, count: 600) + "1" + String(repeating: "}", count: 600)
            let ignored = try stage.kubectl.create(restore.replacing("VALUE", with: value))
            #expect(ignored.refusal == #"The RestoreSession "deep" is invalid: \#(told)"#)
        }

        @Test("an object that was nested too deeply before the webhook can be labelled, corrected and deleted")
        func storedDepth() throws {
            let stage = try Stage.get()
            try stage.namespaces("deep")
            try stage.webhook.without { try stage.kubectl.mustApply(Self.deep(in: "deep")) }
            let words = ["backupconfiguration", "deep", "-n", "deep"]
            let labelled = try stage.kubectl.run(["label"] + words + ["team=x"])
            #expect(labelled.code == 0, "\(labelled.errors)")
            let warned = "the object is not checked and gets no defaults: nested deeper than 512 levels"
            #expect(labelled.warnings == [warned])
            try stage.kubectl.mustApply(ClusterManifests.configuration("deep", in: "deep"))
            #expect(try stage.kubectl.run(["label"] + words + ["team=y", "--overwrite"]).warnings != [warned])
            #expect(try stage.kubectl.run(["delete"] + words).code == 0)
        }
    }
}
