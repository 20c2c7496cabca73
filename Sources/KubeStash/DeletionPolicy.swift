internal import Document
internal import Schema

extension Field {
    /// The fate of an object's data when the object is deleted (KubeStash `DeletionPolicy`).
    ///
    /// - Parameter summary: The purpose of the field, in one sentence.
    /// - Returns: The field.
    static func deletionPolicy(_ summary: String) -> Field {
        Field(
            "deletionPolicy", .string(allowed: ["Delete", "WipeOut"]), summary, default: .string("Delete"))
    }
}

/// `WipeOut` deletes the backed up data together with the object that stands for it.
struct WipeOut: ObjectRule {
    /// A deletion policy that deletes data.
    static let info = RuleInfo(
        "wipe-out", .warning,
        "a deletionPolicy deletes the backed up data together with the Repository, BackupStorage or Snapshot")

    /// The words about the kind of the object that is deleted.
    private let problem: String

    init(with kind: String) {
        problem = "deletes the backed up data together with the \(kind)"
    }

    var fields: [String] { [Names.deletionPolicy.text] }
    var triggers: [Key] { [Names.deletionPolicy] }

    /// Warns of the deletion policy `WipeOut`.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let policy = document.present(Names.deletionPolicy, of: object), document.isString(policy, "WipeOut")
        else { return }
        findings.report(Self.info, .invalid, policy, problem)
    }
}
