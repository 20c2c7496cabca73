public import Document
public import Schema

/// The API of KubeStash as a whole: the groups and kinds of the registry.
public enum KubeStashAPI {
    /// The version of all groups.
    static let version = "v1alpha1"

    /// The kinds of each group, in alphabetical order.
    static let groups: [(name: String, kinds: [String])] = {
        let names = Kinds.all.map(\.names)
        var groups: [String] = []
        for name in names where !groups.contains(name.group) { groups.append(name.group) }
        return groups.map { group in (group, names.filter { $0.group == group }.map(\.kind).sorted()) }
    }()

    /// Whether a kind is one of KubeStash's, by its name alone.
    ///
    /// - Parameter kind: The name, such as `RestoreSession`.
    /// - Returns: Whether a group has it.
    public static func hasKind(_ kind: String) -> Bool {
        group(of: kind) != nil
    }

    /// The mistake in the kind or version that an object states, if it is meant for KubeStash, which has no such kind.
    ///
    /// The API server would refuse it: it finds no match for the kind.
    ///
    /// - Parameters:
    ///   - apiVersion: The node of its `apiVersion`.
    ///   - kind: The node of its `kind`.
    ///   - document: The document that contains it.
    /// - Returns: The finding; nil for a kind of KubeStash, and for a kind of another API.
    public static func mistake(
        _ apiVersion: Document.Node, _ kind: Document.Node, in document: Document
    ) -> Finding? {
        let name = Name(
            apiVersion: document.string(apiVersion, upTo: longest) ?? "",
            kind: document.string(kind, upTo: longest) ?? "")
        guard name.isMeantForKubeStash else { return nil }
        guard let meant = name.meantKind, let home = group(of: meant) else {
            guard let own = groups.first(where: { $0.name == name.group }) else { return nil }
            return Finding(
                .unsupportedValue, .notSupported, at: FieldPath([.field("kind")]), node: kind,
                problem: "\(own.name) has no such kind; its kinds are \(own.kinds.joined(separator: ", "))")
        }
        let right = "\(home)/\(version)"
        if meant != name.kind {
            let isElsewhere = name.apiVersion != right
            return Finding(
                .unsupportedValue, .notSupported, at: FieldPath([.field("kind")]), node: kind,
                problem: "KubeStash has no such kind" + (isElsewhere ? "; \(meant) is of \(right)" : ""),
                suggestion: .replace(with: meant))
        }
        guard name.apiVersion != right else { return nil }
        return Finding(
            .unsupportedValue, .notSupported, at: FieldPath([.field("apiVersion")]), node: apiVersion,
            problem: "KubeStash's \(meant) is of another API version", suggestion: .replace(with: right))
    }

    /// The longest name that is read, in bytes; those of the API are far shorter.
    private static let longest = 253

    fileprivate static func group(of kind: String) -> String? {
        groups.first { $0.kinds.contains(kind) }?.name
    }
}

/// The kind and the API version that an object states.
private struct Name {
    let apiVersion: String
    let kind: String

    /// The part of the version before the slash; all of it if there is none.
    var group: String { String(apiVersion.prefix { $0 != "/" }) }

    /// Whether the group is one of KubeStash's, or is meant to be.
    var isMeantForKubeStash: Bool {
        let names = KubeStashAPI.groups.map(\.name)
        return names.contains(group) || group.lowercased().contains("kubestash")
            || NearestName.of(group, among: names) != nil
    }

    /// The kind that is meant: this one, one that is spelt like it, its plural, or the only one that begins with it.
    var meantKind: String? {
        let known = KubeStashAPI.groups.flatMap(\.kinds)
        if known.contains(kind) { return kind }
        let word = kind.lowercased()
        let plurals = Kinds.all.first { $0.names.all.contains(word) }?.names.kind
        if let same = plurals ?? known.first(where: { [word, "\(word)s"].contains("\($0.lowercased())s") }) {
            return same
        }
        if let nearest = NearestName.of(kind, among: known) { return nearest }
        let longer = known.filter { $0.lowercased().hasPrefix(word) }
        return word.utf8.count >= Self.shortestBeginning && longer.count == 1 ? longer[0] : nil
    }

    /// The least letters of a beginning that stands for a whole name.
    private static let shortestBeginning = 4
}
