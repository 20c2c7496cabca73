import KubeStash
import Schema
import TestSupport
import Testing

/// The backends and sessions of a blueprint are judged by the rules of a BackupConfiguration; upstream looks only at the
/// usage policies of its storages, and crashes if a backend names none.
@Suite struct BackupBlueprintTests {
    @Test(
        arguments: [
            (blueprint(), []), (blueprint(template: "namespace: '${ns}'"), []),
            ("{}", ["required-field Required spec.backupConfigurationTemplate"]),
            (
                "{backupConfigurationTemplate: {}}",
                ["required-field Required sessions", "~relies-on-default Required backends"]
            ),
            (
                "{usagePolicy: {allowedNamespaces: {from: Selector}}, backupConfigurationTemplate: null}",
                [
                    "required-field Required spec.backupConfigurationTemplate",
                    "missing-namespace-selector Required spec.usagePolicy.allowedNamespaces.selector",
                ]
            ),
            // Upstream dereferences nil.
            (
                blueprint(backends: "[{name: s3, retentionPolicy: {name: keep}}]"),
                ["required-field Required backends[0].storageRef"]
            ),
            (
                blueprint(backends: "[{name: s3, storageRef: {name: s3}}]"),
                ["~relies-on-default Required backends[0].retentionPolicy"]
            ),
            (
                blueprint(
                    repositories: "[{name: '${repo}', backend: gcs, directory: '/${ns}', encryptionSecret: {name: a}}]"),
                ["unknown-backend NotFound repositories[0].backend"]
            ),
            (blueprint(schedule: "61 * * * *"), ["invalid-schedule Invalid scheduler.schedule"]),
            (blueprint(schedule: "* * * * *"), ["~frequent-schedule Invalid scheduler.schedule"]),
            (blueprint(template: "deletionPolicy: Delete"), ["unsupported-value NotSupported deletionPolicy"]),
            (blueprint(template: "target: {}"), ["unknown-field Invalid target"]),
            (
                "{sessions: [], backupConfigurationTemplate: {sessions: [], backends: []}}",
                [
                    "unknown-field Invalid spec.sessions", "required-field Required sessions",
                    "~relies-on-default Required backends",
                ]
            ),
            (
                blueprint(addon: "name: mysql-addon, tasks: [{name: LogicalBackup}]"),
                ["~unknown-task NotFound addon.tasks[0].name"]
            ),
        ] as [(String, [String])])
    func judges(_ spec: String, _ expected: [String]) throws {
        #expect(try Set(blueprintFindings(spec)) == Set(expected))
    }

    /// A text with a variable may become any text, so it is not judged as it is.
    @Test(arguments: [
        blueprint(schedule: "${schedule}"), blueprint(schedule: "${minute} 1 * * *"),
        blueprint(schedule: "TZ=${zone} 1 1 * * *"),
        blueprint(schedule: "${schedule:=*/1 * * * *}"), blueprint(session: "name: '${Name}-x'"),
        blueprint(
            backends: "[{name: '${b}', storageRef: {name: '${s}', namespace: '${N}'}, retentionPolicy: {name: keep}}]"),
        blueprint(
            repositories:
                "[{name: '${repo}', backend: '${b}', directory: '/${ns}/x', encryptionSecret: {name: key}}]"),
        blueprint(
            repositories:
                "[{name: '${repo}.x', backend: s3, directory: '${d}', encryptionSecret: {name: 'k-${k}', namespace: '${n}'}}]"
        ),
        blueprint(addon: "name: '${addon}-addon', tasks: [{name: '${task}'}]"),
        blueprint(addon: "name: mysql-addon, tasks: [{name: '${task}'}]"),
        blueprint(
            addon:
                """
                name: our-addon, tasks: [{name: a, targetVolumes: {volumes: [{name: '${V}', persistentVolumeClaim: {claimName:
                '${C}'}}], volumeMounts: [{name: '${V}', mountPath: '${path}'}]}}], jobTemplate: {metadata: {labels:
                {'${label}': '${Value} x'}}, spec: {serviceAccountName: '${SA}', nodeSelector: {a: '${B b}'}}}
                """.replacing("${B b}", with: "${B}").replacing("${Value} x", with: "${Value}")),
    ])
    func doesNotJudgeVariables(_ spec: String) throws {
        #expect(try blueprintFindings(spec).filter { !$0.hasPrefix("~missing-encryption") } == [])
    }

