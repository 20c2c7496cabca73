internal import Document
internal import Schema

/// Whose mistake a finding is: the items of lists that it lies in, by what tells each from the others.
///
/// Without it a mistake could move: who encrypts the one repository that was not encrypted could add another one that is
/// not, in another backend. An item is known by its name and by where its data goes, wherever it stands in its list. Items
/// of one list without either are not told apart.
struct MistakeOwners {
    /// What an item is known by, and the place of the item around it.
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
    /// - Returns: A number that is the same for the same owner, in the object and in the stored one; 0 outside of lists.
    mutating func place(of finding: Finding) -> Int {
        guard let item = (finding.node ?? finding.owner).flatMap({ self.item(around: $0) }) else { return 0 }
        return place(of: item)
    }

    /// The innermost list item that a value is or lies in; nil where it lies in none.
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
