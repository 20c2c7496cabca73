internal import Document
internal import Schema
internal import Text

/// The size limit of an empty directory must not be negative (`validateVolumeSource` in Kubernetes).
struct NegativeSizeLimit: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let limit: Key = "sizeLimit"

    var fields: [String] { [Self.limit.text] }
    var triggers: [Key] { [Self.limit] }

    /// Checks the limit.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let limit = document.present(Self.limit, of: object), let size = Quantity(limit, in: document),
            size.isNegative
        else { return }
        findings.report(Self.info, .forbidden, limit, "must be greater than or equal to 0")
    }
}

/// An empty directory is on the node's disk, in memory or in huge pages (`SetUpAt` in the kubelet's
/// `pkg/volume/emptydir`).
///
/// Kubernetes accepts any text, and the Pod waits for its volume forever.
struct UnknownMedium: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let medium: Key = "medium"
    private static let hugePages = "HugePages"
    /// The longest medium that is looked at, in bytes.
    private static let longest = 63

    var fields: [String] { [Self.medium.text] }
    var triggers: [Key] { [Self.medium] }

    /// Warns of a medium that the kubelet does not know.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let medium = document.text(Self.medium, of: object), !document.hasVariable(medium),
            let text = document.string(medium, upTo: Self.longest),
            text != "Memory", text != Self.hugePages, !text.hasPrefix("\(Self.hugePages)-")
        else { return }
        let meant = NearestName.of(text, among: ["Memory", Self.hugePages])
        findings.report(
            Self.info, .notSupported, medium,
            "is not known to the kubelet, so the Pod is not started: it knows \"Memory\" and \"HugePages\"",
            suggestion: meant.map { .replace(with: $0) }, isMild: true)
    }
}

/// A file of the downward API has one content (`validateDownwardAPIVolumeFile` in Kubernetes).
struct InvalidDownwardAPIFile: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let field: Key = "fieldRef"
    private static let resource: Key = "resourceFieldRef"

    var fields: [String] { [""] }

    /// Counts the contents.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (document.present(Self.field, of: object), document.present(Self.resource, of: object)) {
        case (nil, nil):
            findings.report(Self.info, .required, object, "a fieldRef or a resourceFieldRef must say what to write")
        case (.some, .some):
            findings.report(Self.info, .invalid, object, "must not have both a fieldRef and a resourceFieldRef")
        default: break
        }
    }
}

/// Certificates come from one bundle or from one signer (`validateProjectionSources` in Kubernetes).
struct InvalidTrustBundle: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let name: Key = "name"
    private static let signer: Key = "signerName"
    private static let selector: Key = "labelSelector"

    var fields: [String] { ["", Self.selector.text] }

    /// Reports neither or both.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let name = document.present(Self.name, of: object)
        switch (name, document.present(Self.signer, of: object)) {
        case (nil, nil):
            findings.report(Self.info, .required, object, "a name or a signerName must say which bundle is meant")
        case (.some, .some): findings.report(Self.info, .invalid, object, "must not have both a name and a signerName")
        default: break
        }
        if name != nil, let selector = document.present(Self.selector, of: object) {
            findings.report(Self.info, .invalid, selector, "must not be set beside a name")
        }
    }
}

/// A pod certificate needs a path, and one of Kubernetes' own signers is valid for at most a day
/// (`validateProjectionSources` in Kubernetes).
struct InvalidPodCertificate: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let paths: [Key] = ["credentialBundlePath", "keyPath", "certificateChainPath"]
    private static let signer: Key = "signerName"
    private static let lifetime: Key = "maxExpirationSeconds"
    private static let ownSigners: StaticString = "kubernetes.io/"
    private static let longestOwnLifetime: Int64 = 86_400

    var fields: [String] { ["", Self.lifetime.text] }

    /// Checks the path and the lifetime.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let hasPath = Self.paths.contains { key in
            document.present(key, of: object).map { !document.isEmptyString($0) } ?? false
        }
        if !hasPath {
            findings.report(
                Self.info, .required, object,
                "credentialBundlePath, keyPath or certificateChainPath must say where it goes")
        }
        guard let lifetime = document.present(Self.lifetime, of: object), let seconds = document.integer(lifetime),
            seconds > Self.longestOwnLifetime, let signer = document.present(Self.signer, of: object),
            document.kind(of: signer) == .string,
            document.withUTF8(of: signer, { $0.starts(with: Self.ownSigners) })
        else { return }
        findings.report(
            Self.info, .invalid, lifetime,
            "must be less than or equal to \(Self.longestOwnLifetime) for a signer of kubernetes.io")
    }
}

/// Every source of a projected volume is one object, and no two sources create the same file
/// (`validateProjectionSources` in Kubernetes).
struct InvalidProjection: ObjectRule {
    static var info: RuleInfo { .invalidVolume }
    private static let sources: Key = "sources"
    private static let items: Key = "items"
    private static let path: Key = "path"
    private static let listed: [Key] = ["secret", "configMap", "downwardAPI"]
    private static let trustBundle: Key = "clusterTrustBundle"
    private static let certificate: Key = "podCertificate"
    private static let certificatePaths: [Key] = ["credentialBundlePath", "keyPath", "certificateChainPath"]

    var fields: [String] {
        ["sources", "sources.clusterTrustBundle.path"] + Self.listed.map { "sources.\($0.text).items.path" }
            + Self.certificatePaths.map { "sources.podCertificate.\($0.text)" }
    }

    /// Counts the objects, and compares the paths.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let sources = document.present(Self.sources, of: object) else { return }
        var paths = NodeTable()
        for source in document.elements(of: sources) where document.kind(of: source) == .object {
            let count = document.members(of: source).reduce(0) { document.isNull($1.value) ? $0 : $0 + 1 }
            if count > 1 { findings.report(Self.info, .forbidden, source, "a source must be one object only") }
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
        findings.report(Self.info, .invalid, path, "another file of the volume has this path already")
    }
}
