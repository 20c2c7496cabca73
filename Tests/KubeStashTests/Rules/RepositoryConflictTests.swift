import TestSupport
import Testing

/// A name means one repository, in all sessions.
@Suite struct RepositoryConflictTests {
    private let place = "spec.sessions[1].repositories[0].name"
    private let pointer = "spec/sessions/1/repositories/0/"

    private var shared: JSONValue {
        var object = valid
        object["spec/sessions/0/repositories/1/directory"] = "/offsite"
        object["spec/sessions/1/repositories/0"] = valid["spec/sessions/0/repositories/0"]
        object["spec/sessions/1/scheduler/schedule"] = "30 0 * * *"
        return object
    }

    @Test(
        arguments: [
            ("directory", "/web/"), ("directory", "web"), ("deletionPolicy", nil),
            ("encryptionSecret/namespace", "demo"),
        ] as [(String, JSONValue?)])
    func takesOtherSpellingsOfTheSame(_ field: String, value: JSONValue?) throws {
        var object = shared
        #expect(try findings(object) == [])
        object[pointer + field] = value
        #expect(try findings(object) == [])
    }

    /// A Secret of another namespace may be the same, too.
    @Test func takesOneSecretElsewhere() throws {
        var object = shared
        for session in 0...1 {
            object["spec/sessions/\(session)/repositories/0/encryptionSecret/namespace"] = "elsewhere"
        }
        #expect(try errors(object) == [])
        object["\(pointer)encryptionSecret/namespace"] = "other"
        #expect(try errors(object).count == 1)
    }

    @Test(
        arguments: [
            ("backend", "offsite", "backend \"primary\", here \"offsite\""),
            ("directory", "/other", "directory \"/web\", here \"/other\""),
            ("encryptionSecret/name", "other", #"encryptionSecret {"name":"key"}, here {"name":"other"}"#),
            (
                "encryptionSecret/namespace", "other",
                #"encryptionSecret {"name":"key"}, here {"name":"key","namespace":"other"}"#
            ),
            ("encryptionSecret", nil, #"encryptionSecret {"name":"key"}, here none"#),
            ("deletionPolicy", "Retain", "deletionPolicy \"Delete\", here \"Retain\""),
        ] as [(String, JSONValue?, String)])
    func reportsDifferences(_ field: String, value: JSONValue?, difference: String) throws {
        var object = shared
        object[pointer + field] = value
        #expect(
            try errors(object) == [
                "repository-conflict FieldValueInvalid \(place): Invalid value: \"web-primary\": "
                    + "in session \"hourly\" the repository of this name has \(difference); "
                    + "give it another name or the same fields"
            ])
    }

    /// A field that one of them lacks is a difference, beside the mistake that it is missing.
    @Test func reportsMissingFields() throws {
        var object = shared
        object["\(pointer)backend"] = nil
        #expect(try errors(object).contains { $0.contains("has backend \"primary\", here none; ") })
        var earlier = shared
        earlier["spec/sessions/0/repositories/0/backend"] = nil
        #expect(try errors(earlier).contains { $0.contains("has backend none, here \"primary\"; ") })
    }

    /// All differences are in one message, in the order of the fields.
    @Test func reportsAllDifferences() throws {
        var object = shared
        for (field, value) in [
            ("deletionPolicy", "Retain"), ("encryptionSecret/name", "other"), ("directory", "/other"),
            ("backend", "offsite"),
        ] {
            object[pointer + field] = .string(value)
        }
        let found = try errors(object)
        #expect(found.count == 1)
        #expect(
            found.first?.contains(
                #"has backend "primary", here "offsite"; directory "/web", here "/other"; "#
                    + #"encryptionSecret {"name":"key"}, here {"name":"other"}; "#
                    + #"deletionPolicy "Delete", here "Retain"; give it another name"#) == true, "\(found)")
    }

    /// Two repositories of one name in one session are a duplicate, which another rule reports.
    @Test func leavesDuplicatesAlone() throws {
        var object = valid
        object["spec/sessions/0/repositories/1/name"] = "web-primary"
        #expect(try errors(object).allSatisfy { $0.hasPrefix("duplicate-name ") })
    }
}
