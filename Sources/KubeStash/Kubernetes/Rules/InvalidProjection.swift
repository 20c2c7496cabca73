internal import Document
internal import Schema

/// Every source of a projected volume is one object, and no two make the same file (`validateProjectionSources` in
/// Kubernetes).
struct InvalidProjection: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let sources: Key = "sources"
    private static let items: Key = "items"
    private static let path: Key = "path"
    private static let listed: [Key] = ["secret", "configMap", "downwardAPI"]
    private static let trustBundle: Key = "clusterTrustBundle"
    private static let certificate: Key = "podCertificate"
    private static let certificatePaths: [Key] = ["credentialBundlePath", "keyPath", "certificateChainPath"]

    /// Counts the objects, and compares the paths.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let sources = document.present(Self.sources, of: object) else { return }
        var paths = NodeTable()
        for source in document.elements(of: sources) where document.kind(of: source) == .object {
            let count = document.members(of: source).reduce(0) { document.isNull($1.value) ? $0 : $0 + 1 }
            if count > 1 { findings.report(id, .forbidden, source, "a source must be one object only") }
            for key in Self.listed {
                guard let list = document.present(key, of: source).flatMap({ document.present(Self.items, of: $0) })
                else { continue }
                for item in document.elements(of: list) { insert(Self.path, of: item, in: document, &paths, &findings) }
            }
            if let bundle = document.present(Self.trustBundle, of: source) {
                insert(Self.path, of: bundle, in: document, &paths, &findings)
            }
            guard let certificate = document.present(Self.certificate, of: source) else { continue }
            for key in Self.certificatePaths { insert(key, of: certificate, in: document, &paths, &findings) }
        }
    }

    private func insert(
        _ key: Key, of object: Document.Node, in document: Document, _ paths: inout NodeTable,
        _ findings: inout Findings
    ) {
        guard let path = document.present(key, of: object), document.kind(of: path) == .string,
            !document.isEmptyString(path), paths.insert(path, of: document) != nil
        else { return }
        findings.report(id, .invalid, path, "another file of the volume has this path already")
    }
}
