import TestSupport
import Testing

/// Warns of a hook that runs nothing.
@Suite struct MissingHookTemplateTests {
    @Test(arguments: ["preBackup", "postBackup"])
    func warns(_ list: String) throws {
        let place = "spec.sessions[0].hooks.\(list)[0].hookTemplate"
        let pointer = "spec/sessions/0/hooks/\(list)/0/hookTemplate"
        #expect(try places(setting: pointer, to: nil) == ["missing-hook-template " + place])
        #expect(try places(setting: pointer, to: .null) == ["missing-hook-template " + place])
        #expect(try places(setting: pointer, to: [:]) == ["required-field " + place + ".name"])
        #expect(try places(setting: pointer, to: ["name": "run", "namespace": "elsewhere"]) == [])
    }
}
