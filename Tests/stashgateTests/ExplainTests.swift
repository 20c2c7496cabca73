import Document
import KubeStash
import Schema
import TestSupport
import Testing

@testable import stashgate

/// The meaning of paths, and the texts about them.
@Suite struct ExplainTests {
    private func explain(_ path: String, recursive: Bool = false) throws -> String {
        Explanation(of: try ExplainTarget(path: path), isRecursive: recursive).text
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

    /// The description of the field comes first, then that of its type; the same sentence is not repeated.
    @Test func describesTheFieldAndItsType() throws {
        #expect(
            try explain("spec.sessions").contains(
                """
                DESCRIPTION:
                    Plans of when and how to back up.
                    When and how to back up, and into which repositories.

                """))
        let target = try ExplainTarget(path: "spec.sessions")
        let value = try JSONValue(parsing: Explanation(of: target, isRecursive: false).json)
        #expect(
            value["description"]
                == "Plans of when and how to back up. When and how to back up, and into which repositories.")
    }

    @Test func statesRequirementAndBounds() throws {
        #expect(try explain("spec.sessions.name").contains("FIELD: name <string> -required-\nREQUIRED: "))
        #expect(
            try explain("spec.sessions.retryConfig.maxRetry").contains(
                "FIELD: maxRetry <integer>\nDEFAULT: 1, added by stashgate's webhook\nMINIMUM: 1\n"))
        #expect(try explain("spec.sessions").contains("FIELD: sessions <[]Session> -required-\n"))
    }

    /// The mutating webhook is not registered for all kinds with defaults.
    @Test(arguments: [
        ("backupstorage.spec.deletionPolicy", "Delete, added by stashgate's webhook"),
        ("restoresession.spec.manifestOptions.mySQL.authSecret", "true, added by KubeStash's definition"),
        ("restoresession.spec.hooks.preRestore.executionPolicy", "Always, added by KubeStash's definition"),
        ("repository.spec.deletionPolicy", "Delete, added by KubeStash's definition"),
        ("snapshot.spec.deletionPolicy", "Delete, added by KubeStash's definition"),
        ("hooktemplate.spec.executor.pod.strategy", "ExecuteOnOne, added by stashgate's webhook"),
    ])
    func saysWhoAddsADefault(_ path: String, _ words: String) throws {
        #expect(try explain(path).contains("DEFAULT: \(words)\n"))
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

    /// All rules that report a field or a value in it, with what a policy can do about them.
    @Test(arguments: [
        (
            "spec.sessions.scheduler.schedule",
            [
                "required-field (error, mandatory)", "wrong-type (error, mandatory)", "invalid-schedule (error)",
                "schedule-time-zone (error)", "frequent-schedule (warning)", "policy-min-interval (error)",
            ]
        ),
        ("spec.sessions.repositories.name", ["duplicate-name (error)", "repository-conflict (error)"]),
        ("spec.sessions.repositories.deletionPolicy", ["unsupported-value (error, mandatory)", "wipe-out (warning)"]),
        ("spec.sessions.sessionHistoryLimit", ["out-of-range (error, mandatory)", "policy-history-limit (error)"]),
        ("spec.sessions.timeout", ["renamed-timeout (warning)", "invalid-duration (error, mandatory)"]),
        ("spec.sessions", ["unknown-field (error)", "renamed-timeout (warning)"]),
        // A rule of the target, of an addon or of a session reports what is inside.
        ("spec.target.apiGroup", ["invalid-name (error, mandatory)", "unlikely-target (warning)"]),
        ("spec.target.kind", ["unlikely-target (warning)"]),
        ("spec.sessions.addon.tasks.params.paths", ["unmounted-path (warning)"]),
        ("spec.sessions.addon.tasks.params", ["unmounted-path (warning)"]),
        ("spec.sessions.addon.tasks.targetVolumes.volumeMounts.mountPath", ["reserved-name (warning)"]),
        ("spec.sessions.retryConfig.delay", ["outlasts-timeout (warning)"]),
        // Other fields decide about it.
        ("spec.sessions.backupTimeout", ["outlasts-timeout (warning)"]),
        ("spec.sessions.hooks.preBackup.name", ["duplicate-hook-name (warning)"]),
        // An entry of a map is reported by the rules about the map.
        ("spec.sessions.addon.jobTemplate.spec.resources.limits.memory", ["fractional-bytes (warning)"]),
        ("spec.sessions.addon.jobTemplate.spec.initContainers.ports.name", ["duplicate-name (error)"]),
        // Rules of a Pod report fields further inside.
        ("spec.sessions.addon.jobTemplate.spec.securityContext.runAsUser", ["root-user (warning)"]),
        (
            "spec.sessions.addon.containerRuntimeSettings.securityContext.windowsOptions.hostProcess",
            ["invalid-windows-options (error, mandatory)"]
        ),
        (
            "retentionpolicy.spec.successfulSnapshots.daily",
            ["wrong-type (error, mandatory)", "keeps-nothing (warning)"]
        ),
    ])
    func listsTheRules(_ path: String, rules: [String]) throws {
        let lines = try explain(path).split(separator: "\n").drop { $0 != "RULES:" }.dropFirst().prefix {
            $0.hasPrefix("    ")
        }.map { String($0.dropFirst(4)) }
        #expect(Set(lines).isSuperset(of: rules), "\(lines)")
        #expect(Set(lines).count == lines.count)
    }

    /// Every rule of a kind says which fields of its schema it reports.
    @Test func everyRuleHasFields() throws {
        for kind in Kinds.all {
            var level: [(path: String, type: ObjectType)] = [("", kind.schema)]
            var found: Set<RuleID> = []
            for name in ["name", "generateName"] {
                found.formUnion(kind.rules(concerning: ["metadata", name]).map(\.id))
            }
            while !level.isEmpty {
                level = level.flatMap { path, type in
                    type.fields.compactMap { field -> (path: String, type: ObjectType)? in
                        let place = path.isEmpty ? field.name : "\(path).\(field.name)"
                        found.formUnion(kind.rules(concerning: place.split(separator: ".").map(String.init)).map(\.id))
                        guard case .object(let type) = field.type.item, place.filter({ $0 == "." }).count < 6 else {
                            return nil
                        }
                        return (place, type)
                    }
                }
            }
            #expect(Set(kind.rules.map(\.id)).subtracting(found).map(\.rawValue) == [], "fields of a rule")
        }
    }

    /// The keys are a promise to programs.
    @Test func printsJSON() throws {
        let target = try ExplainTarget(path: "spec.sessions.scheduler.concurrencyPolicy")
        let text = String(decoding: Explanation(of: target, isRecursive: false).json, as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                {"group":"core.kubestash.com","version":"v1alpha1","kind":"BackupConfiguration",\
                "path":"spec.sessions.scheduler.concurrencyPolicy","type":"string","required":false,\
                "default":"Allow, added by stashgate's webhook","enum":["Allow","Forbid","Replace"],"description":"
                """))
        #expect(text.contains(#""rules":[{"id":"wrong-type","severity":"error","mandatory":true,"summary":""#))
        for isRecursive in [false, true] {
            let explanation = Explanation(of: try ExplainTarget(path: "spec"), isRecursive: isRecursive)
            let document = try Document(json: explanation.json)
            let text = String(decoding: explanation.json, as: UTF8.self)
            #expect(document.member("fields", of: document.root) != nil)
            #expect(text.contains(#""name":"maxRetry""#) == isRecursive)
        }
    }

    /// Programs are told the same of a field as people.
    @Test(arguments: [
        ("spec.sessions.retryConfig.maxRetry", ["MINIMUM"]),
        ("spec.sessions.addon.containerRuntimeSettings.ionice.classData", ["MINIMUM", "MAXIMUM"]),
        ("spec.sessions.addon.jobTemplate.spec.volumes", ["UNIQUE"]),
        ("spec.sessions.backupTimeout", ["FORMAT"]),
        ("spec.sessions.scheduler.jobTemplate.template.spec.nodeSelector", ["FORMAT", "KEYS"]),
        ("spec.sessions.scheduler.jobTemplate.template.spec.dnsConfig.nameservers", ["FORMAT"]),
    ])
    func agreesWithTheText(_ path: String, names: [String]) throws {
        let explanation = Explanation(of: try ExplainTarget(path: path), isRecursive: false)
        let lines = explanation.text.split(separator: "\n").filter { line in
            names.contains { line.hasPrefix("\($0): ") }
        }
        #expect(lines.count == names.count)
        let value = try JSONValue(parsing: explanation.json)
        for line in lines {
            let parts = line.split(separator: ": ", maxSplits: 1)
            // Bounds are numbers in JSON.
            let isBound = parts[0].hasSuffix("MUM")
            #expect(
                value[parts[0].lowercased()] == (isBound ? .number("\(parts[1])") : .string("\(parts[1])")), "\(path)")
        }
    }

    @Test func printsATree() throws {
        let text = try explain("spec", recursive: true)
        #expect(text.contains("\n  sessions\t<[]Session> -required-\n    name\t<string> -required-\n"))
        #expect(text.contains("\n    retryConfig\t<RetryConfig>\n      maxRetry\t<integer>\n"))
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
