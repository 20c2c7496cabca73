import KubeStash
import TestSupport
import Testing

/// How a RestoreSession restores, where to, and what.
private let restoreAddon = "addon: {name: mysql-addon, tasks: [{name: logical-backup-restore}]}"
private let restoreTarget = "target: {apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo}"
private let restoreSource =
    "dataSource: {repository: shop, snapshot: latest, encryptionSecret: {name: key, namespace: demo}}"

/// What is restored is complete and unambiguous.
///
/// KubeStash's own webhook crashes without a data source.
@Suite struct RestoreDataSourceTests {
    private static func findings(in source: String) throws -> [String] {
        try KubeStashTests.findings(
            inSpec: "{\(restoreTarget), \(restoreAddon), \(source)}", of: RestoreSession.kind)
    }

    @Test(
        arguments: [
            (restoreSource, []),
            // Upstream dereferences nil for each of these, on create and update.
            ("", ["required-field Required spec.dataSource"]),
            ("dataSource: null", ["required-field Required spec.dataSource"]),
            ("dataSource: latest", ["wrong-type TypeInvalid spec.dataSource"]),
            ("dataSource: {}", ["incomplete-data-source Required spec.dataSource.snapshot"]),
            ("dataSource: {repository: shop}", ["incomplete-data-source Required spec.dataSource.snapshot"]),
            (
                "dataSource: {repository: shop, snapshot: ''}",
                ["incomplete-data-source Required spec.dataSource.snapshot"]
            ),
            (
                "dataSource: {repository: shop, snapshot: null, pitr: null}",
                ["incomplete-data-source Required spec.dataSource.snapshot"]
            ),
            ("dataSource: {snapshot: latest}", ["incomplete-data-source Required spec.dataSource.repository"]),
            (
                "dataSource: {snapshot: latest, repository: ''}",
                ["incomplete-data-source Required spec.dataSource.repository"]
            ),
            // A Snapshot knows its Repository.
            ("dataSource: {snapshot: shop-daily-1725258000}", []),
            ("dataSource: {repository: shop, snapshot: shop-daily-1725258000, namespace: other}", []),
            ("dataSource: {repository: shop, pitr: {targetTime: '2026-02-28T00:05:00Z'}}", []),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-28T00:05:00+01:00', exclusive: true}}", []
            ),
            (
                "dataSource: {pitr: {targetTime: '2026-02-28T00:05:00Z'}}",
                ["incomplete-data-source Required spec.dataSource.repository"]
            ),
            (
                "dataSource: {repository: shop, pitr: {}}",
                ["required-field Required spec.dataSource.pitr.targetTime"]
            ),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-28 00:05'}}",
                ["invalid-date-time Invalid spec.dataSource.pitr.targetTime"]
            ),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-30T00:05:00Z'}}",
                ["invalid-date-time Invalid spec.dataSource.pitr.targetTime"]
            ),
            // Upstream ignores the snapshot without a word.
            (
                "dataSource: {repository: shop, snapshot: latest, pitr: {targetTime: '2026-02-28T00:05:00Z'}}",
                ["~no-effect Invalid spec.dataSource.snapshot"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: [dump, pod-0]}", []
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: [dump, pod-0, dump]}",
                ["~duplicate-component Duplicate spec.dataSource.components[2]"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: dump}",
                ["wrong-type TypeInvalid spec.dataSource.components"]
            ),
            (
                "dataSource: {repository: Shop, snapshot: latest, namespace: a.b}",
                ["invalid-name Invalid spec.dataSource.namespace", "invalid-name Invalid spec.dataSource.repository"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, encryptionSecret: {}}",
                ["required-field Required spec.dataSource.encryptionSecret.name"]
            ),
            (
                "dataSource: {repositoryRef: shop, snapshot: latest, repository: shop}",
                ["unknown-field Invalid spec.dataSource.repositoryRef"]
            ),
        ] as [(String, [String])])
    func judges(_ source: String, _ expected: [String]) throws {
        #expect(try Self.findings(in: source) == expected)
    }

    /// Another word for the newest Snapshot, or a misspelt one; names of Snapshots end with a time.
    @Test(arguments: [
        ("lastest", "latest"), ("latst", "latest"), ("last", "latest"), ("newest", "latest"),
        ("most-recent", "latest"), ("shop-latest-1725258000", nil), ("before-upgrade", nil), ("test", nil),
    ])
    func knowsWordsForTheLatest(_ name: String, _ meant: String?) throws {
        let found = try messages(
            inSpec:
                "{\(restoreTarget), \(restoreAddon), dataSource: {repository: shop, snapshot: \(name)}}",
            of: RestoreSession.kind)
        #expect(
            found
                == (meant == nil
                    ? []
                    : [
                        "spec.dataSource.snapshot: \"\(name)\": is not a name that KubeStash gives to a Snapshot; did you "
                            + "mean \"latest\"?"
                    ]))
    }

    @Test func suggestsTheSpellingOfLatest() throws {
        let found = try messages(
            inSpec: "{\(restoreTarget), \(restoreAddon), dataSource: {repository: shop, snapshot: Latest}}",
            of: RestoreSession.kind)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("did you mean \"latest\"?") == true, "\(found)")
    }

    @Test func saysWhatIsMissing() throws {
        func message(_ source: String) throws -> [String] {
            try messages(inSpec: "{\(restoreTarget), \(restoreAddon), \(source)}", of: RestoreSession.kind)
        }
        #expect(
            try message("") == ["spec.dataSource: Required value: it names the backup that is restored"])
        #expect(
            try message("dataSource: {repository: shop}") == [
                "spec.dataSource.snapshot: Required value: it names a Snapshot, or is latest for the newest one of the "
                    + "repository"
            ])
        #expect(
            try message("dataSource: {snapshot: latest}") == [
                "spec.dataSource.repository: Required value: the latest Snapshot is looked up in a Repository"
            ])
        #expect(
            try message("dataSource: {pitr: {targetTime: '2026-02-28T00:05:00Z'}}") == [
                "spec.dataSource.repository: Required value: the point in time is looked up among the Snapshots of a "
                    + "Repository"
            ])
        #expect(
            try message("dataSource: {repository: a, snapshot: b-1, pitr: {targetTime: '2026-02-28T00:05:00Z'}}") == [
                "spec.dataSource.snapshot: \"b-1\": has no effect beside pitr, for which KubeStash looks up a Snapshot by "
                    + "its time; leave one of them out"
            ])
        #expect(
            try message("dataSource: {repository: a, snapshot: b-1, components: [c, c]}") == [
                "spec.dataSource.components[1]: \"c\": the data source names this component already"
            ])
    }
}

