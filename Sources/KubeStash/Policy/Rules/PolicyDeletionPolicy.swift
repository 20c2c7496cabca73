internal import Document
internal import Schema

/// A repository may not have a deletion policy that the policy forbids.
struct PolicyDeletionPolicy: Rule {
    /// A repository has a deletion policy that the policy forbids.
    static let info = RuleInfo(
        "policy-deletion-policy", .error, "a deletionPolicy among the policy's forbiddenDeletionPolicies")

    /// The deletion policies that there are.
    static let all = ["Delete", "WipeOut", "Retain"]
    /// What a repository has that says nothing.
    private static let assumed = "Delete"

    /// Reports every repository that has one of them, or comes by one because it has none.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let forbidden = context.settings.parameters.forbiddenDeletionPolicies, !forbidden.isEmpty else { return }
        let allowed = Self.allowed(without: forbidden)
        let document = configuration.document
        for repository in configuration.repositories {
            if let value = document.present(Names.deletionPolicy, of: repository.node) {
                guard forbidden.contains(where: { document.isString(value, $0) }) else { continue }
                findings.report(Self.info, .notSupported, value, "the policy allows \(allowed)")
            } else if forbidden.contains(Self.assumed) {
                findings.report(
                    Self.info, .required, missing: Names.deletionPolicy, of: repository.node,
                    assumed: Quoted.text(Self.assumed),
                    "\(Quoted.text(Self.assumed)) would be added, and the policy allows \(allowed)")
            }
        }
    }

    private static func allowed(without forbidden: [String]) -> String {
        let names = all.filter { !forbidden.contains($0) }
        return names.isEmpty ? "none" : "only " + names.map { Quoted.text($0) }.joined(separator: " and ")
    }
}
