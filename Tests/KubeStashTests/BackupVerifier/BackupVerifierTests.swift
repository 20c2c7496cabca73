import KubeStash
import TestSupport
import Testing

/// The backups that a verifier restores, and when.
private let verifierRestore =
    """
    restoreOption: {target: {apiGroup: kubedb.com, kind: MySQL, name: a, namespace: scratch}, addonInfo: {name:
    mysql-addon, tasks: [{name: logical-backup-restore}]}}
    """
private let verifierScheduler = "scheduler: {schedule: '0 3 * * *', jobTemplate: {backoffLimit: 1}}"

/// BackupVerifiers are judged as KubeStash's own check means to, which nothing asks and which refuses a scheduler instead
/// of a missing one.
@Suite struct BackupVerifierTests {
    /// A spec with fields beside those that every verifier has.
    private static func spec(_ fields: String) -> String {
        "{\(verifierRestore), \(verifierScheduler), \(fields)}"
    }

    @Test(
        arguments: [
            // The forms of public manifests: upstream's check would refuse all of them for their scheduler.
            ("type: RestoreOnly, sessionHistoryLimit: 2", []),
            (
                """
                type: Query, function: kubedbverifier, query: {mySQL: [{database: a, table: b, rowCount:
                {operator: GreaterThan, value: 1}}, {database: c}, {table: d, rowCount: null}]}
                """, []
            ),
            // What is restored is a MySQL.
            (
                """
                type: Query, function: kubedbverifier, query: {postgres: [{database: a, schema: b, table: c}],
                mySQL: [{database: a}]}
                """, ["~unknown-query Invalid spec.query.postgres"]
            ),
            // These ask nothing, or nothing that is read.
            ("type: Query, function: a, query: {}", ["~unknown-query Invalid spec.query"]),
            ("type: Query, function: a, query: {mySQL: []}", ["~unknown-query Invalid spec.query.mySQL"]),
            (
                "type: Query, function: a, query: {mySQL: [select 1, {}, null]}",
                (0...2).map { "~unknown-query Invalid spec.query.mySQL[\($0)]" }
            ),
            (
                """
                type: Query, function: a, query: {mySQL: [{database: 5, table: [], rowCount: {operator: Equal, value: '10'}},
                {rowCount: {value: 1.5}}, {rowCount: {operator: '>', value: 1}}, {rowCount: {operator: Equal, valeu: 1}}]}
                """,
                [
                    "database", "table", "rowCount.value",
                ].map { "~unknown-query Invalid spec.query.mySQL[0].\($0)" } + [
                    "~unknown-query Required spec.query.mySQL[1].rowCount.operator",
                    "~unknown-query Invalid spec.query.mySQL[1].rowCount.value",
                    "~unknown-query NotSupported spec.query.mySQL[2].rowCount.operator",
                    "~unknown-query Invalid spec.query.mySQL[3].rowCount.valeu",
                    "~unknown-query Required spec.query.mySQL[3].rowCount.value",
                ]
            ),
            // KubeStash may add volumes of its own.
            (
                "type: RestoreOnly, volumes: [{name: data, emptyDir: {}}], volumeMounts: [{name: dta, mountPath: /a}]",
                ["~unlisted-volume NotFound spec.volumeMounts[0].name"]
            ),
            (
                """
                type: Script, function: kubedbverifier, script: {location: /tmp/config/check.sh, args: [a]}, volumes: [{name:
                b, configMap: {name: c}}], volumeMounts: [{name: b, mountPath: /tmp/config}]
                """, []
            ),
            // The script can be part of the Function's image.
            ("type: Script, function: my-verifier, script: {location: /check.sh}", []),
            (
                "type: Query",
                [
                    "missing-verification Required spec.function", "missing-verification Required spec.query",
                ]
            ),
            (
                "type: Script, script: {}",
                [
                    "missing-verification Required spec.function",
                    "missing-verification Required spec.script.location",
                ]
            ),
            ("type: Script, function: a", ["missing-verification Required spec.script"]),
            ("type: ''", ["required-field Required spec.type"]),
            ("type: Restore", ["unsupported-value NotSupported spec.type"]),
            (
                "type: RestoreOnly, function: a, query: {}, script: {location: /a}",
                [
                    "~no-effect Invalid spec.function", "~no-effect Invalid spec.query",
                    "~no-effect Invalid spec.script",
                ]
            ),
            (
                "type: Query, function: a, query: {mySQL: [{database: a}]}, script: {location: /a}",
                ["~no-effect Invalid spec.script"]
            ),
            (
                "type: Script, function: a, script: {location: check.sh}",
                ["~unmounted-script Invalid spec.script.location"]
            ),
            (
                """
                type: Script, function: a, script: {location: /tmp/check.sh}, volumes: [{name: b, emptyDir: {}}],
                volumeMounts: [{name: b, mountPath: /tmp/config}]
                """, ["~unmounted-script Invalid spec.script.location"]
            ),
            // The documentation has a number alone, which is not what is read.
            (
                "type: Query, function: a, query: {redis: [{index: 0, dbSize: 10}]}",
                ["~unknown-query Invalid spec.query.redis", "~unknown-query Invalid spec.query.redis[0].dbSize"]
            ),
            (
                """
                type: Query, function: a, query: {mysql: [], mySQL: [{databse: a, rowCount: {operator: Equals, value: 1}}],
                postgres: {}, oracle: []}
                """,
                [
                    "~unknown-query Invalid spec.query.mysql", "~unknown-query Invalid spec.query.postgres",
                    "~unknown-query Invalid spec.query.oracle", "~unknown-query Invalid spec.query.mySQL[0].databse",
                    "~unknown-query NotSupported spec.query.mySQL[0].rowCount.operator",
                ]
            ),
            (
                "type: Query, function: kubedbverifer, query: {mySQL: [{table: a}]}",
                ["~unknown-function NotFound spec.function"]
            ),
            ("type: RestoreOnly, schedule: '@daily'", ["unknown-field Invalid spec.schedule"]),
            ("type: RestoreOnly, sessionHistoryLimit: -1", ["out-of-range Invalid spec.sessionHistoryLimit"]),
            ("type: RestoreOnly, retryConfig: {delay: 5}", ["wrong-type TypeInvalid spec.retryConfig.delay"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(inSpec: Self.spec(row.yaml), of: BackupVerifier.kind) == row.found)
    }

    @Test(
        arguments: [
            (
                "{type: RestoreOnly}",
                ["required-field Required spec.restoreOption", "required-field Required spec.scheduler"]
            ),
            (
                "{\(verifierScheduler), type: RestoreOnly, restoreOption: {}}",
                ["required-field Required spec.restoreOption.addonInfo"]
            ),
            (
                "{\(verifierScheduler), type: RestoreOnly, restoreOption: {addonInfo: {name: a, tasks: [{name: b}]}}}",
                ["~missing-scratch-target Required spec.restoreOption.target"]
            ),
            // These make a new target.
            (
                "{\(verifierScheduler), type: RestoreOnly, restoreOption: {addonInfo: {name: a, tasks: [{name: manifest-restore}]}}}",
                []
            ),
            // A task that backs up.
            (
                """
                {\(verifierScheduler), type: RestoreOnly, restoreOption: {target: {kind: MySQL, apiGroup: kubedb.com, name: a},
                addonInfo: {name: mysql-addon, tasks: [{name: logical-backup}]}}}
                """, ["~unknown-task NotFound spec.restoreOption.addonInfo.tasks[0].name"]
            ),
            // An Addon for databases of another kind.
            (
                """
                {\(verifierScheduler), type: RestoreOnly, restoreOption: {target: {kind: MySQL, apiGroup: kubedb.com, name: a},
                addonInfo: {name: mongodb-addon, tasks: [{name: logical-backup-restore}]}}}
                """, ["~unfit-addon Invalid spec.restoreOption.addonInfo.name"]
            ),
            (
                "{\(verifierRestore), type: RestoreOnly, scheduler: {schedule: '61 * * * *'}}",
                ["invalid-schedule Invalid spec.scheduler.schedule"]
            ),
            (
                "{\(verifierRestore), type: RestoreOnly, scheduler: {schedule: TZ=UTC 0 1 * * *}}",
                ["schedule-time-zone Invalid spec.scheduler.schedule"]
            ),
            (
                "{\(verifierRestore), type: RestoreOnly, scheduler: {schedule: 0 0 30 2 *}}",
                ["schedule-never-fires Invalid spec.scheduler.schedule"]
            ),
        ] as [Row])
    func judgesTheRest(_ row: Row) throws {
        #expect(try findings(inSpec: row.yaml, of: BackupVerifier.kind) == row.found)
    }

    @Test(arguments: [
        ("type: Script, function: a", "a verification of type Script needs it"),
        ("type: RestoreOnly, query: {}", "has no effect unless the type is Query"),
        ("type: RestoreOnly, function: a", "has no effect unless the type is Query or Script"),
        (
            "type: Script, function: a, script: {location: a}",
            "should begin with /: the directory that it is looked for in is not known"
        ),
        (
            "type: Script, function: a, script: {location: /a}, volumeMounts: [{name: b, mountPath: /c}], volumes: [{name: b}]",
            "is on none of the volumes in volumeMounts"
        ),
        (
            "type: Query, function: a, query: {mysql: []}",
            "there are no queries for it, but for mySQL, mariaDB, postgres, mongoDB, elasticsearch, redis, singlestore and "
                + "mssqlServer; did you mean \"mySQL\"?"
        ),
        ("type: Query, function: a, query: {mySQL: {}}", "must be a list of queries"),
        (
            "type: Query, function: a, query: {mySQL: [{databse: a}]}",
            "a query for mySQL has no such field, but database, table and rowCount; did you mean \"database\"?"
        ),
        (
            "type: Query, function: a, query: {mySQL: [{rowCount: 1}]}",
            "must be an object with operator and value, such as Equal and 10"
        ),
        (
            "type: Query, function: a, query: {mySQL: [{rowCount: {operator: Equals, value: 1}}]}",
            "supported values: Equal, NotEqual, LessThan, LessThanOrEqual, GreaterThan and GreaterThanOrEqual; did you mean "
                + "\"Equal\"?"
        ),
        ("type: Query, function: a, query: {}", "asks nothing: a list of queries for a database is missing"),
        ("type: Query, function: a, query: {mySQL: []}", "asks nothing: the list has no query"),
        (
            "type: Query, function: a, query: {redis: [{index: 1}]}",
            "is for databases of the kind Redis, and mysql-addon restores none"
        ),
        (
            "type: Query, function: a, query: {mySQL: [a]}", "must be an object with database, table and rowCount"
        ),
        ("type: Query, function: a, query: {mySQL: [{table: 1}]}", "must be a text"),
        (
            "type: Query, function: a, query: {mySQL: [{rowCount: {operator: Equal, value: '1'}}]}",
            "must be a whole number, without quotes"
        ),
        (
            "type: Query, function: a, query: {mySQL: [{rowCount: {operator: Equal}}]}",
            "nothing is compared without operator and value"
        ),
        (
            "type: Query, function: a, query: {mySQL: [{rowCount: {operator: Equal, value: 1, vlaue: 1}}]}",
            "a comparison has no such field, but operator and value; did you mean \"value\"?"
        ),
        (
            "type: RestoreOnly, volumes: [{name: data}], volumeMounts: [{name: dta, mountPath: /a}]",
            "the verification has no volume of this name in volumes; did you mean \"data\"?"
        ),
        ("type: RestoreOnly, schedule: '@daily'", "unknown field; it belongs under scheduler, as scheduler.schedule"),
    ])
    func explains(_ fields: String, _ message: String) throws {
        let found = try messages(inSpec: Self.spec(fields), of: BackupVerifier.kind)
        #expect(found.count == 1 && found[0].hasSuffix(message), "\(found)")
    }

    @Test func saysWhyATargetIsNeeded() throws {
        let spec =
            "{\(verifierScheduler), type: RestoreOnly, restoreOption: {addonInfo: {name: a, tasks: [{name: b}]}}}"
        #expect(
            try messages(inSpec: spec, of: BackupVerifier.kind) == [
                "spec.restoreOption.target: it names what the backup is restored into, apart from what was backed up"
            ])
    }

    @Test func completes() throws {
        #expect(
            try additions(toSpec: Self.spec("type: RestoreOnly"), of: BackupVerifier.kind).contains(
                "/spec/sessionHistoryLimit 1"))
    }

    @Test(arguments: [("=", "Equal"), ("!=", "NotEqual"), (">=", "GreaterThanOrEqual"), ("<", "LessThan")])
    func readsSigns(_ sign: String, _ meant: String) throws {
        let spec = Self.spec(
            "type: Query, function: kubedbverifier, query: {mySQL: [{table: a, rowCount: {operator: '\(sign)', value: 1}}]}"
        )
        let said = try messages(inSpec: spec, of: BackupVerifier.kind)
        #expect(said.count == 1 && said[0].hasSuffix("did you mean \"\(meant)\"?"), "\(said)")
    }
}