/// Where to, how and with which options: none of it is checked upstream, and a missing Addon crashes its helpers.
@Suite struct RestoreTargetTests {
    @Test(
        arguments: [
            ("\(restoreTarget), \(restoreAddon)", []),
            ("\(restoreTarget)", ["required-field Required spec.addon"]),
            (
                "\(restoreTarget), addon: {}",
                ["addon.name", "addon.tasks"].map { "required-field Required spec.\($0)" }
            ),
            ("\(restoreTarget), addon: {name: mysql-addon, tasks: []}", ["required-field Required spec.addon.tasks"]),
            (
                "\(restoreTarget), addon: {name: mysql-addon, tasks: [{name: logical-backup}]}",
                ["~unknown-task NotFound spec.addon.tasks[0].name"]
            ),
            (
                "\(restoreTarget), addon: {name: postgres-addon, tasks: [{name: logical-backup-restore}]}",
                ["~unfit-addon Invalid spec.addon.name"]
            ),
            (
                "target: {kind: MySQL, name: shop}, \(restoreAddon)",
                ["~unlikely-target Required spec.target.apiGroup"]
            ),
            (
                "target: {apiGroup: kubedb.com}, \(restoreAddon)",
                ["kind", "name"].map { "required-field Required spec.target.\($0)" }
            ),
            // The tasks of manifests and of volumes make their target.
            (restoreAddon, ["~missing-target Required spec.target"]),
            (
                "addon: {name: mysql-addon, tasks: [{name: logical-backup-restore}, {name: manifest-restore}]}", []
            ),
            ("addon: {name: pvc-addon, tasks: [{name: volume-snapshot-restore}]}", []),
            ("addon: {name: kubedump-addon, tasks: [{name: manifest-restore}]}", []),
            ("addon: {name: our-addon, tasks: [{name: logical-backup-restore}]}", []),
            ("\(restoreAddon), manifestOptions: {mySQL: {dbName: restored}}", []),
            // Options without anything that reads them.
            (
                "\(restoreTarget), \(restoreAddon), manifestOptions: {mySQL: {dbName: restored}}",
                ["~no-effect Invalid spec.manifestOptions"]
            ),
            (
                """
                addon: {name: mysql-addon, tasks: [{name: manifest-restore}]}, manifestOptions: {postgres: {db: true},
                mySQL: {db: true}, workload: {restoreNamespace: dev}, redis: null}
                """, ["~no-effect Invalid spec.manifestOptions.postgres"]
            ),
            (
                """
                addon: {name: redis-addon, tasks: [{name: manifest-restore}]}, manifestOptions: {redis: {dbName: a},
                redisSentinel: {SentinelName: b, sentinel: false}}
                """, []
            ),
            (
                "addon: {name: our-addon, tasks: [{name: a}]}, \(restoreTarget), manifestOptions: {mySQL: {}}", []
            ),
            (
                "\(restoreTarget), \(restoreAddon), hooks: {preRestore: [{name: a}, {name: a, hookTemplate: {name: b}, executionPolicy: OnFailure}]}",
                [
                    "~missing-hook-template Required spec.hooks.preRestore[0].hookTemplate",
                    "~duplicate-hook-name Duplicate spec.hooks.preRestore[1].name",
                    "~pre-backup-policy Invalid spec.hooks.preRestore[1].executionPolicy",
                ]
            ),
            (
                "\(restoreTarget), \(restoreAddon), restoreTimeout: 1m, hooks: {postRestore: [{name: a, hookTemplate: {name: b}, timeout: 2m}]}",
                ["~outlasts-timeout Invalid spec.hooks.postRestore[0].timeout"]
            ),
            (
                "\(restoreTarget), \(restoreAddon), restoreTimeout: 2 hours",
                ["invalid-duration Invalid spec.restoreTimeout"]
            ),
            ("\(restoreTarget), \(restoreAddon), restoreTimeout: 0s", ["invalid-duration Invalid spec.restoreTimeout"]),
            ("\(restoreTarget), \(restoreAddon), timeout: 2h", ["unknown-field Invalid spec.timeout"]),
            (
                "\(restoreTarget), \(restoreAddon), hooks: {preBackup: []}",
                ["unknown-field Invalid spec.hooks.preBackup"]
            ),
        ] as [(String, [String])])
    func judges(_ fields: String, _ expected: [String]) throws {
        #expect(
            try findings(inSpec: "{\(restoreSource), \(fields)}", of: RestoreSession.kind) == expected)
    }

    /// The spellings of the options are all different, so every other one is nearly right.
    @Test(
        arguments: [
            ("mongodb: {db: true}", "mongodb", "; did you mean \"mongoDB\"?"),
            ("MySQL: {db: true}", "MySQL", "; did you mean \"mySQL\"?"),
            ("mysql: {db: true}", "mysql", "; did you mean \"mySQL\"?"),
            ("mssqlserver: {db: true}", "mssqlserver", "; did you mean \"msSQLServer\"?"),
            ("clickHouse: {db: true}", "clickHouse", "; did you mean \"clickhouse\"?"),
            ("zookeeper: {db: true}", "zookeeper", "; did you mean \"zooKeeper\"?"),
            (
                "restoreNamespace: dev", "restoreNamespace",
                "; since v2024.9.30 it belongs to the kind that is restored, as in mySQL.restoreNamespace"
            ),
            ("redisSentinel: {sentinelName: a}", "redisSentinel.sentinelName", "; did you mean \"SentinelName\"?"),
            (
                "mySQL: {issuerRefName: a}", "mySQL.issuerRefName",
                "; since v2024.8.14 it is tlsIssuerRef, with a kind and a name"
            ),
            ("workload: {dbName: a}", "workload.dbName", ""),
        ])
    func knowsSpellings(_ options: String, _ path: String, _ remark: String) throws {
        let found = try messages(
            inSpec:
                "{\(restoreSource), addon: {name: our-addon, tasks: [{name: a}]}, manifestOptions: {\(options)}}",
            of: RestoreSession.kind)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("spec.manifestOptions.\(path): ") == true, "\(found)")
        #expect(found.first?.hasSuffix("unknown field\(remark)") == true, "\(found)")
    }

    @Test(
        arguments: [
            ("mySQL: {tlsIssuerRef: {apiGroup: cert-manager.io, kind: Issuer, name: ca}, archiverRef: {name: a}}", []),
            (
                "mySQL: {tlsIssuerRef: {}}",
                ["kind", "name"].map { "required-field Required spec.manifestOptions.mySQL.tlsIssuerRef.\($0)" }
            ),
            ("mySQL: {db: 'true'}", ["wrong-type TypeInvalid spec.manifestOptions.mySQL.db"]),
            ("mySQL: {dbName: My_DB}", ["invalid-name Invalid spec.manifestOptions.mySQL.dbName"]),
            ("druid: {initScript: true}", ["unknown-field Invalid spec.manifestOptions.druid.initScript"]),
            (
                "msSQLServer: {configSecret: true}",
                ["unknown-field Invalid spec.manifestOptions.msSQLServer.configSecret"]
            ),
        ] as [(String, [String])])
    func judgesOptions(_ options: String, _ expected: [String]) throws {
        let spec = "{\(restoreSource), addon: {name: our-addon, tasks: [{name: a}]}, manifestOptions: {\(options)}}"
        #expect(try findings(inSpec: spec, of: RestoreSession.kind) == expected)
    }

    @Test func saysWhy() throws {
        func message(_ fields: String) throws -> [String] {
            try messages(inSpec: "{\(restoreSource), \(fields)}", of: RestoreSession.kind)
        }
        #expect(
            try message(restoreAddon) == [
                "spec.target: the tasks restore data into what exists; without a target it goes into what it was backed up "
                    + "from, if at all"
            ])
        #expect(
            try message("\(restoreTarget), \(restoreAddon), manifestOptions: {mySQL: {}}") == [
                "spec.manifestOptions: has no effect: no task restores manifests, and a target is named"
            ])
        #expect(
            try message(
                "addon: {name: mysql-addon, tasks: [{name: manifest-restore}]}, manifestOptions: {postgres: {}}")
                == [
                    "spec.manifestOptions.postgres: has no effect: it is for the manifests of a Postgres, and mysql-addon "
                        + "restores none of these"
                ])
        #expect(
            try message(
                "\(restoreTarget), \(restoreAddon), hooks: {preRestore: [{hookTemplate: {name: b}, executionPolicy: OnSuccess}]}"
            ) == [
                "spec.hooks.preRestore[0].executionPolicy: \"OnSuccess\": before a restore it is not known how it will end; "
                    + "use Always, or move the hook to postRestore"
            ])
    }

    /// KubeStash's definition adds the same values.
    @Test func completes() throws {
        let found = try additions(
            toSpec:
                "{hooks: {preRestore: [{}]}, manifestOptions: {workload: {}, redisSentinel: {}, druid: {db: false}, redis: {}}}",
            of: RestoreSession.kind)
        #expect(
            found == [
                "/spec/hooks/preRestore/0/executionPolicy \"Always\"",
                "/spec/manifestOptions/druid/authSecret true", "/spec/manifestOptions/druid/configSecret true",
                "/spec/manifestOptions/druid/deepStorageSecret true", "/spec/manifestOptions/redis/db true",
                "/spec/manifestOptions/redis/authSecret true", "/spec/manifestOptions/redis/configSecret true",
                "/spec/manifestOptions/redis/initScript true", "/spec/manifestOptions/redis/archiver false",
                "/spec/manifestOptions/redisSentinel/sentinel true",
                "/spec/manifestOptions/redisSentinel/authSecret true",
            ])
    }

    /// KubeStash crashes while it judges such an object, and looks for a template without a namespace in none.
    @Test func takesAHookTemplateOfTheSameNamespace() throws {
        let hooks = "hooks: {postRestore: [{name: a, hookTemplate: {name: b}}]}"
        #expect(
            try findings(
                inSpec: "{\(restoreSource), \(restoreTarget), \(restoreAddon), \(hooks)}", of: RestoreSession.kind)
                == [])
    }
}
