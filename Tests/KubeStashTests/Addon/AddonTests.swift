import KubeStash
import TestSupport
import Testing

/// Addons are judged, which KubeStash's webhook never is asked to.
@Suite struct AddonTests {
    @Test(
        arguments: [
            // The form of the official ones; a claim can have a variable for a name.
            (
                """
                {backupTasks: [{name: logical-backup, function: web-backup, driver: Restic, executor: Job,
                singleton: true, parameters: [{name: args, required: false, usage: a}, {name: b, default: "true"}],
                volumeTemplate: [{name: tmp, usage: c, source: {emptyDir: {}}}, {name: data, source:
                {persistentVolumeClaim: {claimName: "${PVC_NAME}"}}}], volumeMounts: [{name: tmp, mountPath: /tmp}]}],
                restoreTasks: [{name: logical-backup, function: web-restore}]}
                """, []
            ),
            ("{}", ["~missing-tasks Required spec.backupTasks"]),
            ("{backupTasks: [], restoreTasks: null}", ["~missing-tasks Required spec.backupTasks"]),
            ("{restoreTasks: [{name: a, function: b}]}", []),
            // Upstream accepts all of these.
            (
                "{backupTasks: [{}, {name: a, function: ''}]}",
                [
                    "required-field Required spec.backupTasks[0].name",
                    "required-field Required spec.backupTasks[0].function",
                    "required-field Required spec.backupTasks[1].function",
                ]
            ),
            (
                "{backupTasks: [{name: a, function: b}, {name: a, function: c}]}",
                ["duplicate-name Duplicate spec.backupTasks[1].name"]
            ),
            (
                "{restoreTasks: [{name: a, function: b, parameters: [{name: c}, {name: c}, {usage: d}]}]}",
                [
                    "duplicate-name Duplicate spec.restoreTasks[0].parameters[1].name",
                    "required-field Required spec.restoreTasks[0].parameters[2].name",
                ]
            ),
            // A Function reads parameters as variables, and these have other names or another value.
            (
                """
                {backupTasks: [{name: a, function: b, parameters: [{name: c-d}, {name: e.f}, {name: namespace}, {name: g_H1}]}]}
                """, (0...2).map { "~unusable-parameter Invalid spec.backupTasks[0].parameters[\($0)].name" }
            ),
            (
                "{backupTasks: [{name: a, function: b, volumeTemplate: [{name: c, emptyDir: {}}]}]}",
                ["unknown-field Invalid spec.backupTasks[0].volumeTemplate[0].emptyDir"]
            ),
            // The official catalogue has a required parameter with an empty default.
            (
                """
                {backupTasks: [{name: a, function: b, parameters: [{name: c, required: true, default: ''},
                {name: d, required: true, default: e}]}]}
                """, ["~no-effect Invalid spec.backupTasks[0].parameters[1].default"]
            ),
            // Texts without quotes are none.
            (
                "{backupTasks: [{name: a, function: b, parameters: [{name: c, default: 300}, {name: d, default: true}]}]}",
                [
                    "wrong-type TypeInvalid spec.backupTasks[0].parameters[0].default",
                    "wrong-type TypeInvalid spec.backupTasks[0].parameters[1].default",
                ]
            ),
            (
                """
                {backupTasks: [{name: a, function: b, volumeTemplate: [{name: tmp}, {name: tmp}, {}], volumeMounts:
                [{name: tpm, mountPath: /a}, {name: "${VOLUME}", mountPath: /b}, {name: tmp, mountPath: /c}]}]}
                """,
                [
                    "duplicate-name Duplicate spec.backupTasks[0].volumeTemplate[1].name",
                    "required-field Required spec.backupTasks[0].volumeTemplate[2].name",
                    "~unlisted-volume NotFound spec.backupTasks[0].volumeMounts[0].name",
                ]
            ),
            (
                "{backupTasks: [{name: a, function: b, volumeMounts: [{name: tmp, mountPath: /a}]}]}",
                ["~unlisted-volume NotFound spec.backupTasks[0].volumeMounts[0].name"]
            ),
            (
                "{backupTasks: [{name: a, function: workload-bakup}, {name: b, function: workload-backup}]}",
                ["~unknown-function NotFound spec.backupTasks[0].function"]
            ),
            (
                "{backupTasks: [{name: a, function: b, driver: restic, executor: Pod}]}",
                [
                    "unsupported-value NotSupported spec.backupTasks[0].driver",
                    "unsupported-value NotSupported spec.backupTasks[0].executor",
                ]
            ),
            (
                "{backupTasks: [{name: a, function: b, passThroughMounts: []}], tasks: []}",
                [
                    "unknown-field Invalid spec.backupTasks[0].passThroughMounts",
                    "unknown-field Invalid spec.tasks",
                ]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(inSpec: row.yaml, of: Addon.kind) == row.found)
    }

    @Test(arguments: [
        (
            "{backupTasks: [{name: a, function: mysql-backups}]}",
            "is not a Function of KubeStash's or KubeDB's own; did you mean \"mysql-backup\"?"
        ),
        ("{}", "without it and without restoreTasks there is nothing that a session can name"),
        (
            "{backupTasks: [{name: a, function: b, volumeMounts: [{name: tpm, mountPath: /a}], volumeTemplate: [{name: tmp}]}]}",
            "the task has no volume of this name in volumeTemplate; did you mean \"tmp\"?"
        ),
    ])
    func explains(_ spec: String, _ message: String) throws {
        let found = try messages(inSpec: spec, of: Addon.kind)
        #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
    }

    @Test func isOfTheCluster() {
        #expect(Addon.kind.scope == .cluster && Function.kind.scope == .cluster)
        #expect(Function.kind.names.shortNames == ["fn"])
        #expect(BackupVerifier.kind.names.plural == "backupverifier")
    }
}

/// Functions have an image and arguments whose variables can be replaced.
@Suite struct FunctionTests {
    @Test(
        arguments: [
            (
                """
                {args: [backup, "--namespace=${namespace:=default}", "--copy-only=${copyOnly:=\\"true\\"}"],
                availableVersions: ["14.0"], image: "a/b:v1_${DB_VERSION}"}
                """, []
            ),
            (
                """
                {image: a, command: [sh], workingDir: /a, ports: [{containerPort: 80}], volumeMounts: [{name: b, mountPath:
                /c}], volumeDevices: [{name: d, devicePath: /dev/x}], runtimeSettings: {nice: {adjustment: 5}}}
                """, []
            ),
            ("{}", ["required-field Required spec.image"]),
            ("{image: a, args: ['${a-b}']}", ["invalid-substitution Invalid spec.args[0]"]),
            ("{image: 'a:${DB_VERSION}'}", ["~unresolved-version Required spec.availableVersions"]),
            ("{image: a, availableVersions: []}", []),
            ("{image: a, availableVersions: ['1']}", ["~unresolved-version Invalid spec.availableVersions"]),
            // An empty list is said on purpose.
            ("{image: 'a:${DB_VERSION}', availableVersions: []}", []),
            (
                "{image: a, ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}, {}]}",
                [
                    "duplicate-name Duplicate spec.ports[1]",
                    "required-field Required spec.ports[2].containerPort",
                ]
            ),
            (
                "{image: a, volumeMounts: [{name: b, mountPath: /c}], volumeDevices: [{name: b, devicePath: /d}]}",
                ["invalid-volume-mount Invalid spec.volumeDevices[0].name"]
            ),
            ("{image: a, env: []}", ["unknown-field Invalid spec.env"]),
            (
                "{image: a, runtimeSettings: {securityContext: {runAsNonRoot: true, runAsUser: 0}}}",
                ["~root-user Invalid spec.runtimeSettings.securityContext.runAsUser"]
            ),
            ("{image: a, runtimeSettings: {securityContext: {runAsUser: 0}}}", []),
            ("{image: 'https://a.example/b'}", ["~unlikely-image Invalid spec.image"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(inSpec: row.yaml, of: Function.kind) == row.found)
    }

    @Test(arguments: [
        ("{image: 'a:${DB_VERSION}'}", "the image has ${DB_VERSION}, which stands for one of these"),
        ("{image: a, availableVersions: ['1']}", "has no effect, as the image has no ${DB_VERSION}"),
        (
            "{image: a, env: []}",
            "unknown field; it belongs under runtimeSettings, as runtimeSettings.env"
        ),
    ])
    func explains(_ spec: String, _ message: String) throws {
        let found = try messages(inSpec: spec, of: Function.kind)
        #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
    }
}
