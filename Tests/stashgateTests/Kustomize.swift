import Document
import TestSupport

/// The output of `kubectl kustomize` for folders of manifests/.
enum Kustomize {
    /// Whether this machine has kubectl.
    static let isHere = Repository.has(command: "kubectl")

    /// The resources of a folder with a kustomization, each under `Kind/name`.
    static func resources(of path: String) throws -> [String: JSONValue] {
        let resources = try documents(in: Repository.output(of: "kubectl kustomize \(Repository.quoted(path))"))
        let named = resources.map { ("\($0.text("kind"))/\($0.text("metadata/name"))", $0) }
        return Dictionary(uniqueKeysWithValues: named)
    }

    /// The resources of an overlay of manifests/ that includes a component.
    ///
    /// - Parameters:
    ///   - overlay: The name of the overlay.
    ///   - component: The name of the component.
    /// - Returns: Each resource under `Kind/name`.
    /// - Throws: An error if kubectl cannot build them.
    static func resources(ofOverlay overlay: String, with component: String) throws -> [String: JSONValue] {
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted("\(folder)/manifests")
            try Repository.output(of: "cp -R manifests \(copy)")
            try Repository.output(
                of: """
                    cd \(copy)/overlays/\(overlay)
                    [ \(overlay) != own-ca ] || for file in ca.crt tls.crt tls.key; do echo some > $file; done
                    printf 'components:\\n  - ../../components/\(component)\\n' >> kustomization.yaml
                    """)
            return try resources(of: "\(folder)/manifests/overlays/\(overlay)")
        }
    }

    /// The documents of a YAML text.
    static func documents(in yaml: String) throws -> [JSONValue] {
        try Document.documents(yaml: Array(yaml.utf8)).map { JSONValue($0.root, of: $0) }
    }
}
