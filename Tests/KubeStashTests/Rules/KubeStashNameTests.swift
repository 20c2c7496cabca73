import TestSupport
import Testing

/// Names that become parts of Kubernetes' names and labels must follow their rules.
@Suite struct KubeStashNameTests {
    private static let sessionName = "spec/sessions/0/name"
    private static let subdomains = [
        "spec/sessions/0/repositories/0/name", "spec/sessions/0/addon/name", "spec/target/name",
        "spec/backends/0/storageRef/name", "spec/backends/0/retentionPolicy/name",
        "spec/sessions/0/repositories/0/encryptionSecret/name", "spec/sessions/0/hooks/preBackup/0/hookTemplate/name",
    ]
    private static let namespaces = [
        "spec/target/namespace", "spec/backends/0/storageRef/namespace", "spec/backends/0/retentionPolicy/namespace",
        "spec/sessions/0/repositories/0/encryptionSecret/namespace",
        "spec/sessions/0/hooks/preBackup/0/hookTemplate/namespace",
    ]

    @Test(arguments: subdomains + namespaces + [sessionName])
    func refusesInvalidNames(_ pointer: String) throws {
        for name in [
            "My_Name!", " ", "name ", "-name", "name-", "a/b", "na\u{EF}ve", String(repeating: "n", count: 254),
        ] {
            var object = valid
            object[pointer] = .string(name)
            let lines = try errors(object)
            #expect(lines.map { $0.split(separator: " ")[0] } == ["invalid-name"], "\(name)")
            #expect(lines.allSatisfy { $0.contains("FieldValueInvalid") })
        }
    }

    @Test(arguments: subdomains)
    func takesDNSNames(_ pointer: String) throws {
        for name in ["a", "a.b-c.d0", String(repeating: "n", count: 253)] {
            #expect(try places(setting: pointer, to: .string(name)) == [], "\(name)")
        }
    }

    @Test(arguments: namespaces)
    func takesOneLabelForANamespace(_ pointer: String) throws {
        #expect(try places(setting: pointer, to: "") == [])
        var object = valid
        object[pointer] = "a.b"
        #expect(try errors(object).count == 1)
    }

    /// The name also goes into a label, which has less room than the name of a CronJob.
    @Test(arguments: [
        ("a.b-c", true), (String(repeating: "n", count: 63), true), (String(repeating: "n", count: 64), false),
    ])
    func takesSessionNames(_ name: String, isValid: Bool) throws {
        let found = try places(setting: Self.sessionName, to: .string(name)).filter { !$0.hasPrefix("long-name ") }
        #expect(found.isEmpty == isValid)
    }

    @Test func suggestsAName() throws {
        var object = valid
        object[Self.sessionName] = "My Session"
        #expect(try errors(object)[0].hasSuffix("; did you mean \"my-session\"?"))
    }
}
