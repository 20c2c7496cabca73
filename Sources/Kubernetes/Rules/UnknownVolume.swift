package import Document
package import Schema

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
    private static let name: Key = "name"
    private static let claim: Key = "persistentVolumeClaim"
    private static let ephemeral: Key = "ephemeral"

    var fields: [String] {
        let names = ["volumeMounts.name", "volumeDevices.name", "env.\(PodVolumes.volumeOfVariable)"]
        return names + names.map { "initContainers.\($0)" }
    }
    var triggers: [Key] { [Self.initContainers, Self.mounts, Self.env] }

    /// Looks up every name of a volume, for the main container and for the init containers.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let containers = document.list(Self.initContainers, of: object)
        guard
            containers != nil || document.list(Self.mounts, of: object) != nil
                || document.list(Self.env, of: object) != nil
        else { return }
        var volumes = PodVolumes()
        if let list = document.present(Self.volumes, of: object) {
            guard volumes.add(list, in: document) else { return }
        }
        checkContainer(object, volumes, in: document, &findings)
        guard let containers else { return }
        for container in document.elements(of: containers) {
            checkContainer(container, volumes, in: document, &findings)
        }
    }

    private func checkContainer(
        _ container: Document.Node, _ volumes: PodVolumes, in document: Document, _ findings: inout Findings
    ) {
        if let mounts = document.list(Self.mounts, of: container) {
            for mount in document.elements(of: mounts) {
                guard let name = document.text(Self.name, of: mount) else { continue }
                _ = volumes.volume(name, in: document, &findings)
            }
        }
        if let devices = document.list(Self.devices, of: container) {
            for device in document.elements(of: devices) {
                guard let name = document.text(Self.name, of: device),
                    let volume = volumes.volume(name, in: document, &findings),
                    document.present(Self.claim, of: volume) == nil, document.present(Self.ephemeral, of: volume) == nil
                else { continue }
                findings.report(
                    Self.info, .invalid, name, "is no persistentVolumeClaim and not ephemeral, so it is no device")
            }
        }
        guard let env = document.list(Self.env, of: container) else { return }
        volumes.check(variables: env, in: document, &findings)
    }
}

/// The variables of a container whose settings are apart from the volumes of its Pod: the same as in ``UnknownVolume``.
package struct UnknownVariableVolume: ObjectRule {
    package static var info: RuleInfo { UnknownVolume.info }

    private let variables: [Key]
    private let volumes: [[Key]]
    private static let name: Key = "name"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - variables: The fields that lead to the variables of the container.
    ///   - volumes: The fields that lead to each list of volumes of the Pod, through the items of other lists.
    package init(_ variables: [Key], volumes: [[Key]]) {
        self.variables = variables
        self.volumes = volumes
    }

    package var fields: [String] {
        ["\(variables.dotted).\(PodVolumes.volumeOfVariable)"]
    }
    package var triggers: [Key] { Array(variables.prefix(1)) }
    package var innerTriggers: [Key] { ["fileKeyRef"] }

    /// Looks up the volume of every variable that is read from a file.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let variables = document.present(variables, of: object), document.kind(of: variables) == .array,
            PodVolumes.hasFileKeys(variables, in: document)
        else { return }
        var known = PodVolumes()
        var isWellFormed = true
        for path in volumes {
            document.forEachValue(at: path[...], of: object) { list in
                isWellFormed = known.add(list, in: document) && isWellFormed
            }
        }
        if isWellFormed { known.check(variables: variables, in: document, &findings) }
    }
}

extension Document {
    /// Passes on every value at the end of a path of fields, through the items of lists on the way.
    fileprivate func forEachValue(at path: ArraySlice<Key>, of node: Node, _ body: (Node) -> Void) {
        guard let key = path.first else { return body(node) }
        guard let value = present(key, of: node) else { return }
        let rest = path.dropFirst()
        guard !rest.isEmpty, kind(of: value) == .array else { return forEachValue(at: rest, of: value, body) }
        for item in elements(of: value) { forEachValue(at: rest, of: item, body) }
    }
}

/// The volumes of a Pod by their names.
private struct PodVolumes {
    private var names: [Document.Node] = []
    private var table = NodeTable()

    private static let name: Key = "name"
    private static let valueFrom: Key = "valueFrom"
    private static let fileKey: Key = "fileKeyRef"
    private static let volumeName: Key = "volumeName"
    private static let emptyDirectory: Key = "emptyDir"
    /// The path of a volume's name in a variable that is read from one of its files.
    static let volumeOfVariable = [valueFrom, fileKey, volumeName].dotted
    /// The most findings of an object that get a suggestion: each costs a comparison with many names.
    private static let mostSuggestions = 64

    /// Adds a list of volumes.
    ///
    /// - Returns: Whether the list can be read. If not, there is one mistake, and any name may have been meant.
    mutating func add(_ list: Document.Node, in document: Document) -> Bool {
        guard document.kind(of: list) == .array else { return false }
        for volume in document.elements(of: list) {
            guard document.kind(of: volume) == .object else { return false }
            guard let name = document.present(Self.name, of: volume) else { continue }
            guard document.kind(of: name) == .string else { return false }
            guard !document.isEmptyString(name) else { continue }
            if table.insert(name, of: document) == nil { names.append(name) }
        }
        return true
    }

    /// Whether a variable of a list is read from a file.
    static func hasFileKeys(_ variables: Document.Node, in document: Document) -> Bool {
        document.elements(of: variables).contains { document.present([valueFrom, fileKey], of: $0) != nil }
    }

    /// Looks up the volume of every variable that is read from a file.
    func check(variables: Document.Node, in document: Document, _ findings: inout Findings) {
        for variable in document.elements(of: variables) {
            guard let reference = document.present([Self.valueFrom, Self.fileKey], of: variable),
                let name = document.text(Self.volumeName, of: reference),
                let volume = volume(name, in: document, &findings), !isEmptyDirectory(volume, name, in: document)
            else { continue }
            findings.report(
                UnknownVolume.info, .invalid, name, "is no emptyDir: variables are read from such volumes only")
        }
    }

    /// Whether a volume is an empty directory; a volume that has only a name is one, too.
    private func isEmptyDirectory(_ volume: Document.Node, _ name: Document.Node, in document: Document) -> Bool {
        document.present(Self.emptyDirectory, of: volume) != nil
            || document.members(of: volume).count { document.kind(of: $0.value) != .null } == 1
    }

    /// The volume with a name; reports an unknown name.
    func volume(_ name: Document.Node, in document: Document, _ findings: inout Findings) -> Document.Node? {
        if let volume = table.first(like: name, of: document).flatMap({ document.parent(of: $0) }) { return volume }
        let suggests = findings.all.count < Self.mostSuggestions
        let nearest = suggests ? nearest(to: name, in: document) : nil
        let problem = names.isEmpty ? "the Pod has no volumes" : "no volume of the Pod has this name"
        findings.report(
            UnknownVolume.info, .notFound, name, nearest.map { "the Pod has the volume \(Quoted.text($0))" } ?? problem,
            suggestion: nearest.map { .replace(with: $0) })
        return nil
    }

    /// The name that was probably meant by another, nil if none is near.
    private func nearest(to name: Document.Node, in document: Document) -> String? {
        document.string(name).flatMap { NearestName.of($0, among: names.lazy.compactMap { document.string($0) }) }
    }
}