    /// The API server and KubeStash read these before any variable is replaced.
    @Test(
        arguments: [
            (
                blueprint(session: "name: a, sessionHistoryLimit: '${n}'"),
                ["wrong-type TypeInvalid sessionHistoryLimit"]
            ),
            (blueprint(session: "name: a, backupTimeout: '${t}'"), ["invalid-duration Invalid backupTimeout"]),
            (
                blueprint(session: "name: a, retryConfig: {delay: '${d}', maxRetry: '${n}'}"),
                ["wrong-type TypeInvalid retryConfig.maxRetry", "invalid-duration Invalid retryConfig.delay"]
            ),
            (
                blueprint(
                    repositories:
                        "[{name: '${r}', backend: s3, directory: '${d}', deletionPolicy: '${p}', encryptionSecret: {name: a}}]"
                ),
                ["unsupported-value NotSupported repositories[0].deletionPolicy"]
            ),
            (blueprint(template: "deletionPolicy: '${p}'"), ["unsupported-value NotSupported deletionPolicy"]),
            (
                blueprint(
                    addon:
                        "name: our-addon, tasks: [{name: a}], containerRuntimeSettings: {resources: {limits: {cpu: '${cpu}'}}}"
                ),
                ["invalid-quantity Invalid addon.containerRuntimeSettings.resources.limits[cpu]"]
            ),
        ] as [(String, [String])])
    func refusesVariables(_ spec: String, _ expected: [String]) throws {
        #expect(try blueprintFindings(spec).sorted() == expected.sorted())
    }

    /// One text is one value, so some mistakes are certain with variables, too.
    @Test(
        arguments: [
            (
                "[{name: '${r}', backend: s3, directory: '${d}'}, {name: '${r}', backend: s3, directory: '${e}'}]",
                ["duplicate-name Duplicate repositories[1].name"]
            ),
            (
                "[{name: 'a-${r}', backend: s3, directory: '${d}'}, {name: 'b-${r}', backend: s3, directory: '/${d}/'}]",
                ["directory-conflict Invalid repositories[1].directory"]
            ),
            // The two names can be one.
            ("[{name: '${a}', backend: s3, directory: '${d}'}, {name: '${b}', backend: s3, directory: '${d}'}]", []),
            ("[{name: '${a}', backend: s3, directory: '${d}'}, {name: '${b}', backend: s3, directory: '${e}'}]", []),
            (
                "[{name: 'a-${r}', backend: s3, directory: '${d}'}, {name: 'b-${r}', backend: s3, directory: '${d}/b'}]",
                ["~nested-directory Invalid repositories[1].directory"]
            ),
        ] as [(String, [String])])
    func comparesVariables(_ repositories: String, _ expected: [String]) throws {
        let lines = try blueprintFindings(blueprint(repositories: repositories)).filter {
            !$0.contains("missing-encryption")
        }
        #expect(lines == expected)
    }

