internal import Document
internal import Schema
internal import Text

/// A local storage must be on a volume that keeps what is written to it.
///
/// Kubernetes takes a volume without a source for an empty directory, which is gone with the Job that wrote to it.
struct LocalStorage: Rule {
    /// A local storage that keeps nothing.
    static let info = RuleInfo(
        "local-storage", .error, "a local storage has no volume, or one that keeps no backups")
    /// The fields that the rule reports.
    static let fields =
        ["spec.storage.local", "spec.storage.local.mountPath"]
        + (shortLived + readOnly).map { "spec.storage.local.\($0.text)" }

    /// The fields that are not sources of a volume.
    static let ownFields = [BackupStorage.maxConnections, Names.mountPath, BackupStorage.subPath]
    /// The sources that live as long as a Pod.
    private static let shortLived: [Key] = ["emptyDir", "ephemeral"]
    /// The sources that cannot be written to.
    private static let readOnly: [Key] = ["configMap", "downwardAPI", "image", "projected", "secret"]
    private static let isReadOnly: Key = "readOnly"

    /// Looks at the volume and at the path.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let block = storage.block(of: .local), document.kind(of: block.node) == .object else { return }
        var isOnVolume = false
        for (key, source) in document.members(of: block.node) where !document.isNull(source) {
            guard !Self.ownFields.contains(where: { document.isKey(key, $0) }) else { continue }
            isOnVolume = true
            check(source, key, document, &findings)
        }
        if !isOnVolume {
            findings.report(
                Self.info, .required, block.node,
                "a source of a volume must say what keeps the data, such as persistentVolumeClaim or nfs")
        }
        guard let path = document.text(Names.mountPath, of: block.node) else { return }
        let isRelative = document.withUTF8(of: path) { $0.first != UInt8(ascii: "/") }
        guard isRelative || document.isString(path, "/") else { return }
        findings.report(
            Self.info, .invalid, path,
            isRelative
                ? "KubeStash opens it as a path from the root, so it must begin with '/'"
                : "the volume would hide all files of the Job's image",
            isMild: true)
    }

    private func check(
        _ source: Document.Node, _ key: Document.Node, _ document: Document, _ findings: inout Findings
    ) {
        if Self.shortLived.contains(where: { document.isKey(key, $0) }) {
            findings.report(
                Self.info, .invalid, source, "is gone with the Job that writes to it, and the backups with it",
                isMild: true)
        } else if Self.readOnly.contains(where: { document.isKey(key, $0) }) {
            findings.report(
                Self.info, .invalid, source, "can only be read, so no backup can be stored in it", isMild: true)
        } else if document.isTrue(Self.isReadOnly, of: source),
            let setting = document.present(Self.isReadOnly, of: source)
        {
            findings.report(
                Self.info, .invalid, setting, "no backup can be stored in a volume that may only be read",
                isMild: true)
        }
    }
}
