import Document
import TestSupport
import Testing

extension Stage {
    /// Kinds of other projects, whose definitions are not installed.
    private static let foreign: Set = ["Certificate", "Issuer", "PrometheusRule", "ServiceMonitor"]

    /// Expects that the server takes objects in its strict validation, without a warning and without storing them.
    /// - Parameter objects: The objects; those of other projects are left out.
    /// - Throws: An error if the server cannot be asked.
    func expectAccepted(_ objects: [JSONValue]) throws {
        let own = objects.filter { !Self.foreign.contains($0.text("kind")) }
        for object in own { try create(object) }
        guard kubectl.canBeStrict else { return }
        let list: JSONValue = ["apiVersion": "v1", "kind": "List", "items": .array(own)]
        let outcome = try kubectl.tryStrictly(String(decoding: list.json, as: UTF8.self))
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.warnings == [])
        #expect(outcome.output.split(separator: "\n").count == own.count)
    }

    /// Asks the server for the strict validation, also where kubectl cannot.
    private func create(_ object: JSONValue) throws {
        guard let path = try kubectl.path(of: object) else {
            Issue.record("\(object.text("kind")) is no kind of the cluster")
            return
        }
        var copy = object
        // An object of the name may be there.
        copy["metadata/name"] = .string("x-" + object.text("metadata/name"))
        let outcome = try kubectl.run(
            ["create", "--raw", "\(path)?dryRun=All&fieldValidation=Strict", "-f", "-"],
            input: String(decoding: copy.json, as: UTF8.self))
        #expect(outcome == Kubectl.Outcome(code: 0, output: outcome.output, errors: ""))
    }

    /// The objects that `kubectl kustomize` makes of an overlay.
    /// - Parameters:
    ///   - overlay: The overlay; for own-ca, with the certificate of the webhook.
    ///   - components: The components that are added to it.
    /// - Returns: The objects.
    /// - Throws: An error if kubectl refuses the overlay.
    func objects(ofOverlay overlay: String, with components: [String]) throws -> [JSONValue] {
        let copy = try TemporaryFolder(in: group.folder.path)
        let folder = "\(copy.path)/manifests/overlays/\(overlay)"
        let components = components.map { "\n  - ../../components/\($0)" }.joined()
        try Repository.output(
            of: """
                cp -R manifests \(Repository.quoted(copy.path))
                cd \(Repository.quoted(folder))
                [ \(overlay) != own-ca ] ||
                    for file in ca.crt tls.crt tls.key; do cp \(webhook.folder)/$file .; done
                [ -z '\(components)' ] || printf 'components:%s\\n' '\(components)' >> kustomization.yaml
                """)
        return try JSONValue.documents(yaml: kubectl.must("kustomize", folder))
    }
}

extension JSONValue {
    /// The documents of a YAML text.
    static func documents(yaml: String) throws -> [JSONValue] {
        try Document.documents(yaml: Array(yaml.utf8)).map { JSONValue($0.root, of: $0) }
    }
}
