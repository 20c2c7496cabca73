internal import Document
internal import KubeStash
internal import Schema

/// Tells new mistakes from those that the stored object has already.
///
/// An object that is older than the webhook may have mistakes. It must still be possible to pause it, to label it and
/// to remove its finalizers. So on an update a mistake is forgiven if the old object breaks the same rule at the same
/// path, list indices left out, by the same value, in list items of the same identity (``MistakeOwners``). Mistakes are
/// counted: one more of the same is new. A change of a field that may not change is new by itself: the stored object, seen
/// alone, has no such mistake. A value that is not an object is never forgiven: there is nothing to keep
/// alive.
struct Ratchet {
    private struct Mistake: Hashable {
        let rule: RuleID
        let path: FieldPath
        let value: String
        let owner: Int

        init(_ finding: Finding, in document: Document, _ owners: inout MistakeOwners) {
            rule = finding.rule
            path = finding.path.withoutIndices
            // A default that is filled in is the same mistake as the missing value before.
            value = Self.value(of: finding, in: document)
            owner = owners.place(of: finding)
        }

        /// The bad value; beside other objects their names tell a mistake from another one.
        ///
        /// So a conflict of a whole block stays the same if a field in it changes that has nothing to do with it.
        private static func value(of finding: Finding, in document: Document) -> String {
            guard let node = finding.node else { return finding.assumed ?? "" }
            guard !finding.related.isEmpty else { return document.compactText(of: node) }
            let others = finding.related.map { "\($0.kind) \($0.namespace)/\($0.name)" }.joined(separator: ",")
            return document.isString(node) ? "\(others) \(document.compactText(of: node))" : others
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

/// The owner of a mistake: the list items that contain it, by the fields that tell each item from the others.
///
/// Without it a mistake could move: a user who encrypts the one repository that was not encrypted could add another
/// unencrypted one in another backend. An item is identified by its name and by where its data goes, at any index of
/// its list. Items of one list without either are not told apart.
struct MistakeOwners {
    /// The identity of an item, and the place of the item around it.
    private struct Identity: Hashable {
        let around: Int
        let texts: [String?]
    }

    private static let name: Key = "name"
    private static let backend: Key = "backend"
    private static let storageRef: Key = "storageRef"

    private let document: Document
    private var places: [Identity: Int] = [:]
    /// The items that were looked at, so that each is read once, however many mistakes it has.
    private var items: [Document.Node: Int] = [:]

    /// Begins without an item.
    init(in document: Document) {
        self.document = document
    }

    /// The owner of a mistake.
    /// - Parameter finding: The mistake.
    /// - Returns: A number that is the same for the same owner, in the object and in the stored one; 0 outside lists.
    mutating func place(of finding: Finding) -> Int {
        guard let item = (finding.node ?? finding.owner).flatMap({ self.item(around: $0) }) else { return 0 }
        return place(of: item)
    }

    /// The innermost list item that a value is or lies in; nil if it lies in none.
    private func item(around node: Document.Node) -> Document.Node? {
        var current = node
        while document.index(of: current) == nil {
            guard let parent = document.parent(of: current) else { return nil }
            current = parent
        }
        return current
    }

    private mutating func place(of item: Document.Node) -> Int {
        if let known = items[item] { return known }
        let around = document.parent(of: item).flatMap { self.item(around: $0) }.map { self.place(of: $0) } ?? 0
        let storage = document.present(Self.storageRef, of: item).flatMap { document.present(Self.name, of: $0) }
        let texts = [document.present(Self.name, of: item), document.present(Self.backend, of: item), storage].map {
            $0.map { document.compactText(of: $0) }
        }
        let identity = Identity(around: around, texts: texts)
        let number = places[identity] ?? places.count + 1
        places[identity] = number
        items[item] = number
        return number
    }
}
