internal import Document
internal import Schema

/// What a mount says about paths and writing must go together (`ValidateVolumeMounts` and
/// `validateMountRecursiveReadOnly` in Kubernetes).
struct InvalidVolumeMount: ObjectRule {
    var id: RuleID { .invalidVolumeMount }
    private static let subPath: Key = "subPath"
    private static let subPathExpression: Key = "subPathExpr"
    private static let recursiveReadOnly: Key = "recursiveReadOnly"
    private static let readOnly: Key = "readOnly"
    private static let propagation: Key = "mountPropagation"

    /// Looks at one mount.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let expression = document.text(Self.subPathExpression, of: object),
            document.text(Self.subPath, of: object) != nil
        {
            findings.report(id, .invalid, expression, "must not be set beside subPath: only one path can be shown")
        }
        guard let recursive = document.present(Self.recursiveReadOnly, of: object),
            document.isString(recursive, "Enabled") || document.isString(recursive, "IfPossible")
        else { return }
        let readOnly = document.present(Self.readOnly, of: object)
        if readOnly.map({ document.boolean($0) == false }) ?? true {
            findings.report(id, .forbidden, recursive, "needs readOnly to be true")
        }
        if let propagation = document.text(Self.propagation, of: object), !document.isString(propagation, "None") {
            findings.report(id, .forbidden, recursive, "needs mountPropagation to be None or missing")
        }
    }
}

/// What is mounted in a container shows on the node only where the container is privileged (`validateMountPropagation` in
/// Kubernetes).
struct BidirectionalMount: ObjectRule {
    var id: RuleID { .invalidVolumeMount }
    private let mounts: Key
    private let securityContext: Key
    private static let propagation: Key = "mountPropagation"
    private static let privileged: Key = "privileged"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - mounts: The field with the mounts of a container.
    ///   - securityContext: The field with the security settings of the same container.
    init(_ mounts: Key = "volumeMounts", securityContext: Key = "securityContext") {
        self.mounts = mounts
        self.securityContext = securityContext
    }

    /// Looks for such mounts.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let mounts = document.present(mounts, of: object) else { return }
        for mount in document.elements(of: mounts) {
            guard let propagation = document.present(Self.propagation, of: mount),
                document.isString(propagation, "Bidirectional"), !isPrivileged(object, document)
            else { continue }
            findings.report(id, .forbidden, propagation, "Bidirectional needs a privileged container")
        }
    }

    private func isPrivileged(_ object: Document.Node, _ document: Document) -> Bool {
        let context = document.present(securityContext, of: object)
        let privileged = context.flatMap { document.present(Self.privileged, of: $0) }
        return privileged.flatMap { document.boolean($0) } ?? false
    }
}
