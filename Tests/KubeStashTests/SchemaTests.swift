import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Presence, type, choices and bounds of every field in the issue are checked.
@Suite struct BackupConfigurationSchemaTests {
    @Test func theValidObjectIsValid() throws {
        #expect(try findings(valid) == [])
    }

    /// A required field is missing if it is absent, null or empty.
    @Test(arguments: [
        "spec", "spec/sessions", "spec/sessions/0/name", "spec/sessions/0/scheduler",
        "spec/sessions/0/scheduler/schedule",
        "spec/sessions/1/addon", "spec/sessions/0/addon/name", "spec/sessions/1/addon/tasks",
        "spec/sessions/1/addon/tasks/1/name",
        "spec/sessions/0/repositories", "spec/sessions/0/repositories/1/name",
        "spec/sessions/0/repositories/0/directory",
    ])
    func requires(_ pointer: String) throws {
        let place = "required-field " + path(pointer)
        #expect(try places(setting: pointer, to: nil) == [place])
        #expect(try places(setting: pointer, to: .null) == [place])
        switch valid[pointer] {
        case .string: #expect(try places(setting: pointer, to: "") == [place])
        case .array: #expect(try places(setting: pointer, to: []) == [place])
        default: break
        }
    }

    /// A value of any other type is refused as a wrong type, and for nothing else.
    @Test(arguments: [
        "spec", "spec/backends", "spec/backends/0", "spec/backends/0/name", "spec/sessions", "spec/sessions/0",
        "spec/sessions/0/name",
        "spec/sessions/0/scheduler", "spec/sessions/0/scheduler/schedule",
        "spec/sessions/0/scheduler/concurrencyPolicy",
        "spec/sessions/0/scheduler/jobTemplate", "spec/sessions/0/hooks", "spec/sessions/0/hooks/preBackup",
        "spec/sessions/0/hooks/postBackup", "spec/sessions/0/hooks/preBackup/0",
        "spec/sessions/0/hooks/postBackup/0/executionPolicy",
        "spec/sessions/0/retryConfig", "spec/sessions/0/retryConfig/maxRetry", "spec/sessions/0/sessionHistoryLimit",
        "spec/sessions/0/addon", "spec/sessions/0/addon/name", "spec/sessions/0/addon/tasks",
        "spec/sessions/0/addon/tasks/0",
        "spec/sessions/0/addon/tasks/0/name", "spec/sessions/0/repositories", "spec/sessions/0/repositories/0",
        "spec/sessions/0/repositories/0/name", "spec/sessions/0/repositories/0/backend",
        "spec/sessions/0/repositories/0/directory",
        "spec/sessions/0/repositories/0/deletionPolicy",
    ])
    func refusesOtherTypes(_ pointer: String) throws {
        let others: [JSONValue] = ["text", "", 5, true, ["item"], [], ["key": "value"], [:], .number("1.5")]
        for other in others where !Self.isSameType(other, valid[pointer]) {
            #expect(try places(setting: pointer, to: other) == ["wrong-type " + path(pointer)], "\(other)")
        }
    }

    @Test(arguments: [
        "spec/backends/0", "spec/sessions/0", "spec/sessions/0/hooks/preBackup/0", "spec/sessions/0/hooks/postBackup/0",
        "spec/sessions/0/addon/tasks/0", "spec/sessions/0/repositories/0",
    ])
    func refusesNullItems(_ pointer: String) throws {
        #expect(try places(setting: pointer, to: .null) == ["wrong-type " + path(pointer)])
    }

    @Test(arguments: [
        (
            "spec/sessions/0/retryConfig/maxRetry", ["0", "-1", "2147483648", "1e10", "-9223372036854775809"],
            ["1", "2147483647", "1.0", "2e0"]
        ),
        ("spec/sessions/0/sessionHistoryLimit", ["-1", "2147483648", "1e400"], ["0", "-0", "1", "2147483647"]),
    ])
    func knowsTheBounds(_ pointer: String, outside: [String], inside: [String]) throws {
        for text in outside {
            #expect(try places(setting: pointer, to: .number(text)) == ["out-of-range " + path(pointer)], "\(text)")
        }
        for text in inside {
            #expect(try places(setting: pointer, to: .number(text)) == [], "\(text)")
        }
    }

