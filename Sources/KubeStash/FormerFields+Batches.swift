// BackupBatches, whose sessions have the addon and the repositories of each target.
extension FormerFields {
    /// Keys of `spec` of a BackupBatch.
    static let backupBatch = spec.mapValues(ofTargets).merging([
        "target": "a BackupBatch has a list of them, in targets[].appRef",
        "members": "they are targets, and every session says what it does with each",
    ]) { $1 }

    /// Keys of a target of a BackupBatch: those of its reference.
    static let batchTarget = [
        "ref": "it is appRef", "target": "it is appRef", "apiGroup": "it belongs under appRef, as appRef.apiGroup",
        "kind": "it belongs under appRef, as appRef.kind", "namespace": "it belongs under appRef, as appRef.namespace",
        "addon": "a session says it, in sessions[].targets[].addon",
        "repositories": "a session says it, in sessions[].targets[].repositories",
    ]

    /// Keys of what a session of a BackupBatch does with a target.
    static let batchSessionTarget = [
        "target": "it is name, that of a target in spec.targets", "targetName": "it is name",
        "appRef": "spec.targets has it, under the name of the target",
        "tasks": "they belong under addon, as addon.tasks",
        "repository": "a target has a list of them, in repositories",
        "encryptionSecret": "every repository has its own, in repositories[].encryptionSecret",
        "scheduler": "it belongs to the session, beside targets", "hooks": "they belong to the session, beside targets",
    ]

    /// Keys of a session of a BackupBatch: what a session does with its targets.
    static let batchSession = session.mapValues(ofTargets).merging([
        "addon": "every target of the session has its own, in targets[].addon",
        "repositories": "every target of the session has its own, in targets[].repositories",
        "tasks": "they belong to a target of the session, as targets[].addon.tasks",
        "repository": "every target of the session has a list of them, in targets[].repositories",
        "target": "a session has a list of them, in targets",
        "paused": "the BackupBatch has it, as spec.paused; one session alone is stopped by scheduler.suspend",
    ]) { $1 }

    /// A remark about a session, for sessions that have the addon and the repositories of each target.
    private static func ofTargets(_ remark: String) -> String {
        // Word by word: a search for each of the texts takes longer than the rest of a start.
        var words = remark.split(separator: " ")
        for (index, word) in words.enumerated().dropFirst() {
            for part in ["addon", "repositories"] {
                if word.hasPrefix(part), ["in", "under", "as", "are", "and"].contains(words[index - 1]) {
                    words[index] = "targets[].\(word)"
                } else if word.hasPrefix("sessions[].\(part)") {
                    words[index] = "sessions[].targets[].\(word.dropFirst("sessions[].".count))"
                }
            }
        }
        return words.joined(separator: " ")
    }
}