    /// Two sessions with one repository must agree, as far as they differ for certain.
    @Test(
        arguments: [
            (
                "directory: '${d}', encryptionSecret: {name: key}",
                "directory: '${e}', encryptionSecret: {name: '${k}'}", false
            ),
            (
                "directory: '/a/${d}', encryptionSecret: {name: key}",
                "directory: '/b/${d}', encryptionSecret: {name: key}", true
            ),
            ("directory: '${d}', encryptionSecret: {name: a}", "directory: '${d}', encryptionSecret: {name: b}", true),
            // The namespace of the BackupConfiguration is not known.
            (
                "directory: '${d}', encryptionSecret: {name: a}",
                "directory: '${d}', encryptionSecret: {name: a, namespace: x}",
                false
            ),
        ])
    func comparesRepositories(_ one: String, _ other: String, _ isConflict: Bool) throws {
        func session(_ name: String, _ minute: Int, _ repository: String) -> String {
            """
            {name: \(name), scheduler: {schedule: "\(minute) 1 * * *", jobTemplate: {}}, addon: {name: our-addon, tasks: [{name:
            a}]}, repositories: [{name: '${r}', backend: s3, \(repository)}]}
            """
        }
        let spec = """
            {backupConfigurationTemplate: {backends: [{name: s3, storageRef: {name: s3}, retentionPolicy: {name: keep}}],
            sessions: [\(session("a", 1, one)), \(session("b", 2, other))]}}
            """
        let lines = try findings(inSpec: spec, of: BackupBlueprint.kind)
        #expect(
            lines
                == (isConflict
                    ? ["repository-conflict Invalid spec.backupConfigurationTemplate.sessions[1].repositories[0].name"]
                    : []))
    }

    /// A repository without variables serves one workload, and its KubeDB "default" blueprints are such.
    @Test(
        arguments: [
            ("name: fixed, backend: s3, directory: /fixed", ["~single-target-blueprint Invalid repositories[0].name"]),
            (
                "name: fixed, backend: s3, directory: '/${ns}'",
                ["~single-target-blueprint Invalid repositories[0].name"]
            ),
            (
                "name: '${repo}', backend: s3, directory: /fixed",
                ["~single-target-blueprint Invalid repositories[0].directory"]
            ),
            // An escaped variable is none.
            (
                "name: '${repo}', backend: s3, directory: '/$${ns}'",
                ["~single-target-blueprint Invalid repositories[0].directory"]
            ),
            ("name: '${repo}', backend: '${b}', directory: /fixed", []),
        ] as [(String, [String])])
    func servesOneWorkload(_ repository: String, _ expected: [String]) throws {
        #expect(
            try blueprintFindings(blueprint(repositories: "[{\(repository), encryptionSecret: {name: key}}]"))
                .filter { !$0.hasPrefix("unknown-backend") } == expected)
    }

    /// A storage of another name for every workload has the same directory for each.
    @Test func allowsADirectoryOnEachStorage() throws {
        let repositories = "[{name: '${repo}', backend: s3, directory: /fixed, encryptionSecret: {name: key}}]"
        func backends(_ storage: String) -> String {
            "[{name: s3, storageRef: \(storage), retentionPolicy: {name: keep}}]"
        }
        #expect(
            try blueprintFindings(blueprint(backends: backends("{name: '${s}'}"), repositories: repositories)) == [])
        #expect(
            try blueprintFindings(
                blueprint(backends: backends("{name: s, namespace: '${n}'}"), repositories: repositories))
                == ["~single-target-blueprint Invalid repositories[0].directory"])
    }

    @Test func saysWhy() throws {
        func message(_ spec: String) throws -> [String] {
            try messages(inSpec: spec, of: BackupBlueprint.kind).map {
                $0.replacing("spec.backupConfigurationTemplate.", with: "").replacing("sessions[0].", with: "")
            }
        }
        #expect(
            try message(blueprint(session: "name: a, sessionHistoryLimit: '${n}'")) == [
                "sessionHistoryLimit: Invalid value: \"${n}\": must be an integer; a variable can stand in a text only, as "
                    + "others are read before it is replaced"
            ])
        #expect(
            try message(
                blueprint(repositories: "[{name: a, backend: s3, directory: '${d}', encryptionSecret: {name: a}}]"))
                == [
                    "repositories[0].name: \"a\": has no variable: the first workload of a namespace gets this Repository, "
                        + "and KubeStash refuses the BackupConfiguration of the next one"
                ])
        #expect(
            try message(
                blueprint(repositories: "[{name: '${a}', backend: s3, directory: d, encryptionSecret: {name: a}}]"))
                == [
                    "repositories[0].directory: \"d\": has no variable: every workload would write to this directory, and "
                        + "KubeStash refuses all but the first on a storage"
                ])
        #expect(
            try message(blueprint(addon: "name: our-addon, tasks: [{name: a, params: {p: '${HOME}'}}]")) == [
                "addon.tasks[0].params.p: \"${HOME}\": KubeStash replaces ${HOME} itself, and has no value for it unless "
                    + "every workload has the annotation variables.kubestash.com/HOME; $${HOME} keeps it"
            ])
        #expect(
            try message(blueprint(addon: "name: our-addon, tasks: [{name: a, params: {p: '${TARGET_NAME}'}}]")) == [
                "addon.tasks[0].params.p: \"${TARGET_NAME}\": KubeStash sets no ${TARGET_NAME}, unlike Stash, unless every "
                    + "workload has the annotation variables.kubestash.com/TARGET_NAME"
            ])
    }

    /// Upstream adds the usage policy, and its definition the rest.
    @Test func completes() throws {
        let found = try additions(
            toSpec: "{backupConfigurationTemplate: {sessions: [{scheduler: {}, retryConfig: {}}]}}",
            of: BackupBlueprint.kind)
        let session = "/spec/backupConfigurationTemplate/sessions/0"
        #expect(
            found == [
                "\(session)/scheduler/concurrencyPolicy \"Allow\"", "\(session)/scheduler/jobTemplate {}",
                "\(session)/retryConfig/maxRetry 1", "\(session)/sessionHistoryLimit 1",
                "/spec/usagePolicy {\"allowedNamespaces\":{\"from\":\"Same\"}}",
            ])
    }

    /// Explanations name the rules at the fields of the template.
    @Test func statesFields() {
        let rules = BackupBlueprint.kind.rules(
            concerning: ["spec", "backupConfigurationTemplate", "sessions", "repositories", "directory"])
        #expect(rules.map(\.id.rawValue).contains("directory-conflict"))
    }
}
