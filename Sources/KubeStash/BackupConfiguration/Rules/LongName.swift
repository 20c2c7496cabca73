internal import Document
public import Schema

/// The name of a BackupConfiguration becomes the value of a label, which has 63 characters at most.
public struct LongName: Rule {
    /// `long-name`.
    public var id: RuleID { .longName }

    /// What Kubernetes appends to `generateName`.
    private static let suffixLength = 5

    /// Makes the rule.
    public init() {}

    /// Warns of a name that no label can hold, given or to be generated.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        guard let metadata = document.present(Names.metadata, of: configuration.node) else { return }
        if let name = document.text(Names.name, of: metadata) {
            check(name, limit: NameShape.longestLabel, in: document, &findings)
        } else if let prefix = document.text(Names.generateName, of: metadata) {
            check(prefix, limit: NameShape.longestLabel - Self.suffixLength, in: document, &findings)
        }
    }

    private func check(_ name: Document.Node, limit: Int, in document: Document, _ findings: inout Findings) {
        guard document.withUTF8(of: name, { $0.count > limit }) else { return }
        findings.report(
            id, .invalid, name,
            "has over \(limit) characters, and KubeStash puts the name into labels, which take no more",
            severity: .warning)
    }
}
