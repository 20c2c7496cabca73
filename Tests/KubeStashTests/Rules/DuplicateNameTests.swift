import TestSupport
import Testing

/// Repeated names are found in every list of named items.
@Suite struct DuplicateNameTests {
    @Test(
        arguments: [
            (
                "spec/backends/1/name", "primary",
                ["duplicate-name spec.backends[1].name", "unknown-backend spec.sessions[0].repositories[1].backend"]
            ),
            ("spec/sessions/1/name", "hourly", ["duplicate-name spec.sessions[1].name"]),
            (
                "spec/sessions/0/repositories/1/name", "web-primary",
                ["duplicate-name spec.sessions[0].repositories[1].name"]
            ),
            // Names are compared literally.
            ("spec/backends/2/name", "Primary", []), ("spec/backends/2/name", "primary ", []),
        ] as [(String, String, [String])])
    func reports(_ pointer: String, name: String, expected: [String]) throws {
        var object = valid
        object["spec/backends/2"] = ["name": "spare", "storageRef": ["name": "nfs"]]
        object[pointer] = .string(name)
        #expect(try errors(object).map(ruleAndPlace) == expected)
    }

    @Test func reportsEveryRepetition() throws {
        var object = valid
        for index in 2..<40 {
            object["spec/sessions/\(index)"] = valid["spec/sessions/1"]
            object["spec/sessions/\(index)/repositories/0/name"] = .string("web-\(index)")
            object["spec/sessions/\(index)/repositories/0/directory"] = .string("/web/\(index)")
            object["spec/sessions/\(index)/name"] = .string(index % 2 == 0 ? "even" : "odd")
        }
        let expected = (4..<40).map {
            "duplicate-name FieldValueDuplicate spec.sessions[\($0)].name: Duplicate value: \"\($0 % 2 == 0 ? "even" : "odd")\""
        }
        #expect(try errors(object) == expected)
    }

    /// A missing name counts as a name: two backends without one cannot be told apart.
    @Test func onlyOneBackendMayGoWithoutAName() throws {
        var object = valid
        object["spec/backends/2"] = ["storageRef": ["name": "nfs"]]
        #expect(try errors(object) == [])
        object["spec/backends/3"] = ["name": "", "storageRef": ["name": "s3"]]
        #expect(
            try errors(object) == [
                "duplicate-name FieldValueDuplicate spec.backends[3].name: Duplicate value: \"\": only one backend may go without a name"
            ])
    }

    private func ruleAndPlace(_ line: String) -> String {
        let words = line.split(separator: " ")
        return "\(words[0]) \(words[2].dropLast())"
    }
}
