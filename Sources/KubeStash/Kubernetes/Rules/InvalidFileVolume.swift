internal import Document
internal import Schema
internal import Text

/// An empty directory cannot hold less than nothing (`validateVolumeSource` in Kubernetes).
struct NegativeSizeLimit: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let limit: Key = "sizeLimit"

    /// Looks at the limit.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let limit = document.present(Self.limit, of: object), let size = Quantity(limit, in: document),
            size.isNegative
        else { return }
        findings.report(id, .forbidden, limit, "must be greater than or equal to 0")
    }
}

/// A file about the pod has one content (`validateDownwardAPIVolumeFile` in Kubernetes).
struct InvalidDownwardAPIFile: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let field: Key = "fieldRef"
    private static let resource: Key = "resourceFieldRef"

    /// Counts the contents.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (document.present(Self.field, of: object), document.present(Self.resource, of: object)) {
        case (nil, nil):
            findings.report(id, .required, object, "a fieldRef or a resourceFieldRef must say what to write")
        case (.some, .some):
            findings.report(id, .invalid, object, "must not have both a fieldRef and a resourceFieldRef")
        default: break
        }
    }
}

/// Certificates come from one bundle or from one signer (`validateProjectionSources` in Kubernetes).
struct InvalidTrustBundle: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let name: Key = "name"
    private static let signer: Key = "signerName"
    private static let selector: Key = "labelSelector"

    /// Looks for exactly one of the two.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let name = document.present(Self.name, of: object)
        switch (name, document.present(Self.signer, of: object)) {
        case (nil, nil): findings.report(id, .required, object, "a name or a signerName must say which bundle is meant")
        case (.some, .some): findings.report(id, .invalid, object, "must not have both a name and a signerName")
        default: break
        }
        if name != nil, let selector = document.present(Self.selector, of: object) {
            findings.report(id, .invalid, selector, "must not be set beside a name")
        }
    }
}

/// A certificate for the pod is written somewhere, and those of Kubernetes' own signers are good for a day
/// (`validateProjectionSources` in Kubernetes).
struct InvalidPodCertificate: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let paths: [Key] = ["credentialBundlePath", "keyPath", "certificateChainPath"]
    private static let signer: Key = "signerName"
    private static let lifetime: Key = "maxExpirationSeconds"
    private static let ownSigners: StaticString = "kubernetes.io/"
    private static let longestOwnLifetime: Int64 = 86_400

    /// Looks for a path, and at the lifetime.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let hasPath = Self.paths.contains { key in
            document.present(key, of: object).map { !document.isEmptyString($0) } ?? false
        }
        if !hasPath {
            findings.report(
                id, .required, object, "credentialBundlePath, keyPath or certificateChainPath must say where it goes")
        }
        guard let lifetime = document.present(Self.lifetime, of: object), let seconds = document.integer(lifetime),
            seconds > Self.longestOwnLifetime, let signer = document.present(Self.signer, of: object),
            document.kind(of: signer) == .string,
            document.withUTF8(of: signer, { $0.starts(with: Self.ownSigners) })
        else { return }
        findings.report(
            id, .invalid, lifetime,
            "must be less than or equal to \(Self.longestOwnLifetime) for a signer of kubernetes.io")
    }
}
