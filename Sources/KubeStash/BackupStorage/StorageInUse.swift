internal import Document

/// The fields that may not change while a storage is in use: those that say where the data is.
///
/// KubeStash's webhook refuses any change of `spec.storage` then (`validateUpdateStorage`), also one that only adds or
/// drops a slash, or replaces a Secret.
extension BackupStorage {
    static let immutableFields =
        [
            place("provider"),
            place("s3", "bucket", comparing: ImmutableField.cutNames),
            place("s3", "prefix", comparing: ImmutableField.directories),
            place("gcs", "bucket", comparing: ImmutableField.cutNames),
            place("gcs", "prefix", comparing: ImmutableField.directories),
            place("azure", "storageAccount"), place("azure", "container"),
            place("azure", "prefix", comparing: ImmutableField.directories),
            place("local", "subPath", comparing: ImmutableField.directories),
            ImmutableField(
                Names.spec, Names.storage, local, because: "the backed up data stays on the volume that it is on",
                comparing: haveSameVolume, whileInUse: isInUse),
        ] + settings
    private static let settings = [
        setting("s3", "endpoint", comparing: ImmutableField.cutNames), setting("s3", "region"),
        setting("s3", "secretName"), setting("s3", "maxConnections"), setting("s3", "insecureTLS"),
        setting("gcs", "secretName"), setting("gcs", "maxConnections"), setting("azure", "secretName"),
        setting("azure", "maxConnections"), setting("local", "mountPath"), setting("local", "maxConnections"),
    ]

    /// A field that says where the data is.
    private static func place(
        _ keys: Key..., comparing isSame: @escaping ImmutableField.Comparison = ImmutableField.values
    ) -> ImmutableField {
        ImmutableField(
            path: [Names.spec, Names.storage] + keys, because: "the backed up data stays where it is",
            comparing: isSame, whileInUse: isInUse)
    }

    /// A field that says how the data is reached.
    private static func setting(
        _ keys: Key..., comparing isSame: @escaping ImmutableField.Comparison = ImmutableField.values
    ) -> ImmutableField {
        ImmutableField(
            path: [Names.spec, Names.storage] + keys,
            because: "KubeStash's own webhook refuses any change of spec.storage while a Repository is in it",
            comparing: isSame, isMild: true, whileInUse: isInUse)
    }

    /// Whether the stored object names a Repository that is in it, or one in the cluster does.
    private static let isInUse: @Sendable (Document.Node, Context) -> Bool = { old, context in
        let document = context.document
        let repositories = document.present(Names.status, of: old).flatMap { document.list(Names.repositories, of: $0) }
        if repositories.map({ !document.isEmptyContainer($0) }) ?? false { return true }
        guard !context.inventory.isEmpty, let own = context.ownName(kind.names.kind, of: old) else { return false }
        return context.inventory.users(of: own).contains { user in
            if case .repository = user.facts { !user.isBeingDeleted } else { false }
        }
    }

    /// Whether two local storages are on one volume, whatever their other fields say.
    private static let haveSameVolume: ImmutableField.Comparison = { old, new, context in
        let document = context.document
        guard let old, let new, document.kind(of: old) == .object, document.kind(of: new) == .object else {
            return true
        }
        let own = LocalStorage.ownFields
        return document.haveSameMembers(old, new) { key in own.contains { document.isKey(key, $0) } }
    }
}
