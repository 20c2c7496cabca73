import KubeStash
import Schema
import TestSupport
import Testing

/// The part of a text that no variable changes is judged, and so are the defaults of variables.
@Suite struct KnownPartTests {
    private static func repository(_ fields: String) -> String {
        blueprint(
            repositories: "[{name: '${r}', backend: s3, directory: '/${r}', encryptionSecret: {name: key}, \(fields)}]")
    }

    private static func repository(name: String) -> String {
        blueprint(repositories: "[{name: '\(name)', backend: s3, directory: '/${r}', encryptionSecret: {name: key}}]")
    }

    private static func repository(directory: String) -> String {
        blueprint(
            repositories: "[{name: '${r}', backend: s3, directory: '\(directory)', encryptionSecret: {name: key}}]")
    }

    @Test(
        arguments: [
            // Whatever the variables become.
            (repository(name: "Web-${t}"), ["invalid-name Invalid repositories[0].name"]),
            (repository(name: "-${t}"), ["invalid-name Invalid repositories[0].name"]),
            (repository(name: "${t}-"), ["invalid-name Invalid repositories[0].name"]),
            (repository(name: "${t}_${n}"), ["invalid-name Invalid repositories[0].name"]),
            (repository(name: "X${t:=a}"), ["invalid-name Invalid repositories[0].name"]),
            (repository(directory: "/${t}/../x"), ["invalid-directory Invalid repositories[0].directory"]),
            (blueprint(session: "name: '${a}_x'"), ["invalid-name Invalid name"]),
            // A variable may be one letter or many, and any text.
            (repository(name: "${t}.${n}"), []), (repository(name: "a-${t}"), []),
            (repository(directory: "${t}/..${n}"), []), (repository(name: "${t^^}"), []),
            // The defaults, of which another variable may be one.
            (repository(name: "${t:=Web}"), ["~invalid-name Invalid repositories[0].name"]),
            (repository(name: "${t:-web}-${n:=N}"), ["~invalid-name Invalid repositories[0].name"]),
            (repository(name: "${t:=web}"), []), (repository(name: "${t:=${N}}"), []),
            (repository(name: "${t:=Web}-${n}"), ["~invalid-name Invalid repositories[0].name"]),
            (blueprint(schedule: "${s:=61 2 * * *}"), ["~invalid-schedule Invalid scheduler.schedule"]),
            (blueprint(schedule: "0 ${h:=25} * * *"), ["~invalid-schedule Invalid scheduler.schedule"]),
            (blueprint(schedule: "${s:=0 2 * * *}"), []), (blueprint(schedule: "0 ${h:=25} * * ${d}"), []),
            // A variable without an end is another mistake.
            (
                blueprint(schedule: "${s:=61"),
                ["invalid-schedule Invalid scheduler.schedule", "~invalid-substitution Invalid scheduler.schedule"]
            ),
        ] as [(String, [String])])
    func judges(_ spec: String, _ expected: [String]) throws {
        #expect(try blueprintFindings(spec) == expected)
    }

    @Test func saysWhy() throws {
        func message(_ spec: String) throws -> String? {
            try messages(inSpec: spec, of: BackupBlueprint.kind).first
        }
        #expect(try message(Self.repository(name: "Web-${t}"))?.hasSuffix(", whatever its variables become") == true)
        #expect(
            try message(Self.repository(name: "${t:=Web}"))?.contains(
                ": \"${t:=Web}\": \"Web\", which it is by default, must be lower-case letters") == true)
        #expect(
            try message(blueprint(schedule: "${s:=61 2 * * *}"))?.contains(
                "\"61 2 * * *\", which it is by default: ") == true)
    }

    /// A form that `envsubst` leaves alone, of a name that is meant to be a variable.
    @Test(arguments: [
        ("/$namespace/${r}", "/${namespace}/${r}"), ("/$(targetName)/${r}", "/${targetName}/${r}"),
        ("/$r/${r}", "/${r}/${r}"), ("/${r:=a}/$(r)/$namespace", "/${r:=a}/${r}/${namespace}"),
        // Other names, and other texts with a dollar.
        ("/$other/${r}", nil), ("/$$namespace/${r}", nil), ("/$/${r}", nil), ("/$(namespace/${r}", nil),
        ("/${r}$", nil), ("/$namespaces/${r}", nil),
    ])
    func asksForBraces(_ directory: String, _ meant: String?) throws {
        let all = try messages(inSpec: Self.repository(directory: directory), of: BackupBlueprint.kind)
        let said = all.filter { $0.contains("KubeStash replaces variables in the form ${name} only") }
        #expect(said.count == (meant == nil ? 0 : 1))
        if let meant { #expect(said.first?.hasSuffix("as it is; did you mean \"\(meant)\"?") == true) }
    }

    /// The kinds of workloads, like those of targets.
    @Test(
        arguments: [
            ("{apiVersion: apps/v1, kind: Deployment}", []), ("{apiVersion: v1, kind: PersistentVolumeClaim}", []),
            ("{kind: Deployment}", []), ("{apiVersion: kubedb.com/v1alpha2, kind: MySQL}", []),
            ("{apiVersion: a.io/v1, kind: deployment}", []), ("{apiVersion: apps/v1, kind: Other}", []),
            ("{apiVersion: apps/v1, kind: deployment}", ["~unlikely-target Invalid spec.subjects[0].kind"]),
            ("{apiVersion: apps/v1, kind: sts}", ["~unlikely-target Invalid spec.subjects[0].kind"]),
            ("{apiVersion: v1, kind: Deployment}", ["~unlikely-target Invalid spec.subjects[0].apiVersion"]),
            ("{apiVersion: apps, kind: Deployment}", ["~unlikely-target Invalid spec.subjects[0].apiVersion"]),
            ("{apiVersion: kubedb.com, kind: MySQL}", ["~unlikely-target Invalid spec.subjects[0].apiVersion"]),
            (
                "{apiVersion: apps/v1, kind: PersistentVolumeClaim}",
                ["~unlikely-target Invalid spec.subjects[0].apiVersion"]
            ),
        ] as [(String, [String])])
    func judgesSubjects(_ subject: String, _ expected: [String]) throws {
        let spec = blueprint().replacing(
            "backupConfigurationTemplate:", with: "subjects: [\(subject)], backupConfigurationTemplate:")
        #expect(try blueprintFindings(spec) == expected)
    }

    /// An apiVersion has a version, and no group alone is a version of another kind.
    @Test(arguments: [
        ("{apiVersion: apps, kind: Deployment}", "must have the version behind the group, such as apps/v1"),
        ("{apiVersion: kubedb.com, kind: MySQL}", "must have the version behind the group, such as apps/v1"),
        ("{apiVersion: v1, kind: Deployment}", "is in the API group \"apps\"; did you mean \"apps/v1\"?"),
        ("{apiVersion: apps/v1, kind: Namespace}", "is in the core group; did you mean \"v1\"?"),
    ])
    func saysWhatAVersionIs(_ subject: String, _ words: String) throws {
        let spec = blueprint().replacing(
            "backupConfigurationTemplate:", with: "subjects: [\(subject)], backupConfigurationTemplate:")
        let said = try messages(inSpec: spec, of: BackupBlueprint.kind)
        #expect(said.contains { $0.hasPrefix("spec.subjects[0].apiVersion: ") && $0.contains(words) }, "\(said)")
    }
}
