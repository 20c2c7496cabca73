import Document
import TestSupport
import Testing

extension Stories {
    /// What `kubectl kustomize` makes of manifests/, as a real API server takes it.
    @Suite struct Overlays {
        /// An overlay with components.
        struct Choice: CustomTestStringConvertible {
            let overlay: String
            let components: [String]
            var testDescription: String { ([overlay] + components).joined(separator: " + ") }
        }

        /// Components that need another one.
        private static let behind = ["audit-reports": ["audit"]]

        /// Kinds of other projects, whose definitions are not installed.
        private static let foreign: Set = ["Certificate", "Issuer", "PrometheusRule", "ServiceMonitor"]

        private static func names(in folder: String) -> [String] {
            (try? TemporaryFolder.names(in: "\(Fixtures.package)/manifests/\(folder)")) ?? []
        }

        /// Every overlay alone, and one with each component.
        static let choices =
            names(in: "overlays").map { Choice(overlay: $0, components: []) }
            + names(in: "components").map { Choice(overlay: "own-ca", components: (behind[$0] ?? []) + [$0]) }

        @Test("every overlay and component is accepted by strict validation, without a warning", arguments: choices)
        func accepted(choice: Choice) throws {
            let stage = try Stage.get()
            let objects = try Self.objects(of: choice, on: stage)
            #expect(objects.count > 8)
            let foreign = objects.filter { Self.foreign.contains(Self.text($0["kind"])) }
            let own = objects.filter { !foreign.contains($0) }
            for object in own { try Self.create(object, on: stage) }
            guard stage.kubectl.canBeStrict else { return }
            let list: JSONValue = ["apiVersion": "v1", "kind": "List", "items": .array(own)]
            let outcome = try stage.kubectl.tryStrictly(String(decoding: list.json, as: UTF8.self))
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.warnings == [])
            #expect(outcome.output.split(separator: "\n").count == own.count)
        }

        /// Asks the server for the strict validation, also where kubectl cannot.
        private static func create(_ object: JSONValue, on stage: Stage) throws {
            guard let path = try stage.kubectl.path(of: object) else {
                Issue.record("\(text(object["kind"])) is no kind of the cluster")
                return
            }
            var copy = object
            // An object of the name may be there.
            copy["metadata/name"] = .string("x-" + text(object["metadata/name"]))
            let outcome = try stage.kubectl.run(
                ["create", "--raw", "\(path)?dryRun=All&fieldValidation=Strict", "-f", "-"],
                input: String(decoding: copy.json, as: UTF8.self))
            #expect(outcome == Kubectl.Outcome(code: 0, output: outcome.output, errors: ""))
        }

        private static func objects(of choice: Choice, on stage: Stage) throws -> [JSONValue] {
            let copy = try TemporaryFolder(in: stage.group.folder.path)
            let overlay = "\(copy.path)/manifests/overlays/\(choice.overlay)"
            let components = choice.components.map { "\n  - ../../components/\($0)" }.joined()
            try Repository.output(
                of: """
                    cp -R manifests \(Repository.quoted(copy.path))
                    cd \(Repository.quoted(overlay))
                    [ \(choice.overlay) != own-ca ] ||
                        for file in ca.crt tls.crt tls.key; do cp \(stage.webhook.folder)/$file .; done
                    [ -z '\(components)' ] || printf 'components:%s\\n' '\(components)' >> kustomization.yaml
                    """)
            let built = try stage.kubectl.must("kustomize", overlay)
            return try Document.documents(yaml: Array(built.utf8)).map { JSONValue($0.root, of: $0) }
        }

        private static func text(_ value: JSONValue?) -> String {
            if case .string(let text)? = value { text } else { "" }
        }
    }
}
