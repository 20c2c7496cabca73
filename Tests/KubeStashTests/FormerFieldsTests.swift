import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// The remarks about keys that are no fields say where the value went, or that there is no place for it.
@Suite struct FormerFieldsTests {
    /// All types of all kinds that have remarks.
    private static func types() -> [ObjectType] {
        var found: [ObjectType] = []
        var seen: Set<ObjectIdentifier> = []
        func visit(_ type: ValueType) {
            switch type {
            case .object(let object):
                guard seen.insert(ObjectIdentifier(object)).inserted else { return }
                if !object.formerFields.isEmpty { found.append(object) }
                for field in object.fields { visit(field.type) }
            case .list(let list): visit(list.item)
            default: break
            }
        }
        for kind in Kinds.all { visit(.object(kind.schema)) }
        return found
    }

    /// A remark about a key that is a field would never be seen.
    @Test func areNoFields() {
        let types = Self.types()
        #expect(types.count > 20)
        for type in types {
            for (key, remark) in type.formerFields {
                #expect(type.field(key) == nil, "\(type.name).\(key)")
                #expect(!remark.isEmpty && !remark.hasSuffix(".") && !remark.contains("\n"), "\(type.name).\(key)")
            }
        }
    }

    /// The remarks in a BackupConfiguration with one more field.
    @Test(arguments: [
        ("spec/sessions/1/schedule", "it belongs under scheduler, as scheduler.schedule"),
        ("spec/hooks", "every session has its own, in sessions[].hooks"),
        (
            "spec/sessions/0/hooks/preBackup/0/hookTemplate/podSpec",
            "it refers to a HookTemplate by name, which says what is done and by whom"
        ),
        (
            "spec/verificationPolicies",
            "every repository names a BackupVerifier, in sessions[].repositories[].backupVerifier"
        ),
        (
            "spec/sessions/1/verificationPolicies",
            "every repository names a BackupVerifier, in repositories[].backupVerifier"
        ),
        (
            "spec/sessions/1/repositories/0/verificationPolicies",
            "a repository names one BackupVerifier, in backupVerifier"
        ),
        (
            "spec/manifest",
            "a session backs up manifests with kubedump-addon or a task manifest-backup, in sessions[].addon"
        ),
        ("spec/sessions/1/onError", "KubeStash has no such field"),
        ("spec/sessions/0/hooks/preBackup/0/onError", "KubeStash has no such field"),
        (
            "spec/sessions/0/hooks/preBackup/0/containerRef",
            "the HookTemplate has it, in executor.pod and action.containerName"
        ),
        (
            "spec/sessions/0/hooks/preBackup/0/exec",
            "the HookTemplate that hookTemplate names says what is done, and by whom"
        ),
        ("spec/sessions/0/hooks/preRestore", "it belongs to a RestoreSession, as spec.hooks.preRestore"),
        (
            "spec/sessions/0/scheduler/jobTemplate/spec",
            "its fields belong right here, such as backoffLimit and template"
        ),
        (
            "spec/sessions/0/scheduler/timeZone",
            "KubeStash has none: schedules are read by the clock of Kubernetes' controllers"
        ),
        ("spec/sessions/0/addon/params", "they belong to a task, as tasks[].params"),
        ("spec/sessions/0/addon/tasks/0/jobTemplate", "it belongs to the Addon, beside tasks"),
        ("spec/sessions/0/repositories/0/path", "it is directory"),
        ("spec/backends/0/s3", "the BackupStorage that storageRef names has it, in spec.storage"),
        ("spec/backends/0/storageRef/apiGroup", "since v2023.12.1 the field itself says which kind is meant"),
        ("spec/sessions/1/failurePolicy", "KubeStash has had none since v2024.4.27"),
        ("spec/sessions/0/scheduler/paused", "it is suspend"),
        ("spec/sessions/0/retryConfig/retries", "it is maxRetry"),
        ("spec/sessions/0/repositories/0/encryptionSecret/secretName", "it is name"),
        ("spec/sessions/0/repositories/0/dir", "it is directory"),
        ("spec/sessions/1/target", "all sessions back up the target of the BackupConfiguration, its spec.target"),
        (
            "spec/sessions/0/addon/jobTemplate/spec/restartPolicy",
            "the controller that makes the Pod sets it"
        ),
        (
            "spec/sessions/0/addon/jobTemplate/spec/image",
            "only an item of initContainers has it: a controller adds the main container"
        ),
        ("spec/sessions/0/addon/jobTemplate/spec/serviceAccount", "it is serviceAccountName"),
        (
            "spec/sessions/0/addon/jobTemplate/labels",
            "they belong under metadata, for the Pod, or under controller, for what makes it"
        ),
    ])
    func say(_ pointer: String, _ remark: String) throws {
        var object = valid
        object["spec/sessions/0/addon/jobTemplate"] = ["spec": [:]]
        object[pointer] = "x"
        let document = try Document(json: object.json)
        let found = BackupConfiguration.kind.check(document.root, in: Context(document), unknownFields: .reported)
            .all.filter { $0.rule == RuleInfo.unknownField.id }
        #expect(found.map(\.detail) == ["unknown field; \(remark)"])
        #expect(found.map { "\($0.path)" } == [path("/" + pointer)])
    }

