public import Document
internal import Kubernetes
public import Schema
internal import Text

extension RuleInfo {
    /// The deletion of an object that others name.
    static let objectInUse = RuleInfo("object-in-use", .warning, "the deletion of an object that others still use")
}

extension Kind {
    /// The findings about the deletion of an object that others still use.
    ///
    /// - Parameters:
    ///   - object: The object as it is stored.
    ///   - context: The document, the policy and the other objects.
    /// - Returns: The findings; none if the objects that use it are not known, or for an object that is being deleted.
    public func checkDeletion(of object: Document.Node, in context: Context) -> Findings {
        var findings = Findings(about: object, in: context.document)
        guard isUsedByOthers, !context.inventory.isEmpty, !context.document.isBeingDeleted(object),
            let own = context.ownName(names.kind, of: object),
            let metadata = context.document.present(KubeStash.Names.metadata, of: object),
            let name = context.document.text(KubeStash.Names.name, of: metadata)
        else { return findings }
        let users = context.inventory.users(of: own).filter { $0.name != own && !$0.isBeingDeleted }
        guard !users.isEmpty else { return findings }
        findings.report(
            .objectInUse, .forbidden, name, Self.words(for: users, of: object, in: context.document),
            related: users.prefix(Self.mostUsers).map { $0.related("it names the object") })
        context.settings.apply(to: &findings)
        return findings
    }

    private static func words(for users: [KnownObject], of object: Document.Node, in document: Document) -> String {
        // A storage can have thousands of Repositories, which go with it; what makes them is more to the point.
        let makers = users.filter { if case .repository = $0.facts { false } else { true } }
        let shown =
            (makers.sorted { $0.name < $1.name }
            + users.lazy.filter { if case .repository = $0.facts { true } else { false } })
            .prefix(mostUsers).map(\.name.title)
        let rest = users.count - shown.count
        let names = (rest > 0 ? shown + ["\(rest) more"] : Array(shown)).listed
        let spec = document.present(KubeStash.Names.spec, of: object)
        let policy = spec.flatMap { document.text(KubeStash.Names.deletionPolicy, of: $0) }
        let loss = policy.map { document.string($0) == "WipeOut" } ?? false
        return "\(names) still use\(users.count == 1 ? "s" : "") it"
            + (loss ? ", and with its deletionPolicy WipeOut the backups in it are deleted, too" : "")
    }

    /// The most objects that a message lists.
    private static var mostUsers: Int { 5 }
}
