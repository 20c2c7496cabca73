import Admission
import Document
import KubeStash
import Linting
import Text

/// The objects of `--old`, as they are stored.
struct StoredObjects {
    private let manifest: NamedManifest
    /// The namespace of objects that name none.
    private let namespace: String?
    private var objects: [Manifest.Object.Identity: Manifest.Object] = [:]

    /// The most objects that a message lists.
    private static let mostListed = 3

    /// Takes the objects of a manifest.
    ///
    /// - Parameters:
    ///   - manifest: The manifest.
    ///   - namespace: The namespace of objects that name none.
    /// - Throws: A ``CommandFailure`` that lists the objects that cannot be stored: those without a name, and those
    ///   that are there twice.
    init(_ manifest: NamedManifest, namespace: String?) throws(CommandFailure) {
        self.manifest = manifest
        self.namespace = namespace
        var problems: [String] = []
        var cursor = PositionCursor()
        for object in manifest.objects {
            let position = cursor.position(of: object.node, in: object.document)
            let place = "\(manifest.file):\(position): \(object.title(in: namespace))"
            if object.metadata("name").isEmpty {
                problems.append("\(place): a stored object has a name")
            } else if objects.updateValue(object, forKey: identity(of: object)) != nil {
                problems.append("\(place): the object is there twice, so it is not clear how it is stored")
            }
        }
        guard problems.isEmpty else { throw CommandFailure(problems) }
    }

    /// The stored object of the same kind, namespace and name, nil if there is none.
    func object(like object: Manifest.Object) -> Submission.Value? {
        objects[identity(of: object)].map { Submission.Value($0.node, of: $0.document) }
    }

    /// Throws if no object of a manifest is stored: another file was meant.
    ///
    /// - Parameter new: The manifest that is judged.
    /// - Throws: A ``CommandFailure`` that says which objects are stored.
    func requireUse(by new: NamedManifest) throws(CommandFailure) {
        guard !new.objects.contains(where: { object(like: $0) != nil }) else { return }
        let titles = manifest.objects.prefix(Self.mostListed).map { $0.title(in: namespace) }
        let left = manifest.objects.count - titles.count
        let list = left > 0 ? "\(titles.joined(separator: ", ")) and \(left) more" : titles.listed
        let hint = new.objects.lazy.compactMap { self.hint(for: $0) }.first ?? ""
        throw CommandFailure("\(manifest.file) has no object of \(new.file): it has \(list)\(hint)")
    }

    /// The remark that an object is judged as a new one, nil if it is stored.
    func absence(of object: Manifest.Object) -> String? {
        guard self.object(like: object) == nil else { return nil }
        return "it is not in \(manifest.file), so it is judged as a new object\(hint(for: object) ?? "")"
    }

    /// A line for each object that would be judged, and that another manifest does not have.
    ///
    /// - Parameter new: The manifest that is judged.
    /// - Returns: The lines.
    func unused(by new: NamedManifest) -> String {
        let used = Set(new.objects.map(identity))
        var cursor = PositionCursor()
        var lines = ""
        for object in manifest.objects {
            guard case .judged = object.treatment, !used.contains(identity(of: object)) else { continue }
            let position = cursor.position(of: object.node, in: object.document)
            let title = object.title(in: namespace)
            let line = "\(manifest.file):\(position): note: \(title): it is not in \(new.file), so nothing is compared"
            lines += Quoted.line(line) + "\n"
        }
        return lines
    }

    /// The place of an object of the same kind and name in another namespace.
    private func hint(for object: Manifest.Object) -> String? {
        let own = identity(of: object)
        let others = objects.keys.filter { $0.group == own.group && $0.kind == own.kind && $0.name == own.name }
        guard !own.name.isEmpty, let other = others.map(\.namespace).min() else { return nil }
        let place = other.isEmpty ? "without a namespace" : "in the namespace \(Quoted.bare(other))"
        let isOpen = own.namespace.isEmpty || other.isEmpty
        return "; \(Quoted.bare(own.name)) is there \(place)" + (isOpen ? ": see --namespace" : "")
    }

    private func identity(of object: Manifest.Object) -> Manifest.Object.Identity {
        object.identity(orElse: namespace)
    }
}
