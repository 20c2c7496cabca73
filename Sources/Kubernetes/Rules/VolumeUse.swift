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

/// A container may mount, use as a device or read variables from volumes of its Pod only (`ValidateVolumeMounts`,
/// `ValidateVolumeDevices` and `validateFileKeyRefVolumes` in Kubernetes' core validation).
struct UnknownVolume: ObjectRule {
    /// A container that names a volume that its Pod does not have.
    static let info = RuleInfo(
        "unknown-volume", .error, "a container that mounts, or otherwise uses, a volume which its Pod does not have")

    private static let volumes: Key = "volumes"
    private static let initContainers: Key = "initContainers"
    private static let mounts: Key = "volumeMounts"
    private static let devices: Key = "volumeDevices"
    private static let env: Key = "env"
    private static let valueFrom: Key = "valueFrom"
    private static let fileKey: Key = "fileKeyRef"
    private static let volumeName: Key = "volumeName"
    private static let name: Key = "name"
    private static let claim: Key = "persistentVolumeClaim"
    private static let ephemeral: Key = "ephemeral"
    private static let emptyDirectory: Key = "emptyDir"
    /// The most findings of an object that get a suggestion: each costs a comparison with many names.
    private static let mostSuggestions = 64

    var triggers: [Key] { [Self.initContainers, Self.mounts, Self.env] }

    /// Looks up every name of a volume, for the main container and for the init containers.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let containers = document.list(Self.initContainers, of: object)
        guard
            containers != nil || document.list(Self.mounts, of: object) != nil
                || document.list(Self.env, of: object) != nil
        else { return }
        var volumes = Volumes()
        if let list = document.present(Self.volumes, of: object) {
            guard document.kind(of: list) == .array else { return }
            for volume in document.elements(of: list) {
                guard document.kind(of: volume) == .object else { return }
                guard let name = document.present(Self.name, of: volume) else { continue }
                // A value of the wrong type: one mistake, and any name may have been meant.
                guard document.kind(of: name) == .string else { return }
                if !document.isEmptyString(name) { volumes.add(name, in: document) }
            }
        }
        checkContainer(object, volumes, in: document, &findings)
        guard let containers else { return }
        for container in document.elements(of: containers) {
            checkContainer(container, volumes, in: document, &findings)
        }
    }

    private func checkContainer(
        _ container: Document.Node, _ volumes: Volumes, in document: Document, _ findings: inout Findings
    ) {
        if let mounts = document.list(Self.mounts, of: container) {
            for mount in document.elements(of: mounts) {
                guard let name = document.text(Self.name, of: mount) else { continue }
                _ = volume(name, volumes, in: document, &findings)
            }
        }
        if let devices = document.list(Self.devices, of: container) {
            for device in document.elements(of: devices) {
                guard let name = document.text(Self.name, of: device),
                    let volume = volume(name, volumes, in: document, &findings),
                    document.present(Self.claim, of: volume) == nil, document.present(Self.ephemeral, of: volume) == nil
                else { continue }
                findings.report(
                    Self.info, .invalid, name, "is no persistentVolumeClaim and not ephemeral, so it is no device")
            }
        }
        guard let env = document.list(Self.env, of: container) else { return }
        for variable in document.elements(of: env) {
            guard let source = document.present(Self.valueFrom, of: variable),
                let reference = document.present(Self.fileKey, of: source),
                let name = document.text(Self.volumeName, of: reference),
                let volume = volume(name, volumes, in: document, &findings),
                !isEmptyDirectory(volume, in: document)
            else { continue }
            findings.report(Self.info, .invalid, name, "is no emptyDir: variables are read from such volumes only")
        }
    }

    /// Whether a volume is an empty directory; a volume that has only a name is one, too.
    private func isEmptyDirectory(_ volume: Document.Node, in document: Document) -> Bool {
        document.present(Self.emptyDirectory, of: volume) != nil
            || document.members(of: volume).count { document.kind(of: $0.value) != .null } == 1
    }

    /// The volume with a name; reports an unknown name.
    private func volume(
        _ name: Document.Node, _ volumes: Volumes, in document: Document, _ findings: inout Findings
    ) -> Document.Node? {
        if let volume = volumes.named(name, in: document) { return volume }
        let suggests = findings.all.count < Self.mostSuggestions
        let nearest = suggests ? volumes.nearest(to: name, in: document) : nil
        let others = volumes.names.isEmpty ? "the Pod has no volumes" : "no volume of the Pod has this name"
        findings.report(
            Self.info, .notFound, name, nearest.map { "the Pod has the volume \(Quoted.text($0))" } ?? others,
            suggestion: nearest.map { .replace(with: $0) })
        return nil
    }

    /// The volumes of a Pod by their names.
    private struct Volumes {
        private(set) var names: [Document.Node] = []
        private var table = NodeTable()

        mutating func add(_ name: Document.Node, in document: Document) {
            if table.insert(name, of: document) == nil { names.append(name) }
        }

        /// The name that was probably meant by another, nil if none is near.
        func nearest(to name: Document.Node, in document: Document) -> String? {
            document.string(name).flatMap { NearestName.of($0, among: names.lazy.compactMap { document.string($0) }) }
        }

        /// The first volume with a name: the object that holds it.
        func named(_ name: Document.Node, in document: Document) -> Document.Node? {
            table.first(like: name, of: document).flatMap { document.parent(of: $0) }
        }
    }
}
