internal import Document
internal import Schema

/// The settings of a mount about paths and writing must be consistent (`ValidateVolumeMounts` and
/// `validateMountRecursiveReadOnly` in Kubernetes).
struct InvalidVolumeMount: ObjectRule {
    static var info: RuleInfo { .invalidVolumeMount }
    private static let subPath: Key = "subPath"
    private static let subPathExpression: Key = "subPathExpr"
    private static let recursiveReadOnly: Key = "recursiveReadOnly"
    private static let readOnly: Key = "readOnly"
    private static let propagation: Key = "mountPropagation"

    var fields: [String] { [Self.subPathExpression.text, Self.recursiveReadOnly.text] }
    var triggers: [Key] { [Self.subPathExpression, Self.recursiveReadOnly] }

    /// Checks one mount.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let expression = document.text(Self.subPathExpression, of: object),
            document.text(Self.subPath, of: object) != nil
        {
            findings.report(
                Self.info, .invalid, expression, "must not be set beside subPath: only one path can be shown")
        }
        guard let recursive = document.present(Self.recursiveReadOnly, of: object),
            document.isString(recursive, "Enabled") || document.isString(recursive, "IfPossible")
        else { return }
        let readOnly = document.present(Self.readOnly, of: object)
        if readOnly.map({ document.boolean($0) == false }) ?? true {
            findings.report(Self.info, .forbidden, recursive, "needs readOnly to be true")
        }
        if let propagation = document.text(Self.propagation, of: object), !document.isString(propagation, "None") {
            findings.report(Self.info, .forbidden, recursive, "needs mountPropagation to be None or missing")
        }
    }
}

/// Mounts inside a container are visible on the node only if the container is privileged (`validateMountPropagation` in
/// Kubernetes).
struct BidirectionalMount: ObjectRule {
    static var info: RuleInfo { .invalidVolumeMount }
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

    var fields: [String] { ["\(mounts.text).mountPropagation"] }
    var triggers: [Key] { [mounts] }

    /// Reports such mounts.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let mounts = document.present(mounts, of: object) else { return }
        for mount in document.elements(of: mounts) {
            guard let propagation = document.present(Self.propagation, of: mount),
                document.isString(propagation, "Bidirectional"), !isPrivileged(object, document)
            else { continue }
            findings.report(Self.info, .forbidden, propagation, "Bidirectional needs a privileged container")
        }
    }

    private func isPrivileged(_ object: Document.Node, _ document: Document) -> Bool {
        let context = document.present(securityContext, of: object)
        let privileged = context.flatMap { document.present(Self.privileged, of: $0) }
        return privileged.flatMap { document.boolean($0) } ?? false
    }
}

/// A container uses a volume as a device or mounts it, not both, and each at a path of its own (`ValidateVolumeDevices`
/// in Kubernetes).
struct InvalidVolumeDevice: ObjectRule {
    static var info: RuleInfo { .invalidVolumeMount }
    private static let devices: Key = "volumeDevices"
    private static let mounts: Key = "volumeMounts"
    private static let name: Key = "name"
    private static let devicePath: Key = "devicePath"
    private static let mountPath: Key = "mountPath"

    var fields: [String] { ["volumeDevices.name", "volumeDevices.devicePath"] }
    var triggers: [Key] { [Self.devices] }

    /// Compares the devices with each other and with the mounts.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let devices = document.present(Self.devices, of: object) else { return }
        var mountedNames = NodeTable()
        var mountedPaths = NodeTable()
        if let mounts = document.present(Self.mounts, of: object) {
            for mount in document.elements(of: mounts) {
                if let name = document.text(Self.name, of: mount) { _ = mountedNames.insert(name, of: document) }
                guard let path = document.text(Self.mountPath, of: mount) else { continue }
                _ = mountedPaths.insert(path, of: document)
            }
        }
        var names = NodeTable()
        for device in document.elements(of: devices) {
            if let name = document.text(Self.name, of: device) {
                if names.insert(name, of: document) != nil {
                    findings.report(
                        Self.info, .invalid, name, "must be a volume that no other device of the container uses")
                }
                if mountedNames.first(like: name, of: document) != nil {
                    findings.report(Self.info, .invalid, name, "must not be mounted by the same container, too")
                }
            }
            if let path = document.text(Self.devicePath, of: device),
                mountedPaths.first(like: path, of: document) != nil
            {
                findings.report(Self.info, .invalid, path, "must not be the mountPath of a volume, too")
            }
        }
    }
}
