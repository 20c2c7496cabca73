internal import Document

/// The keys that the view and the rules look up, hashed once.
enum Names {
    static let addon: Key = "addon"
    static let backend: Key = "backend"
    static let backends: Key = "backends"
    static let backupTimeout: Key = "backupTimeout"
    static let delay: Key = "delay"
    static let deletionPolicy: Key = "deletionPolicy"
    static let directory: Key = "directory"
    static let encryptionSecret: Key = "encryptionSecret"
    static let executionPolicy: Key = "executionPolicy"
    static let generateName: Key = "generateName"
    static let hookTemplate: Key = "hookTemplate"
    static let hooks: Key = "hooks"
    static let kind: Key = "kind"
    static let metadata: Key = "metadata"
    static let name: Key = "name"
    static let namespace: Key = "namespace"
    static let postBackup: Key = "postBackup"
    static let preBackup: Key = "preBackup"
    static let repositories: Key = "repositories"
    static let retentionPolicy: Key = "retentionPolicy"
    static let retryConfig: Key = "retryConfig"
    static let schedule: Key = "schedule"
    static let scheduler: Key = "scheduler"
    static let sessions: Key = "sessions"
    static let spec: Key = "spec"
    static let startingDeadlineSeconds: Key = "startingDeadlineSeconds"
    static let storageRef: Key = "storageRef"
    static let target: Key = "target"
    static let targetVolumes: Key = "targetVolumes"
    static let tasks: Key = "tasks"
    static let timeout: Key = "timeout"
    static let volumeClaimTemplates: Key = "volumeClaimTemplates"
}

extension Document {
    /// The items of a list that are objects.
    func objects(in list: Node?) -> [Node] {
        guard let list else { return [] }
        return elements(of: list).filter { kind(of: $0) == .object }
    }
}
