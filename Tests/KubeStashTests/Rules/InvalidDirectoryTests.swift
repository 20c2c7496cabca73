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

    /// Invisible characters in a directory are errors; a block of YAML ends with a line break.
    @Test(arguments: [
        ("/web\n", "/web"), ("\t/web", "/web"), ("/a\tb", nil), ("/a\u{0}", nil), ("/a\u{7F}b", nil),
        ("/a\u{85}b", nil),
        ("/../a\n", nil), (" ", nil), ("\u{A0}\n", nil),
    ])
    func refusesWhatCannotBeSeen(_ directory: String, meant: String?) throws {
        var object = valid
        object[pointer] = .string(directory)
        let lines = try errors(object)
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("invalid-directory FieldValueInvalid \(place): Invalid value: "))
        #expect(lines[0].contains("did you mean") == (meant != nil))
        if let meant { #expect(lines[0].hasSuffix("did you mean \"\(meant)\"?")) }
    }

    /// Blanks at the ends, and characters that look like others or like none.
    @Test(arguments: [
        (" /web", "U+0020; did you mean \"/web\"?"), ("/web\u{200B}", "U+200B; did you mean \"/web\"?"),
        ("/a\u{A0}b", "U+00A0"),
    ])
    func warnsOfWhatCannotBeSeen(_ directory: String, problem: String) throws {
        var object = valid
        object[pointer] = .string(directory)
        let line = "hidden-characters \(place): has blanks at its ends or characters that are not seen: \(problem)"
        #expect(try warnings(object) == [line])
    }

    /// An address or a path of Windows would be the name of a directory.
    @Test(arguments: [
        ("s3://bucket/web", true), ("https://a.example/b", true), ("C:\\web", true), ("c:/web", true),
        ("backups\\web", true), ("\\\\server\\web", true),
        // Other texts with these characters.
        ("/a:b", false), ("://a", false), ("/a/b://c", false), ("/a\\", false), ("\\a", false), ("a: /b", false),
    ])
    func warnsOfAnotherKindOfPlace(_ directory: String, isOther: Bool) throws {
        var object = valid
        object[pointer] = .string(directory)
        let found = try warnings(object).map { $0.prefix { $0 != ":" } }
        #expect(found == (isOther ? ["unlikely-directory \(place)"] : []))
    }

    @Test(arguments: [
        "/", ".", "/é", "/\u{3A0}", "/a..b", "/...", "a/./b", "/a//b/", "..a", "/with space", "\\..\\",
    ])
    func takesEveryOtherPath(_ directory: String) throws {
        let found = try places(setting: pointer, to: .string(directory))
        #expect(found.allSatisfy { $0.hasPrefix("nested-directory ") })
    }
}