    @Test(arguments: [
        ("spec/sessions/0/scheduler/concurrencyPolicy", ["Allow", "Forbid", "Replace"]),
        ("spec/sessions/0/repositories/0/deletionPolicy", ["Delete", "WipeOut", "Retain"]),
        ("spec/sessions/0/hooks/preBackup/0/executionPolicy", ["Always", "OnSuccess", "OnFailure"]),
        ("spec/sessions/0/hooks/postBackup/0/executionPolicy", ["Always", "OnSuccess", "OnFailure"]),
    ])
    func knowsTheChoices(_ pointer: String, choices: [String]) throws {
        for choice in choices {
            var object = valid
            object[pointer] = .string(choice)
            #expect(try errors(object) == [])
            // Kubernetes takes an empty policy for a missing one.
            let empty = pointer.hasSuffix("/concurrencyPolicy") ? [] : [""]
            for wrong in [choice.lowercased(), choice + " "] + empty {
                #expect(try places(setting: pointer, to: .string(wrong)) == ["unsupported-value " + path(pointer)])
            }
        }
    }

    /// Fields that users do not write are not checked: the status, and newer fields.
    @Test(arguments: [
        "status", "metadata/newField", "spec/newField", "spec/sessions/0/newField",
        "spec/sessions/0/scheduler/jobTemplate/newField", "spec/sessions/0/addon/tasks/0/newField",
    ])
    func ignoresOtherFields(_ pointer: String) throws {
        for value: JSONValue in ["text", 5, [:], .null] {
            #expect(try places(setting: pointer, to: value) == [])
        }
    }

    /// All findings are reported at once in the order of the documentation, whatever the order in the document.
    @Test func reportsEverythingInTheSchemasOrder() throws {
        var object = valid
        object["spec/sessions/1/repositories/0/backend"] = "nowhere"
        object["spec/sessions/1/name"] = "hourly"
        object["spec/sessions/1/scheduler/schedule"] = "never"
        object["spec/sessions/0/repositories/1/name"] = "web-primary"
        object["spec/sessions/0/repositories/0/deletionPolicy"] = "Burn"
        object["spec/sessions/0/addon"] = nil
        object["spec/sessions/0/retryConfig/maxRetry"] = 0
        object["spec/sessions/0/hooks/preBackup/0"] = .null
        object["spec/backends/1/name"] = "primary"
        #expect(
            try checked(object).all.map(\.path.description) == [
                "spec.backends[1].name", "spec.sessions[0].hooks.preBackup[0]", "spec.sessions[0].retryConfig.maxRetry",
                "spec.sessions[0].addon", "spec.sessions[0].repositories[0].deletionPolicy",
                "spec.sessions[0].repositories[1].name",
                "spec.sessions[0].repositories[1].backend", "spec.sessions[1].name",
                "spec.sessions[1].scheduler.schedule",
                "spec.sessions[1].repositories[0].backend",
            ])
    }

    /// An object over the findings limit is refused without running rules, which would build views of millions of items
    /// for it.
    @Test func runsNoRulesBeyondTheFindingsLimit() throws {
        var object = valid
        object["spec/backends/1/name"] = "primary"
        object["spec/sessions"] = .array(Array(repeating: .null, count: Findings.limit + 1))
        let document = try Document(json: object.json)
        let findings = BackupConfiguration.kind.check(document.root, in: Context(document))
        #expect(findings.all.count == Findings.limit)
        #expect(findings.dropped == 1)
    }

    private static func isSameType(_ left: JSONValue, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.string, .string), (.array, .array), (.object, .object): true
        case (.number(let text), .number): text == "5"
        default: false
        }
    }
}
