import TestSupport
import Testing

/// Two of one name are found in every list that has names.
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
            // One repository may serve two sessions.
            ("spec/sessions/1/repositories/0/name", "web-primary", []),
            // Names are compared as they are.
            ("spec/sessions/1/name", "Hourly", []), ("spec/sessions/1/name", "hourly ", []),
        ] as [(String, String, [String])])
    func reports(_ pointer: String, name: String, expected: [String]) throws {
        #expect(try places(setting: pointer, to: .string(name)) == expected)
    }

    @Test func reportsEveryRepetition() throws {
        var object = valid
        for index in 2..<40 {
            object["spec/sessions/\(index)"] = valid["spec/sessions/1"]
            object["spec/sessions/\(index)/name"] = .string(index % 2 == 0 ? "even" : "odd")
        }
        let expected = (4..<40).map {
            "duplicate-name FieldValueDuplicate spec.sessions[\($0)].name: Duplicate value: \"\($0 % 2 == 0 ? "even" : "odd")\""
        }
        #expect(try findings(object) == expected)
    }

    /// No name is a name, too: two backends without one cannot be told apart.
    @Test func onlyOneBackendMayGoWithoutAName() throws {
        var object = valid
        object["spec/backends/2"] = ["storageRef": ["name": "s3"]]
        #expect(try findings(object) == [])
        object["spec/backends/3"] = ["name": "", "storageRef": ["name": "s3"]]
        #expect(
            try findings(object) == [
                "duplicate-name FieldValueDuplicate spec.backends[3].name: Duplicate value: \"\": only one backend may go without a name"
            ])
    }
}
