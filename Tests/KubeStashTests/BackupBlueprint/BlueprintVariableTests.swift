import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The template of a blueprint in the form of public ones, with a change of one part.
func blueprint(
    backends: String =
        "[{name: s3, storageRef: {name: s3, namespace: a}, retentionPolicy: {name: keep, namespace: a}}]",
    session: String = "name: daily", schedule: String = "${schedule}",
    repositories: String =
        "[{name: '${repo}', backend: s3, directory: '/${ns}/${repo}', encryptionSecret: {name: key}}]",
    addon: String = "name: mysql-addon, tasks: [{name: logical-backup, params: {databases: '${databases}'}}]",
    template: String = "deletionPolicy: OnDelete"
) -> String {
    """
    {usagePolicy: {allowedNamespaces: {from: All}}, backupConfigurationTemplate: {\(template), backends: \(backends),
    sessions: [{\(session), scheduler: {schedule: "\(schedule)", jobTemplate: {backoffLimit: 1}}, repositories:
    \(repositories), addon: {\(addon)}}]}}
    """
}

/// The findings in a blueprint, without the start of their paths.
func blueprintFindings(_ spec: String) throws -> [String] {
    try findings(inSpec: spec, of: BackupBlueprint.kind).map {
        $0.replacing("spec.backupConfigurationTemplate.", with: "").replacing("sessions[0].", with: "")
    }
}

/// The variables of a blueprint are read as KubeStash replaces them.
@Suite struct BlueprintVariableTests {
    /// The metadata is not part of the template.
    @Test func leavesTheMetadataToItself() throws {
        let text = "{metadata: {name: '${name}', labels: {a: '${b c}'}}, spec: \(blueprint())}"
        let document = try #require(try Document.documents(yaml: Array(text.utf8)).first)
        let found = BackupBlueprint.kind.check(document.root, in: Context(document))
        #expect(
            found.all.map { "\($0.rule) \($0.path)" } == [
                "invalid-name metadata.name", "invalid-label metadata.labels[a]",
            ])
    }

    /// The backends are those of the template.
    @Test func namesTheBackendsOfTheTemplate() throws {
        let found = try messages(
            inSpec: blueprint(
                repositories: "[{name: '${repo}', backend: s4, directory: '/${repo}', encryptionSecret: {name: a}}]"),
            of: BackupBlueprint.kind)
        #expect(found.count == 1)
        #expect(found.first?.contains("spec.backupConfigurationTemplate.backends has \"s3\"") == true, "\(found)")
    }

    @Test(
        arguments: [
            // A text that is not replaced, or is so as bash would.
            ("${a:=${b}}", []), ("$${a-b}", []), ("$5", []), ("100$", []), ("${a^^}", []), ("$(date)", []),
            ("${HOME:-/root}", []), ("$HOME", []), ("$${HOME}", []), ("${home}", []),
            ("${a-b}", ["~invalid-substitution Invalid"]), ("${a.b}", ["~invalid-substitution Invalid"]),
            ("${ a }", ["~invalid-substitution Invalid"]), ("${}", ["~invalid-substitution Invalid"]),
            ("${a", ["~invalid-substitution Invalid"]), ("${HOME}", ["~unset-variable Invalid"]),
            ("x ${a} $${PATH} ${TARGET_NAMESPACE}", ["~unset-variable Invalid"]),
        ] as [(String, [String])])
    func readsVariables(_ text: String, _ rules: [String]) throws {
        let spec = blueprint(addon: "name: our-addon, tasks: [{name: a, params: {p: '\(text)'}}]")
        #expect(try blueprintFindings(spec) == rules.map { "\($0) addon.tasks[0].params.p" })
    }

    @Test func readsVariablesInKeys() throws {
        let spec = blueprint(addon: "name: our-addon, tasks: [{name: a, params: {'${a.b}': c}}]")
        #expect(try blueprintFindings(spec) == ["~invalid-substitution Invalid addon.tasks[0].params[${a.b}]"])
    }

    @Test func refusesABrokenVariableWhereNoTextWouldDo() throws {
        let lines = try blueprintFindings(blueprint(session: "name: '${a'"))
        #expect(lines == ["invalid-name Invalid name", "~invalid-substitution Invalid name"])
    }
}
