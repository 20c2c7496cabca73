import KubeStash
import Schema
import TestSupport
import Testing

/// Values in a wrong shape, and keys in a wrong place, as people write them; the message says where they belong.
@Suite struct ShapeHintTests {
    private static func message(_ kind: Kind, _ spec: String, at path: String) throws -> String? {
        try messages(inSpec: spec, of: kind).first { $0.hasPrefix("\(path): ") }
    }

    @Test(
        arguments: [
            (BackupStorage.kind, "{storage: {s3: {secretName: {name: a}}}}", "storage.s3.secretName", "\"a\"?"),
            (BackupStorage.kind, "{storage: {s3: {bucket: [abc]}}}", "storage.s3.bucket", "\"abc\"?"),
            (BackupStorage.kind, "{usagePolicy: All}", "usagePolicy", "\"allowedNamespaces.from: All\" under it?"),
            (RetentionPolicy.kind, "{failedSnapshots: 3}", "failedSnapshots", "\"last: 3\" under it?"),
            (RetentionPolicy.kind, "{successfulSnapshots: '5'}", "successfulSnapshots", "\"last: 5\" under it?"),
            (RestoreSession.kind, "{dataSource: {repository: {name: web}}}", "dataSource.repository", "\"web\"?"),
            (
                RestoreSession.kind, "{dataSource: {repository: {name: web, namespace: a}}}", "dataSource.repository",
                "\"repository: web\" and \"namespace: a\"?"
            ),
            (RestoreSession.kind, "{dataSource: {snapshot: {name: latest}}}", "dataSource.snapshot", "\"latest\"?"),
            (
                RestoreSession.kind, "{dataSource: {pitr: '2026-01-01T00:00:00Z'}}", "dataSource.pitr",
                "\"targetTime: 2026-01-01T00:00:00Z\" under it?"
            ),
            // A namespace before the name, beside the field for it.
            (
                RestoreSession.kind, "{dataSource: {repository: demo/web}}", "dataSource.repository",
                "did you mean \"namespace: demo\" and \"repository: web\"?"
            ),
            (
                RestoreSession.kind, "{dataSource: {snapshot: demo/web-1}}", "dataSource.snapshot",
                "did you mean \"namespace: demo\" and \"snapshot: web-1\"?"
            ),
            (
                RestoreSession.kind, "{dataSource: {snapshot: demo/web-1, namespace: other}}", "dataSource.snapshot",
                "at most 253 characters"
            ),
            // The only item is offered where it fits.
            (BackupStorage.kind, "{storage: {s3: [{bucket: abc}]}}", "storage.s3", "did you mean its only item?"),
            (BackupStorage.kind, "{storage: {s3: [{name: abc}]}}", "storage.s3", "must be an object, not a list"),
            (BackupStorage.kind, "{storage: {s3: [{}]}}", "storage.s3", "must be an object, not a list"),
            // Not a time.
            (RestoreSession.kind, "{dataSource: {pitr: yesterday}}", "dataSource.pitr", "must be an object"),
            (
                RestoreSession.kind, "{dataSource: {encryptionSecret: [{name: a}]}}", "dataSource.encryptionSecret",
                "not a list; did you mean its only item?"
            ),
            (RestoreSession.kind, "{dataSource: {components: [{name: a}]}}", "dataSource.components[0]", "\"a\"?"),
            (RestoreSession.kind, "{addon: mysql-addon}", "addon", "\"name: mysql-addon\" under it?"),
            (
                RestoreSession.kind, "{addon: {tasks: [{params: [{name: a, value: b}]}]}}", "addon.tasks[0].params",
                "with the names as keys, such as \"a: b\""
            ),
            (
                HookTemplate.kind, "{executor: {pod: {selector: {app: web, tier: db}}}}", "executor.pod.selector",
                "\"app=web,tier=db\"?"
            ),
            (
                HookTemplate.kind,
                "{executor: {pod: {selector: {matchLabels: {app: web}, matchExpressions: "
                    + "[{key: a, operator: In, values: [b, c]}, {key: d, operator: DoesNotExist}]}}}}",
                "executor.pod.selector", "\"app=web,a in (b,c),!d\"?"
            ),
            (HookTemplate.kind, "{executor: {pod: {selector: {app: 5}}}}", "executor.pod.selector", "must be a string"),
            (HookTemplate.kind, "{executor: {pod: app=web}}", "executor.pod", "\"selector: app=web\" under it?"),
            (HookTemplate.kind, "{executor: Operator}", "executor", "\"type: Operator\" under it?"),
            (HookTemplate.kind, "{action: {exec: [sh, -c, a]}}", "action.exec", "it under \"command\"?"),
            (HookTemplate.kind, "{action: {tcpSocket: 3306}}", "action.tcpSocket", "\"port: 3306\" under it?"),
            (HookTemplate.kind, "{params: [mode]}", "params[0]", "\"name: mode\" under it?"),
            (BackupBlueprint.kind, "{subjects: [Deployment]}", "subjects[0]", "\"kind: Deployment\" under it?"),
            (
                BackupConfiguration.kind, "{sessions: [{scheduler: '0 2 * * *'}]}", "sessions[0].scheduler",
                "\"schedule: 0 2 * * *\" under it?"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{retryConfig: 3}]}", "sessions[0].retryConfig",
                "\"maxRetry: 3\" under it?"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{repositories: [{backend: {name: s3}}]}]}",
                "sessions[0].repositories[0].backend", "\"s3\"?"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{addon: {jobTemplate: {spec: {env: {A: b}}}}}]}",
                "sessions[0].addon.jobTemplate.spec.env", "such as \"name: A\" and \"value: b\""
            ),
            (Function.kind, "{ports: [80]}", "ports[0]", "\"containerPort: 80\" under it?"),
        ] as [(Kind, String, String, String)])
    func shapes(_ kind: Kind, _ spec: String, _ path: String, _ end: String) throws {
        let line = try Self.message(kind, spec, at: "spec.\(path)")
        #expect(line?.hasSuffix(end) == true, "\(line ?? "no message")")
    }

    @Test(
        arguments: [
            (BackupStorage.kind, "{storage: {provider: local, nfs: {}}}", "storage.nfs", "under local, as local.nfs"),
            (
                BackupStorage.kind, "{storage: {provider: s3, s3: {}, maxConnections: 3}}", "storage.maxConnections",
                "under s3, as s3.maxConnections"
            ),
            (
                BackupStorage.kind, "{storage: {local: {persistentVolumeClaim: {name: a}}}}",
                "storage.local.persistentVolumeClaim.name", "\"claimName\"?"
            ),
            (BackupVerifier.kind, "{script: {path: /a.sh}}", "script.path", "it is location"),
            (BackupVerifier.kind, "{volumeMounts: [{name: a, path: /b}]}", "volumeMounts[0].path", "\"mountPath\"?"),
            (Function.kind, "{ports: [{port: 80}]}", "ports[0].port", "\"containerPort\"?"),
            (
                HookTemplate.kind, "{usagePolicy: {allowedNamespaces: {selector: {team: a}}}}",
                "usagePolicy.allowedNamespaces.selector.team", "it belongs under matchLabels"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{repositories: [{scheduler: {}}]}]}",
                "sessions[0].repositories[0].scheduler", "does not belong under repositories, but beside it"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{addon: {jobTemplate: {serviceAccountName: a}}}]}",
                "sessions[0].addon.jobTemplate.serviceAccountName", "under spec, as spec.serviceAccountName"
            ),
            (
                BackupConfiguration.kind,
                "{sessions: [{addon: {jobTemplate: {spec: {env: [{name: a, secretKeyRef: {}}]}}}}]}",
                "sessions[0].addon.jobTemplate.spec.env[0].secretKeyRef", "under valueFrom, as valueFrom.secretKeyRef"
            ),
            (
                BackupConfiguration.kind, "{sessions: [{addon: {containerRuntimeSettings: {resources: {cpu: 1}}}}]}",
                "sessions[0].addon.containerRuntimeSettings.resources.cpu",
                "under requests, under limits, or under both"
            ),
        ] as [(Kind, String, String, String)])
    func places(_ kind: Kind, _ spec: String, _ path: String, _ end: String) throws {
        let line = try Self.message(kind, spec, at: "spec.\(path)")
        #expect(line?.contains("unknown field; ") == true && line?.hasSuffix(end) == true, "\(line ?? "no message")")
    }
}
