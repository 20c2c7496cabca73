import TestSupport
import Testing

extension Stories {
    /// `stashgate audit` of the cluster, on the day before the webhook and afterwards.
    @Suite struct Audits {
        private func audit(_ stage: Stage) throws -> Kubectl.Outcome {
            try stage.stashgate(["audit", "-n", "audited"])
        }

        @Test("the audit says beforehand what the webhook says afterwards, and is silent once it is mended")
        func beforeAndAfter() throws {
            let stage = try Stage.get()
            try stage.namespaces("audited")
            let good = ClusterManifests.configuration(in: "audited")
            let bad = good.replacing("0 2 * * *", with: "61 2 * * *").replacing("backend: s3", with: "backend: s4")
            try stage.webhook.without {
                try stage.kubectl.mustApply(bad)
                let before = try audit(stage)
                #expect(before.code == 1, "\(before.errors)")
                let told = try WebhookAnswer(to: bad, on: stage)
                for line in told.refusal.split(separator: "\n").dropFirst() {
                    #expect(before.output.contains(Self.unlabelled(line)), "\(line) is not in\n\(before.output)")
                }
                #expect(before.output.contains("BackupConfiguration audited/web: error[invalid-schedule]: "))
            }
            // The webhook lets it be, and takes the mended one.
            #expect(try audit(stage).code == 1)
            try stage.kubectl.mustApply(good)
            let after = try audit(stage)
            #expect(after.code == 0, "\(after.output)")
            #expect(after.output.contains("1 object judged") || after.output.contains("objects judged"))
        }

        /// A cause without the bullet and the name of its rule, which the audit has elsewhere.
        private static func unlabelled(_ line: Substring) -> String {
            let text = line.hasPrefix("* ") ? line.dropFirst(2) : line
            return String(text.ranges(of: " [").last.map { text[..<$0.lowerBound] } ?? text)
        }

        @Test("files are judged beside the cluster")
        func lint() throws {
            let stage = try Stage.get()
            try stage.namespaces("linted")
            try stage.group.folder.write(
                ClusterManifests.configuration(in: "linted", storage: "nowhere"), to: "web.yaml")
            let outcome = try stage.stashgate(["lint", "--cluster", "\(stage.group.folder.path)/web.yaml"])
            #expect(outcome.output.contains("BackupStorage backup/nowhere"), "\(outcome.output)\(outcome.errors)")
        }
    }
}
