import TestSupport
import Testing

@testable import stashgate

/// The paths that `stashgate explain` understands, and what it says of others.
struct ExplainPathTests {
    private func explain(_ path: String) throws -> String {
        Explanation(of: try ExplainTarget(path: path), isRecursive: false).text
    }

    private func problem(_ path: String) -> String? {
        do {
            _ = try ExplainTarget(path: path)
            return nil
        } catch {
            return error.description
        }
    }

    /// A path may start with the kind, and forms that people copy from messages or queries are accepted.
    @Test(arguments: [
        "backupconfiguration.spec.sessions.name", "BackupConfiguration.spec.sessions.name", "bc.spec.sessions.name",
        "backupconfigurations.spec.sessions.name", ".spec.sessions.name", "spec.sessions[0].name",
        "spec.sessions[].name", "spec.sessions[12].name.", "spec.sessions.[0].name",
    ])
    func acceptsOtherForms(_ path: String) throws {
        #expect(try explain(path) == explain("spec.sessions.name"))
    }

    @Test(arguments: [
        (
            "spec.sesions",
            "field \"sesions\" does not exist in spec (BackupConfigurationSpec); did you mean \"spec.sessions\"?"
        ),
        (
            "spec.concurrencypolicy",
            "field \"concurrencypolicy\" does not exist in spec (BackupConfigurationSpec); "
                + "did you mean \"spec.sessions.scheduler.concurrencyPolicy\"?"
        ),
        // Two plurals have no s, which kubectl insists on.
        (
            "backupverifiers.spec",
            "field \"backupverifiers\" does not exist in BackupConfiguration; did you mean the kind \"backupverifier\"?"
        ),
        ("wipe-out", "wipe-out is a rule and not a field; 'stashgate rules wipe-out' explains it"),
        ("spec.sessions.name.first", "spec.sessions.name <string> has no fields, so there is no \"first\" in it"),
        (
            "policy.parameters.nonsense",
            "field \"nonsense\" does not exist in parameters (PolicyParameters); its fields are minimumInterval, "
                + "historyLimit, encryptionRequired, forbiddenDeletionPolicies, allowedStorageNamespaces"
        ),
    ])
    func reportsUnknownPaths(_ path: String, message: String) {
        #expect(problem(path) == message)
    }

    /// A parameter of a task is explained by the rules about it; the schema does not know its type.
    @Test func explainsParameters() throws {
        let text = try explain("spec.sessions[0].addon.tasks[0].params.paths")
        #expect(text.contains("FIELD: paths <any>\n\nDESCRIPTION:\n    Values for the parameters of the task.\n"))
        #expect(
            text.hasSuffix(
                "RULES:\n    unknown-parameter (warning)\n    missing-parameter (warning)\n    unmounted-path (warning)\n"
                    + "    parameter-text (warning)\n"))
        #expect(
            try explain("spec.sessions.addon.tasks.params.args").hasSuffix(
                "unknown-parameter (warning)\n    missing-parameter (warning)\n    parameter-text (warning)\n"))
        #expect(
            problem("metadata.managedFields.args")
                == "metadata.managedFields takes any fields, so there is nothing to say about \"args\" in it")
        #expect(
            problem("policy.rules.wipe-out")
                == "rules takes the names of rules; 'stashgate rules wipe-out' explains this one")
        let label = try explain("metadata.labels.app")
        #expect(label.contains("FIELD: app <string>\n") && label.contains("DESCRIPTION:\n    Short texts"))
    }
}
