public import Document

/// The kinds that stashgate checks.
///
/// Code that needs all kinds, or one by its name, reads this list and names none itself.
public enum Kinds {
    /// All kinds.
    public static let all = [
        BackupConfiguration.kind, BackupStorage.kind, RetentionPolicy.kind, HookTemplate.kind, BackupBlueprint.kind,
        BackupBatch.kind, BackupVerifier.kind, RestoreSession.kind, BackupRepository.kind, BackupSession.kind,
        BackupVerificationSession.kind, Snapshot.kind, Addon.kind, Function.kind,
    ]

    /// The kind that a user names.
    ///
    /// - Parameter word: Its name, plural or short name, in upper or lower case.
    /// - Returns: The kind, nil if no kind has that name.
    public static func called(_ word: String) -> Kind? {
        let word = word.lowercased()
        return all.first { $0.names.all.contains(word) }
    }

    /// The kind that an object names (`metav1.GroupVersionKind`), nil if stashgate does not check it.
    ///
    /// - Parameters:
    ///   - node: The object, which may be any value.
    ///   - document: The document that contains it.
    /// - Returns: The kind.
    public static func named(by node: Document.Node, in document: Document) -> Kind? {
        all.first { $0.isNamed(by: node, in: document) }
    }
}
