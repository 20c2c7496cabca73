internal import Document
internal import KubeStash
internal import Schema

/// Tells new mistakes from those that the stored object has already.
///
/// An object that is older than the webhook may hold mistakes. It must still be possible to pause it, to label it and to
/// take its finalizers off, so on an update a mistake is forgiven where the old object has the same rule broken at the
/// same path, list indices left out, by the same value, in list items of the same identity (``MistakeOwners``). Mistakes
/// are counted: one more of the same is new. What is no object at all is never forgiven: there is nothing to keep alive.
struct Ratchet {
    private struct Mistake: Hashable {
        let rule: RuleID
        let path: FieldPath
        let value: String
        let owner: Int

        init(_ finding: Finding, in document: Document, _ owners: inout MistakeOwners) {
            rule = finding.rule
            path = finding.path.withoutIndices
            // What a default fills in is the mistake that was there without it.
            value = finding.node.map { document.compactText(of: $0) } ?? finding.assumed ?? ""
            owner = owners.place(of: finding)
        }
    }

    /// The mistakes that deny the update.
    private(set) var errors: [Finding] = []
    /// The mistakes that were there before.
    private(set) var forgiven: [Finding] = []

    init(_ findings: [Finding], of kind: Kind, in context: Context, since oldObject: Document.Node?) {
        guard let oldObject, !findings.isEmpty else {
            errors = findings
            return
        }
        let document = context.document
        var owners = MistakeOwners(in: document)
        var known: [Mistake: Int] = [:]
        for finding in kind.check(oldObject, in: context).all
        where finding.severity == .error {
            known[Mistake(finding, in: document, &owners), default: 0] += 1
        }
        for finding in findings {
            let mistake = Mistake(finding, in: document, &owners)
            if let count = known[mistake], count > 0, !finding.path.elements.isEmpty {
                known[mistake] = count - 1
                forgiven.append(finding)
            } else {
                errors.append(finding)
            }
        }
    }
}
