internal import Document
internal import Kubernetes

/// A Repository, or one that KubeStash will make for a session of a BackupConfiguration or BackupBatch.
///
/// It is a reference, like a ``KnownObject``.
final class PromisedRepository: Sendable {
    /// The name of the Repository.
    let name: ObjectName
    /// The object that is backed up into it, nil if that is not said.
    let target: TargetName?
    /// The BackupStorage, nil if that is left to KubeStash.
    let storage: ObjectName?
    /// The names of the directories in the storage, nil if they are not said.
    let directory: [String]?
    /// The Secret with the key, nil if the data is not encrypted.
    let secret: ObjectName?
    /// The Addon that writes to it, nil for a Repository that is there.
    let addon: String?
    /// The verifier, nil if there is none.
    let verifier: ObjectName?
    /// The place of the name.
    let mark: Document.Mark
    /// The place of the directory, or else of the name.
    let directoryMark: Document.Mark

    /// The repositories of all sessions, those with variables in their texts left out.
    static func all(of view: BackupConfiguration, named name: String, in namespace: String) -> [PromisedRepository] {
        let target = view.targetName(in: namespace)
        return view.backups.flatMap { backup in
            let addon = view.document.present(Names.addon, of: backup.node).flatMap {
                view.document.text(Names.name, of: $0)
            }
            return view.repositories(of: backup).compactMap { repository in
                PromisedRepository(
                    repository, of: view, in: namespace, target, addon.flatMap { view.document.string($0) })
            }
        }
    }

    private init?(
        _ repository: BackupConfiguration.Repository, of view: BackupConfiguration, in namespace: String,
        _ target: TargetName?, _ addon: String?
    ) {
        let document = view.document
        guard let named = repository.name, let name = document.string(named), !name.beginsVariable else { return nil }
        self.name = ObjectName("Repository", namespace, name)
        self.target = target
        self.addon = addon
        func reference(_ key: Key, _ kind: String) -> ObjectName? {
            ObjectName(kind, document.present(key, of: repository.node), of: document, in: namespace)
        }
        storage = view.backend(of: repository).flatMap {
            ObjectName("BackupStorage", document.present(Names.storageRef, of: $0), of: document, in: namespace)
        }
        let path = repository.directory.flatMap { document.string($0) }
        directory = path.flatMap { $0.beginsVariable ? nil : StorageDirectory.names(in: $0) }
        secret = reference(Names.encryptionSecret, "Secret")
        verifier = reference(Self.backupVerifier, "BackupVerifier")
        mark = document.mark(named)
        directoryMark = document.mark(repository.directory ?? named)
    }

    /// A Repository that is there.
    static func stored(
        _ object: Document.Node, of document: Document, named name: String, in namespace: String
    ) -> [PromisedRepository] {
        guard let spec = document.present(Names.spec, of: object) else { return [] }
        return [PromisedRepository(object, spec, of: document, named: name, in: namespace)]
    }

    private init(
        _ object: Document.Node, _ spec: Document.Node, of document: Document, named name: String,
        in namespace: String
    ) {
        self.name = ObjectName("Repository", namespace, name)
        target = document.present(Self.appRef, of: spec).flatMap { TargetName($0, of: document, in: namespace) }
        storage = ObjectName("BackupStorage", document.present(Names.storageRef, of: spec), of: document, in: namespace)
        let path = document.text(Self.path, of: spec)
        directory = path.flatMap { document.string($0) }.map(StorageDirectory.names)
        secret = ObjectName("Secret", document.present(Names.encryptionSecret, of: spec), of: document, in: namespace)
        addon = nil
        verifier = nil
        mark = document.mark(document.present(Names.metadata, of: object) ?? object)
        directoryMark = document.mark(path ?? object)
    }

    /// The parts of which another Repository of the same name must not have others.
    struct Meaning: Hashable, Sendable {
        let target: TargetName?
        let storage: ObjectName?
        let directory: [String]?
    }

    /// Its target, and its place.
    var meaning: Meaning { Meaning(target: target, storage: storage, directory: directory) }

    /// The same repository, promised at another place.
    func promised(at mark: Document.Mark) -> PromisedRepository {
        PromisedRepository(self, at: mark)
    }

    private init(_ other: PromisedRepository, at mark: Document.Mark) {
        (name, target, storage, directory) = (other.name, other.target, other.storage, other.directory)
        (secret, addon, verifier) = (other.secret, other.addon, other.verifier)
        self.mark = mark
        directoryMark = mark
    }

    private static let backupVerifier: Key = "backupVerifier"
    private static let appRef: Key = "appRef"
    private static let path: Key = "path"
}

extension ObjectName {
    /// The name in a reference, nil if it has none, or one with a variable.
    init?(_ kind: String, _ reference: Document.Node?, of document: Document, in namespace: String) {
        guard let reference = ObjectReference(kind, reference, of: document, in: namespace), !reference.hasVariable
        else { return nil }
        self = reference.object
    }
}

/// The object that is backed up.
struct TargetName: Hashable, TableKey {
    let group: String
    let kind: String
    let namespace: String
    let name: String

    /// Reads a reference; nil if it does not name an object.
    init?(_ reference: Document.Node, of document: Document, in namespace: String) {
        func text(_ key: Key) -> String {
            document.text(key, of: reference).flatMap { document.string($0) } ?? ""
        }
        let stated = text(Names.namespace)
        (group, kind, name) = (text(Names.apiGroup), text(Names.kind), text(Names.name))
        self.namespace = stated.isEmpty ? namespace : stated
        guard !kind.isEmpty, !name.isEmpty, !kind.beginsVariable, !name.beginsVariable,
            !self.namespace.beginsVariable
        else { return nil }
    }

    func combine(into hash: inout TextHash) {
        hash.combine(group)
        hash.combine(kind)
        hash.combine(namespace)
        hash.combine(name)
    }

    /// The hash of the name in a reference, without a copy of its texts.
    static func hash(of reference: Document.Node, in document: Document, _ namespace: String) -> TextHash {
        var hash = TextHash()
        hash.combine(document.text(Names.apiGroup, of: reference), of: document)
        hash.combine(document.text(Names.kind, of: reference), of: document)
        hash.combine(document.text(Names.namespace, of: reference), of: document, or: namespace)
        hash.combine(document.text(Names.name, of: reference), of: document)
        return hash
    }

    /// The kind and the name in one line: `StatefulSet demo/web`.
    var title: String { ObjectName(kind, namespace, name).title }
}
