internal import Document
internal import Schema

/// A claim must be one that Kubernetes can bind (`ValidatePersistentVolumeClaimSpec` in Kubernetes).
struct InvalidVolumeClaim: ObjectRule {
    static var info: RuleInfo { .invalidVolumeClaim }
    private static let accessModes: Key = "accessModes"
    private static let resources: Key = "resources"
    private static let requests: Key = "requests"
    private static let storage: Key = "storage"
    private static let source: Key = "dataSource"
    private static let sourceReference: Key = "dataSourceRef"
    private static let namespace: Key = "namespace"
    private static let identity: [Key] = ["apiGroup", "kind", "name"]

    var fields: [String] { ["accessModes", "resources", "resources.requests", "dataSource"] }

    /// Checks access modes, size and data source.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let modes = document.present(Self.accessModes, of: object) { checkModes(modes, in: document, &findings) }
        checkSize(of: object, in: document, &findings)
        if let source = document.present(Self.source, of: object),
            let reference = document.present(Self.sourceReference, of: object)
        {
            compare(source, reference, in: document, &findings)
        }
    }

    private func checkModes(_ modes: Document.Node, in document: Document, _ findings: inout Findings) {
        var (hasPodMode, hasOthers) = (false, false)
        for mode in document.elements(of: modes) {
            if document.isString(mode, "ReadWriteOncePod") { hasPodMode = true } else { hasOthers = true }
        }
        if hasPodMode, hasOthers {
            findings.report(Self.info, .forbidden, modes, "ReadWriteOncePod cannot go with other access modes")
        }
    }

    private func checkSize(of object: Document.Node, in document: Document, _ findings: inout Findings) {
        let detail = "says how much storage is claimed"
        guard let resources = document.present(Self.resources, of: object) else {
            return findings.report(Self.info, .required, missing: Self.resources, of: object, detail)
        }
        guard document.kind(of: resources) == .object else { return }
        guard let requests = document.present(Self.requests, of: resources) else {
            return findings.report(Self.info, .required, missing: Self.requests, of: resources, detail)
        }
        guard document.kind(of: requests) == .object else { return }
        for (key, value) in document.members(of: requests)
        where document.isKey(key, Self.storage) && !document.isNull(value) {
            guard let size = Quantity(value, in: document), size.isNegative || size.isZero else { return }
            findings.report(Self.info, .invalid, value, at: .entry(of: requests, key: key), "must be greater than 0")
            return
        }
        findings.report(Self.info, .required, missing: Self.storage, of: requests, detail)
    }

    /// Compares the two data sources: they must be the same, and only the newer one supports other namespaces.
    private func compare(
        _ source: Document.Node, _ reference: Document.Node, in document: Document, _ findings: inout Findings
    ) {
        if let namespace = document.present(Self.namespace, of: reference), !document.isEmptyString(namespace) {
            findings.report(Self.info, .invalid, source, "must not be set where dataSourceRef has a namespace")
            return
        }
        let isSame = Self.identity.allSatisfy { key in
            switch (document.present(key, of: source), document.present(key, of: reference)) {
            case (let left?, let right?)
            where document.kind(of: left) == .string && document.kind(of: right) == .string:
                document.haveSameText(left, right)
            case (nil, nil): true
            default: false
            }
        }
        if !isSame { findings.report(Self.info, .invalid, source, "must be the same as dataSourceRef") }
    }
}

/// Without an API group, data can be copied only from a claim (`validateDataSourceRef` in Kubernetes); an older field
/// with another kind is ignored.
struct InvalidDataSource: ObjectRule {
    static var info: RuleInfo { .invalidVolumeClaim }
    private let isMild: Bool
    private static let group: Key = "apiGroup"
    private static let kind: Key = "kind"

    /// Makes the rule.
    /// - Parameter isMild: Whether Kubernetes ignores the source instead of refusing the claim.
    init(isMild: Bool = false) {
        self.isMild = isMild
    }

    var fields: [String] { [""] }

    /// Checks the kind.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let group = document.present(Self.group, of: object)
        guard group.map({ document.isEmptyString($0) }) ?? true, let kind = document.present(Self.kind, of: object),
            document.kind(of: kind) == .string, !document.isEmptyString(kind),
            !document.isString(kind, "PersistentVolumeClaim")
        else { return }
        findings.report(
            Self.info, .invalid, kind, at: .at(object),
            "must be PersistentVolumeClaim where there is no apiGroup, such as snapshot.storage.k8s.io"
                + (isMild ? "; Kubernetes ignores this dataSource" : ""), isMild: isMild)
    }
}

/// The claim of an ephemeral volume is named after its pod and volume, so a template sets labels and annotations only
/// (`ValidateTemplateObjectMeta` in Kubernetes).
struct InvalidEphemeralClaim: ObjectRule {
    static var info: RuleInfo { .invalidVolumeClaim }
    private static let metadata: Key = "metadata"
    private static let forbidden: [Key] = ["generateName", "name", "namespace", "ownerReferences"]

    var fields: [String] { Self.forbidden.map { "metadata.\($0.text)" } }
    var triggers: [Key] { [Self.metadata] }

    /// Reports all other metadata.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let metadata = document.present(Self.metadata, of: object) else { return }
        for key in Self.forbidden {
            guard let value = document.present(key, of: metadata), !document.isEmptyString(value),
                !document.isEmptyContainer(value)
            else { continue }
            findings.report(
                Self.info, .forbidden, value, "only labels and annotations of an ephemeral volume's claim can be set")
        }
    }
}

/// An object has at most one controller (`ValidateOwnerReferences` in Kubernetes).
struct InvalidOwners: ObjectRule {
    static var info: RuleInfo { .invalidMetadata }
    private static let owners: Key = "ownerReferences"
    private static let controller: Key = "controller"

    private static let kind: Key = "kind"
    private static let apiVersion: Key = "apiVersion"
    private static let event: Key = "Event"
    private static let coreVersion: Key = "v1"

    var fields: [String] { ["ownerReferences.controller", "ownerReferences.kind"] }
    var triggers: [Key] { [Self.owners] }

    /// Reports every controller after the first, and every Event, of which Kubernetes allows none.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let owners = document.present(Self.owners, of: object) else { return }
        var hasController = false
        for owner in document.elements(of: owners) {
            if let kind = document.present(Self.kind, of: owner), document.isString(kind, Self.event),
                let version = document.present(Self.apiVersion, of: owner),
                document.isString(version, Self.coreVersion)
            {
                findings.report(Self.info, .invalid, kind, "an Event is gone before long, and cannot own anything")
            }
            guard let controller = document.present(Self.controller, of: owner), document.boolean(controller) == true
            else { continue }
            if hasController {
                findings.report(Self.info, .invalid, controller, "only one owner can be the controller")
            }
            hasController = true
        }
    }
}
