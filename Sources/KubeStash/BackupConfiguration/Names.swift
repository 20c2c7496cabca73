internal import Document

/// The keys that the view and the rules look up, hashed once.
enum Names {
    static let addon: Key = "addon"
    static let apiGroup: Key = "apiGroup"
    static let appRef: Key = "appRef"
    static let backend: Key = "backend"
    static let backends: Key = "backends"
    static let backupTimeout: Key = "backupTimeout"
    static let delay: Key = "delay"
    static let deletionPolicy: Key = "deletionPolicy"
    static let deletionTimestamp: Key = "deletionTimestamp"
    static let directory: Key = "directory"
    static let encryptionSecret: Key = "encryptionSecret"
    static let executionPolicy: Key = "executionPolicy"
    static let generateName: Key = "generateName"
    static let hookTemplate: Key = "hookTemplate"
    static let hooks: Key = "hooks"
    static let initContainers: Key = "initContainers"
    static let jobTemplate: Key = "jobTemplate"
    static let kind: Key = "kind"
    static let metadata: Key = "metadata"
    static let mountPath: Key = "mountPath"
    static let name: Key = "name"
    static let namespace: Key = "namespace"
    static let params: Key = "params"
    static let paths: Key = "paths"
    static let postBackup: Key = "postBackup"
    static let postRestore: Key = "postRestore"
    static let preBackup: Key = "preBackup"
    static let preRestore: Key = "preRestore"
    static let repositories: Key = "repositories"
    static let restoreTimeout: Key = "restoreTimeout"
    static let retentionPolicy: Key = "retentionPolicy"
    static let retryConfig: Key = "retryConfig"
    static let schedule: Key = "schedule"
    static let scheduler: Key = "scheduler"
    static let sessions: Key = "sessions"
    static let spec: Key = "spec"
    static let startingDeadlineSeconds: Key = "startingDeadlineSeconds"
    static let status: Key = "status"
    static let storage: Key = "storage"
    static let storageRef: Key = "storageRef"
    static let suspend: Key = "suspend"
    static let target: Key = "target"
    static let targetVolumes: Key = "targetVolumes"
    static let targets: Key = "targets"
    static let tasks: Key = "tasks"
    static let template: Key = "backupConfigurationTemplate"
    static let timeout: Key = "timeout"
    static let volumeClaimTemplates: Key = "volumeClaimTemplates"
    static let volumeMounts: Key = "volumeMounts"
    static let volumes: Key = "volumes"

}

extension AddonCatalogue.Side {
    /// The lists of hooks that a session of this side may have: those before, and those after.
    var hookLists: [Key] { self == .backup ? Self.ofBackup : Self.ofRestore }

    /// The time-outs of a session of this side, the current name first.
    var timeouts: [Key] { self == .backup ? Self.backupTimeouts : Self.restoreTimeouts }

    private static let ofBackup = [Names.preBackup, Names.postBackup]
    private static let ofRestore = [Names.preRestore, Names.postRestore]
    private static let backupTimeouts = [Names.backupTimeout, Names.timeout]
    private static let restoreTimeouts = [Names.restoreTimeout]
}

extension Document {
    /// Whether a text is missing, null or empty, rather than of the wrong type.
    func lacksText(_ key: Key, of object: Node) -> Bool {
        present(key, of: object).map { isEmptyString($0) } ?? true
    }

    /// Maps the items of a list that are objects.
    func objects<Result>(in list: Node?, _ make: (Node) -> Result) -> [Result] {
        guard let list else { return [] }
        var results: [Result] = []
        results.reserveCapacity(count(of: list, upTo: .max))
        for item in elements(of: list) where kind(of: item) == .object { results.append(make(item)) }
        return results
    }

    /// Calls a closure for every item of a list that repeats the name of an earlier one, with the name.
    func forEachRepeatedName(in list: Node, _ body: (Node) -> Void) {
        guard hasManyItems(list) else { return }
        var names = NodeTable()
        for item in elements(of: list) {
            if let name = text(Names.name, of: item), names.insert(name, of: self) != nil { body(name) }
        }
    }
}
