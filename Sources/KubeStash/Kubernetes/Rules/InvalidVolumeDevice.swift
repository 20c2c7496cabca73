internal import Document
internal import Schema

/// A container uses a volume as a device or mounts it, not both, and each at a path of its own (`ValidateVolumeDevices` in
/// Kubernetes).
struct InvalidVolumeDevice: ObjectRule {
    var id: RuleID { .invalidVolumeMount }
    private static let devices: Key = "volumeDevices"
    private static let mounts: Key = "volumeMounts"
    private static let name: Key = "name"
    private static let devicePath: Key = "devicePath"
    private static let mountPath: Key = "mountPath"

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
                    findings.report(id, .invalid, name, "must be a volume that no other device of the container uses")
                }
                if mountedNames.first(like: name, of: document) != nil {
                    findings.report(id, .invalid, name, "must not be mounted by the same container, too")
                }
            }
            if let path = document.text(Self.devicePath, of: device),
                mountedPaths.first(like: path, of: document) != nil
            {
                findings.report(id, .invalid, path, "must not be the mountPath of a volume, too")
            }
        }
    }
}
