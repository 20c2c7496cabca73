import KubeStash
import Schema
import Testing

@testable import stashgate

/// The meaning of paths, and the texts about them.
@Suite struct ExplainTests {
    private func explain(_ path: String, recursive: Bool = false) throws -> String {
        Explanation(of: try ExplainTarget(path: path), isRecursive: recursive).text
    }

    private func problem(_ path: String) -> String? {
        do {
            _ = try ExplainTarget(path: path)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func describesAField() throws {
        let text = try explain("spec.sessions.scheduler.concurrencyPolicy")
        #expect(
            text.hasPrefix(
                """
                GROUP:      core.kubestash.com
                KIND:       BackupConfiguration
                VERSION:    v1alpha1

                FIELD: concurrencyPolicy <string>
                DEFAULT: Allow, added by stashgate's webhook
                ENUM:
                    Allow
                    Forbid
                    Replace

                DESCRIPTION:

                """))
    }

    @Test func statesRequirementAndBounds() throws {
        #expect(try explain("spec.sessions.name").contains("FIELD: name <string> -required-\nREQUIRED: "))
        #expect(
            try explain("spec.sessions.retryConfig.maxRetry").contains(
                "FIELD: maxRetry <integer>\nDEFAULT: 1, added by stashgate's webhook\nMINIMUM: 1\n"))
        #expect(try explain("spec.sessions").contains("FIELD: sessions <[]Session> -required-\n"))
    }

    /// The description of a list states the choices and the format of its items.
    @Test func describesTheItemsOfAList() throws {
        #expect(
            try explain("policy.parameters.forbiddenDeletionPolicies").contains(
                "FIELD: forbiddenDeletionPolicies <[]string>\nENUM:\n    Delete\n    WipeOut\n    Retain\n\n"))
        #expect(
            try explain("policy.parameters").contains(
                "  forbiddenDeletionPolicies\t<[]string>\n  enum: Delete, WipeOut, Retain\n"))
        #expect(
            try explain("spec.sessions.scheduler.jobTemplate.template.spec.dnsConfig.nameservers").contains(
                "FIELD: nameservers <[]string>\nFORMAT: ip-address: "))
    }

    @Test func listsTheFieldsBelow() throws {
        let text = try explain("spec.sessions.scheduler")
        #expect(text.contains("\n\nFIELDS:\n  schedule\t<string> -required-\n    "))
        #expect(text.contains("\n\n  concurrencyPolicy\t<string>\n  enum: Allow, Forbid, Replace\n  default: Allow, "))
    }

    @Test func printsATree() throws {
        let text = try explain("spec", recursive: true)
        #expect(text.contains("\n  sessions\t<[]Session> -required-\n    name\t<string> -required-\n"))
        #expect(text.contains("\n    retryConfig\t<RetryConfig>\n      maxRetry\t<integer>\n"))
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

    @Test func explainsThePolicyFile() throws {
        #expect(try explain("policy").contains("KIND:       Policy\n"))
        #expect(try explain("policy.namespaces.match").contains("FIELD: match <[]string> -required-\n"))
    }

    /// Every field has a description, whose lines fit a narrow terminal, except for longer words.
    @Test func explainsEveryField() throws {
        for kind in ExplainedKind.all {
            var paths = [kind.names[0]]
            // The description of a type is the same everywhere.
            var seen: Set<ObjectIdentifier> = []
            var level: [(path: String, type: ObjectType)] = [(kind.names[0], kind.schema)]
            while !level.isEmpty {
                level = level.filter { seen.insert(ObjectIdentifier($0.type)).inserted }.flatMap { path, type in
                    type.fields.compactMap { field -> (path: String, type: ObjectType)? in
                        paths.append("\(path).\(field.name)")
                        guard case .object(let type) = field.type.item else { return nil }
                        return ("\(path).\(field.name)", type)
                    }
                }
            }
            for path in paths {
                let text = try explain(path)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                let description = try #require(lines.firstIndex(of: "DESCRIPTION:"))
                #expect(lines[description + 1].hasPrefix("    "), "\(path) has no summary")
                let long = lines[description...].filter { $0.hasPrefix("    ") && $0.count > 80 }
                #expect(long.allSatisfy { !$0.dropFirst(4).contains(" ") }, "\(path)")
            }
        }
    }

    /// Text is wrapped at exactly 80 columns.
    @Test func width() throws {
        let target = try ExplainTarget(path: "spec.sessions.repositories")
        let lines = Explanation(of: target, isRecursive: false).text.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("    ") }.map(\.count).max() == 80)
    }
}
