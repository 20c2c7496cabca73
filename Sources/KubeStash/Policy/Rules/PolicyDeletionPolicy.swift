internal import Document
internal import Schema

/// A repository may not have a deletion policy that the policy forbids.
struct PolicyDeletionPolicy: Rule {
    /// `policy-deletion-policy`.
    var id: RuleID { .policyDeletionPolicy }

    private let forbidden: [String]

    /// The deletion policies that there are.
    static let all = ["Delete", "WipeOut", "Retain"]
    /// What a repository has that says nothing.
    private static let assumed = "Delete"

    init(forbidden: [String]) {
        self.forbidden = forbidden
    }

    /// Reports every repository that has one of them, or comes by one because it has none.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        for repository in configuration.repositories {
            if let value = document.present(Names.deletionPolicy, of: repository.node) {
                guard forbidden.contains(where: { document.isString(value, $0) }) else { continue }
                findings.report(id, .notSupported, value, "the policy allows \(allowed)")
            } else if forbidden.contains(Self.assumed) {
                findings.report(
                    id, .required, missing: Names.deletionPolicy, of: repository.node,
                    assumed: Quoted.text(Self.assumed),
                    "\(Quoted.text(Self.assumed)) would be added, and the policy allows \(allowed)")
            }
        }
    }

    private var allowed: String {
        let names = Self.all.filter { !forbidden.contains($0) }
        return names.isEmpty ? "none" : "only " + names.map { Quoted.text($0) }.joined(separator: " and ")
    }
}
