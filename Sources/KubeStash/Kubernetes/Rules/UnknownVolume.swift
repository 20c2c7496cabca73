internal import Document
internal import Schema

/// What a container mounts, uses as a device or reads variables from must be a volume of its Pod (`ValidateVolumeMounts`,
/// `ValidateVolumeDevices` and `validateFileKeyRefVolumes` in Kubernetes' core validation).
struct UnknownVolume: ObjectRule {
    var id: RuleID { .unknownVolume }

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
    /// Most findings of an object up to which a suggestion is given: each costs a comparison with many names.
    private static let mostSuggestions = 64

    /// Looks up every name of a volume, of the main container and of the init containers.
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
                // Of the wrong type: one mistake, and any name may have been meant.
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
                findings.report(id, .invalid, name, "is no persistentVolumeClaim and not ephemeral, so it is no device")
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
            findings.report(id, .invalid, name, "is no emptyDir: variables are read from such volumes only")
        }
    }

    /// Whether a volume is an empty directory, which one with nothing but a name is, too.
    private func isEmptyDirectory(_ volume: Document.Node, in document: Document) -> Bool {
        document.present(Self.emptyDirectory, of: volume) != nil
            || document.members(of: volume).count { document.kind(of: $0.value) != .null } == 1
    }

    /// The volume with a name; reports a name that none has.
    private func volume(
        _ name: Document.Node, _ volumes: Volumes, in document: Document, _ findings: inout Findings
    ) -> Document.Node? {
        if let volume = volumes.named(name, in: document) { return volume }
        let suggests = findings.all.count < Self.mostSuggestions
        findings.report(id, .notFound, name, explain(name, volumes, in: document, suggests: suggests))
        return nil
    }

    private func explain(_ name: Document.Node, _ volumes: Volumes, in document: Document, suggests: Bool) -> String {
        guard !volumes.names.isEmpty else { return "the Pod has no volumes" }
        if suggests, let text = document.string(name),
            let nearest = NearestName.of(text, among: volumes.names.lazy.compactMap { document.string($0) })
        {
            return "the Pod has the volume \(Quoted.text(nearest)); did you mean that?"
        }
        return "no volume of the Pod has this name"
    }

    /// The volumes of a Pod by their names.
    private struct Volumes {
        private(set) var names: [Document.Node] = []
        private var table = NodeTable()

        mutating func add(_ name: Document.Node, in document: Document) {
            if table.insert(name, of: document) == nil { names.append(name) }
        }

        /// The first volume with a name: the object that holds it.
        func named(_ name: Document.Node, in document: Document) -> Document.Node? {
            table.first(like: name, of: document).flatMap { document.parent(of: $0) }
        }
    }
}
