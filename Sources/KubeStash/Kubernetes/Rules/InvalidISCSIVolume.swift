internal import Document
internal import Schema

/// Who logs in needs a Secret (`validateISCSIVolumeSource` in Kubernetes).
struct MissingCHAPSecret: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let logins: [Key] = ["chapAuthDiscovery", "chapAuthSession"]
    private static let secret: Key = "secretRef"

    /// Looks for the Secret.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.secret, of: object) == nil,
            let login = Self.logins.first(where: { key in
                document.present(key, of: object).flatMap { document.boolean($0) } ?? false
            })
        else { return }
        findings.report(id, .required, missing: Self.secret, of: object, "\(login.text) needs a Secret to log in with")
    }
}

/// An initiator's name of its own is put into an interface's name, together with the volume's (`validateVolumeSource` in
/// Kubernetes).
struct LongInitiatorName: ObjectRule {
    var id: RuleID { .invalidVolume }
    private static let name: Key = "name"
    private static let volume: Key = "iscsi"
    private static let initiator: Key = "initiatorName"
    private static let portal: Key = "targetPortal"
    /// Longest name of an interface.
    private static let longest = 64

    /// Adds up the lengths.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let volume = document.present(Self.volume, of: object),
            document.present(Self.initiator, of: volume) != nil,
            let name = document.present(Self.name, of: object), let portal = document.present(Self.portal, of: volume),
            length(name, document) + 1 + length(portal, document) > Self.longest
        else { return }
        findings.report(
            id, .invalid, name,
            "name and targetPortal of a volume with an initiatorName must have at most \(Self.longest - 1) "
                + "characters together")
    }

    private func length(_ node: Document.Node, _ document: Document) -> Int {
        document.kind(of: node) == .string ? document.withUTF8(of: node) { $0.count } : 0
    }
}
