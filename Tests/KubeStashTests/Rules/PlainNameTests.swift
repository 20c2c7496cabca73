import TestSupport
import Testing

/// Names that only people and KubeStash look up may be any text that can be seen.
@Suite struct PlainNameTests {
    private static let fields = [
        "spec/sessions/0/addon/tasks/0/name", "spec/sessions/0/hooks/preBackup/0/name",
        "spec/sessions/0/addon/tasks/0/addonVolumes/0/name",
    ]

    /// The findings about a name in an object that has all of the fields.
    private func places(_ field: String, _ name: String) throws -> [String] {
        var object = valid
        object["spec/sessions/0/addon/tasks/0/addonVolumes"] = [["name": "cache", "source": ["emptyDir": [:]]]]
        object[field] = .string(name)
        return try errors(object).map { line in
            let words = line.split(separator: ": ")[0].split(separator: " ")
            return "\(words[0]) \(words[2])"
        }
    }

    @Test(arguments: fields, [" ", "\t", "a\nb", "a\u{0}", "logical-backup\n", "\u{A0}"])
    func refuses(_ field: String, _ name: String) throws {
        let lines = try places(field, name)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("invalid-name spec.sessions[0].") == true)
    }

    @Test(arguments: fields, ["Logical Backup", "flush_tables", "é", " a", "schön"])
    func takes(_ field: String, _ name: String) throws {
        #expect(try places(field, name) == [])
    }

    @Test func suggestsWhatCanBeSeen() throws {
        var object = valid
        object["spec/sessions/0/addon/tasks/0/name"] = "logical-backup\n"
        #expect(try errors(object).first?.hasSuffix("did you mean \"logical-backup\"?") == true)
    }

    /// A backend whose own name is wrong is not suggested to a repository.
    @Test func doesNotSuggestAWrongName() throws {
        var object = valid
        object["spec/backends/0/name"] = "primary\n"
        let lines = try errors(object)
        #expect(lines.first?.hasPrefix("invalid-name FieldValueInvalid spec.backends[0].name: ") == true)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("unknown-backend ") && !$0.contains("did you mean") })
    }
}
