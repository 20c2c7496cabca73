import KubeStash
import TestSupport
import Testing

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
            // Nobody knows what a task without a name restores into.
            (
                "addon: {name: mysql-addon, tasks: [{name: logical-backup-restore}, {}]}",
                ["required-field Required spec.addon.tasks[1].name"]
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
                "target: {kind: Pod, name: a}, addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}",
                ["~unlikely-target Invalid spec.target.kind"]
            ),
            (
                "\(restoreTarget), \(restoreAddon), hooks: {preBackup: []}",
                ["unknown-field Invalid spec.hooks.preBackup"]
            ),
        ] as [(String, [String])])
    func judges(_ fields: String, _ expected: [String]) throws {
        #expect(
            try findings(inSpec: "{\(restoreSource), \(fields)}", of: RestoreSession.kind) == expected)
    }

    /// A restore that is over is not repeated, so that a changed spec says something untrue.
    @Test(
        arguments: [
            ("Succeeded", "snapshot: other", ["~immutable-field Invalid spec.dataSource"]),
            ("Failed", "snapshot: other", ["~immutable-field Invalid spec.dataSource"]),
            ("Running", "snapshot: other", []), ("Pending", "snapshot: other", []), ("Invalid", "snapshot: other", []),
            ("Succeeded", "snapshot: latest", []),
        ] as [(String, String, [String])])
    func keepsTheRecord(_ phase: String, _ snapshot: String, _ expected: [String]) throws {
        func object(_ snapshot: String) -> String {
            "spec: {\(restoreTarget), \(restoreAddon), dataSource: {repository: shop, \(snapshot)}}, status: {phase: \(phase)}"
        }
        let found = try RestoreSession.kind.findings(updating: object("snapshot: latest"), to: object(snapshot))
        #expect(found.map { $0.prefix { $0 != ":" } } == expected.map { $0[...] })
        for text in found {
            #expect(
                text.hasSuffix("the restore is over, and nothing is restored again; create another RestoreSession"))
        }
    }

    @Test func keepsEveryPartOfTheRecord() throws {
        let old = "{\(restoreSource), \(restoreTarget), \(restoreAddon)}"
        let new = """
            {dataSource: {repository: a, snapshot: b}, target: {kind: Redis, apiGroup: kubedb.com, name: c}, addon: {name:
            our-addon, tasks: [{name: d}]}, restoreTimeout: 1h, hooks: {}, manifestOptions: {}}
            """
        let found = try RestoreSession.kind.findings(
            updating: "spec: \(old), status: {phase: Failed}", to: "spec: \(new)")
        #expect(
            found.map { $0.prefix { $0 != ":" } } == [
                "~immutable-field Invalid spec.target", "~immutable-field Invalid spec.dataSource",
                "~immutable-field Invalid spec.addon", "~immutable-field Invalid spec.hooks",
                "~immutable-field Invalid spec.restoreTimeout", "~immutable-field Invalid spec.manifestOptions",
            ])
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
