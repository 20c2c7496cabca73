internal import Document
public import Schema

/// Two backends on one BackupStorage are one place under two names.
///
/// Data that seems to be kept twice is kept once, and two repositories can meet in one directory.
public struct SharedStorage: Rule {
    /// `shared-storage`.
    public var id: RuleID { .sharedStorage }

    /// Makes the rule.
    public init() {}

    /// Warns of every backend but the first on a storage.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard configuration.backends.count > 1 else { return }
        let document = configuration.document
        let references = configuration.backends.map { configuration.reference(Names.storageRef, of: $0.node) }
        Repetitions.forEach(
            among: references.count,
            hash: { index, hasher in
                references[index]?.hash(into: &hasher, in: document)
                return references[index] != nil
            },
            isSame: { one, other in
                guard let one = references[one], let other = references[other] else { return false }
                return one.isSame(as: other, in: document)
            }
        ) { first, other in
            guard let reference = document.present(Names.storageRef, of: configuration.backends[other].node)
            else { return }
            let name = configuration.backends[first].name.flatMap { document.quotedText(of: $0, limit: 63) }
            findings.report(
                id, .duplicate, reference,
                "\(name.map { "backend \($0)" } ?? "the backend without a name") is on this storage, too",
                severity: .warning)
        }
    }
}
