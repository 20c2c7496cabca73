import TestSupport
import Testing

/// A directory must not lead out of its storage.
@Suite struct InvalidDirectoryTests {
    private let pointer = "spec/sessions/0/repositories/0/directory"
    private let place = "spec.sessions[0].repositories[0].directory"

    @Test(arguments: ["..", "/..", "../d", "/a/../b", "/a/..", "a/b/.."])
    func refusesToClimb(_ directory: String) throws {
        #expect(try places(setting: pointer, to: .string(directory)) == ["invalid-directory " + place])
    }

    @Test(arguments: ["/", ".", "/a..b", "/...", "a/./b", "/a//b/", "..a", "/with space", "\\..\\"])
    func takesEveryOtherPath(_ directory: String) throws {
        #expect(try places(setting: pointer, to: .string(directory)) == [])
    }
}