    /// The fields of other kinds that were renamed, with the releases in which they were.
    @Test(arguments: [
        (FormerFields.backupBlueprint, "sessions", "since v2023.12.1"),
        (FormerFields.backupBlueprint, "backends", "since v2023.12.1"),
        (FormerFields.restoreSession, "timeout", "since v2024.9.30 it is restoreTimeout"),
        (FormerFields.manifestOptions, "restoreNamespace", "since v2024.9.30"),
        (FormerFields.databaseManifestOptions, "issuerRefName", "since v2024.8.14 it is tlsIssuerRef"),
        (FormerFields.databaseManifestOptions, "internalAuthIssuerRef", "KubeStash has had none since v2024.12.9"),
        (FormerFields.addonTask, "passThroughMounts", "KubeStash has had none since v2024.4.27"),
        (FormerFields.batchSession, "verificationStrategies", "since v2024.12.9"),
        (FormerFields.batchSession, "addon", "every target of the session has its own, in targets[].addon"),
        (FormerFields.batchSession, "target", "a session has a list of them, in targets"),
        (FormerFields.batchSession, "task", "a session has a list of them, in targets[].addon.tasks"),
        (FormerFields.batchSession, "params", "they belong to a task, as targets[].addon.tasks[].params"),
        (
            FormerFields.batchSession, "runtimeSettings",
            "they are targets[].addon.jobTemplate, for the Pod, and targets[]"
        ),
        (FormerFields.batchSession, "jobTemplate", "it belongs under scheduler or under targets[].addon"),
        (
            FormerFields.batchSession, "encryptionSecret",
            "every repository has its own, in targets[].repositories[].encryptionSecret"
        ),
        (FormerFields.backupBatch, "addon", "every session has its own, in sessions[].targets[].addon"),
        (FormerFields.backupBatch, "schedule", "every session has its own, in sessions[].scheduler.schedule"),
        (FormerFields.backupBatch, "target", "a BackupBatch has a list of them, in targets[].appRef"),
        (FormerFields.backupVerifier, "schedule", "it belongs under scheduler, as scheduler.schedule"),
        (FormerFields.blueprintTemplate, "spec", "its fields belong right here: backends and sessions"),
        (FormerFields.dataSource, "targetTime", "it belongs under pitr, as pitr.targetTime"),
        (FormerFields.restoreHooks, "preBackup", "here it is preRestore"),
        (FormerFields.restoreOption, "addon", "here it is addonInfo"),
        (FormerFields.addon, "tasks", "they are backupTasks and restoreTasks"),
    ])
    func saySince(_ table: [String: String], _ key: String, _ remark: String) {
        #expect(table[key]?.hasPrefix(remark) == true, "\(table[key] ?? "none")")
    }

    /// The template of a blueprint has a deletionPolicy of its own.
    @Test func haveNoFieldOfTheTemplate() {
        #expect(FormerFields.blueprintTemplate["deletionPolicy"] == nil)
    }
}
