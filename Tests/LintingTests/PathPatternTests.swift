import Testing

@testable import Linting

/// Patterns of paths mean what they mean in a `.gitignore` (gitignore(5)): a file too many is noise, and one that is left
/// out by mistake is not checked.
struct PathPatternTests {
    @Test(arguments: [
        // A name without a slash matches in every folder.
        ("build", "build", true), ("build", "a/b/build", true), ("build", "builds", false),
        ("*.yaml", "a/b.yaml", true),
        // One with a slash begins at its base.
        ("/build", "build", true), ("/build", "a/build", false), ("a/build", "a/build", true),
        ("a/build", "b/a/build", false), ("a/*", "a/b", true), ("a/*", "a/b/c", false),
        // Two stars are any number of folders, also none.
        ("**/build", "build", true), ("**/build", "a/b/build", true), ("a/**/b", "a/b", true),
        ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/c", false), ("a/**", "a/b/c", true), ("a/**", "a", false),
        ("**", "a", true), ("a/**/b/**/c", "a/1/b/2/3/c", true), ("a/**/b/*.yaml", "a/b/x/b/c.yaml", true),
        // Inside of a name.
        ("?.yaml", "a.yaml", true), ("?.yaml", "ab.yaml", false), ("?.yaml", "ä.yaml", true),
        ("a*b*c", "axxbyyc", true),
        ("a*b*c", "axxbyy", false), ("*", "a/b", true), ("[ab].yaml", "b.yaml", true), ("[ab].yaml", "c.yaml", false),
        ("[a-c]", "b", true), ("[!a-c]", "b", false), ("[^a-c]", "d", true), ("[]x]", "]", true), ("[a-]", "-", true),
        ("[c-a]", "b", false), ("[", "[", true), ("a[", "a[", true), ("\\*", "*", true), ("\\*", "a", false),
        ("[\\]]", "]", true), ("a\\", "a\\", true),
    ])
    func matches(pattern: String, path: String, expected: Bool) throws {
        let pattern = try #require(PathPattern(pattern[...]))
        let names = path.split(separator: "/").map(String.init)
        #expect(pattern.matches(names[...], isFolder: false) == expected)
    }

    @Test("a slash at the end is for folders only")
    func folders() throws {
        let pattern = try #require(PathPattern("build/"))
        #expect(pattern.matches(["a", "build"], isFolder: true))
        #expect(!pattern.matches(["a", "build"], isFolder: false))
    }

    @Test("an empty pattern is none", arguments: ["", "/", "//"])
    func empty(text: String) {
        #expect(PathPattern(text[...]) == nil)
    }

    @Test("many stars cost no more than the product of both lengths")
    func stars() throws {
        let name = String(repeating: "a", count: 2000)
        let pattern = try #require(PathPattern((String(repeating: "*a", count: 500) + "b")[...]))
        #expect(!pattern.matches([name], isFolder: false))
        let folders = try #require(PathPattern((String(repeating: "**/a/", count: 500) + "b")[...]))
        #expect(!folders.matches(Array(repeating: "a", count: 2000)[...], isFolder: false))
    }
}
