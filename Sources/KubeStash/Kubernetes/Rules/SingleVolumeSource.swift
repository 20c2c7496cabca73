internal import Document
internal import Schema

/// A volume is of one kind (`validateVolumeSource` in Kubernetes); of none, it is an empty directory.
struct SingleVolumeSource: ObjectRule {
    var id: RuleID { .invalidVolume }

    /// In the order in which Kubernetes looks for them: the first counts.
    private static let sources: [Key] = [
        "emptyDir", "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi", "glusterfs",
        "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume",
        "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos",
        "projected", "scaleIO", "csi", "ephemeral",
    ]
    private static let name: Key = "name"

    /// Reports every kind after the first.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard hasSeveral(object, document) else { return }
        var first: Key?
        for source in Self.sources {
            guard let value = document.present(source, of: object) else { continue }
            if let first {
                findings.report(id, .forbidden, value, "a volume is of one kind only, and it is \(first.text) already")
            } else {
                first = source
            }
        }
    }

    /// Whether more than the name and one kind are there; saves most volumes the search.
    private func hasSeveral(_ object: Document.Node, _ document: Document) -> Bool {
        var count = 0
        for (key, value) in document.members(of: object)
        where !document.isNull(value) && !document.isKey(key, Self.name) {
            count += 1
        }
        return count > 1
    }
}
