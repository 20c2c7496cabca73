import TestSupport
import Testing

@testable import Linting

/// Texts of users survive in each format: a name with a special character must not hide a mistake or invent one.
struct ReportEscapeTests {
    @Test(arguments: [
        ("a/b.yaml", "a/b.yaml"), ("./a.yaml", "a.yaml"), ("a/../b.yaml", "b.yaml"), ("a//b.yaml", "a/b.yaml"),
        ("/repo/a.yaml", "a.yaml"), ("/repo/../repo/a.yaml", "a.yaml"), ("-", "-"), ("a b%.yaml", "a%20b%25.yaml"),
        ("ä:1,#?.yaml", "%C3%A4%3A1%2C%23%3F.yaml"), ("~a_-.yaml", "~a_-.yaml"), ("\u{1}.yaml", "%01.yaml"),
        // What is outside the repository has no path in it.
        ("../other/a b.yaml", "file:///other/a%20b.yaml"), ("/etc/a.yaml", "file:///etc/a.yaml"),
        ("/repository/a.yaml", "file:///repository/a.yaml"), ("../../../a.yaml", "file:///a.yaml"),
    ])
    func addresses(_ path: String, uri: String) {
        #expect(ReportPaths(folder: "/repo").uri(of: path) == uri)
    }

    @Test func roots() {
        #expect(ReportPaths(folder: "/repo/apps", root: "/repo").path(of: "a.yaml") == "apps/a.yaml")
        #expect(ReportPaths(folder: "/repo/apps", root: "/repo/").path(of: "../a.yaml") == "a.yaml")
        // A root that the program is not in is that of another machine.
        #expect(ReportPaths(folder: "/repo", root: "/home/runner/work").path(of: "a.yaml") == "a.yaml")
        #expect(ReportPaths(folder: "/").path(of: "a.yaml") == "a.yaml")
        // Standard input is in no folder.
        #expect(ReportPaths(folder: "/repo/apps", root: "/repo").path(of: "-") == "-")
    }

    @Test(arguments: [
        ("plain", "plain", "plain"), ("50%", "50%25", "50%25"), ("%0A", "%250A", "%250A"),
        ("a\nb", "a%0Ab", "a%0Ab"), ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"), ("a\rb", "a%0Db", "a%0Db"),
        ("a: b, c", "a: b, c", "a%3A b%2C c"), ("::error::x", "::error::x", "%3A%3Aerror%3A%3Ax"),
        // A mark that combines with a character leaves it one.
        ("%\u{301}", "%25\u{301}", "%25\u{301}"), (":\u{301}", ":\u{301}", "%3A\u{301}"),
        // The runner has no escape for a character that commands a terminal.
        ("e\u{1B}[1m\t\u{9B}", #"e\x1b[1m\t\u009b"#, #"e\x1b[1m\t\u009b"#), ("a\u{202E}b", #"a\u202eb"#, #"a\u202eb"#),
        // A character that is seen, or joins others, is a part of the name by which GitHub finds the file.
        ("a\u{3000}👩\u{200D}🌾", "a\u{3000}👩\u{200D}🌾", "a\u{3000}👩\u{200D}🌾"),
    ])
    func workflowCommands(_ text: String, message: String, property: String) {
        #expect(GitHubReport.escaped(text) == message)
        #expect(GitHubReport.escaped(text, isProperty: true) == property)
    }

    @Test(arguments: [
        ("plain ä 🐌", "plain ä 🐌", "plain ä 🐌"), ("<a&b>", "&lt;a&amp;b&gt;", "&lt;a&amp;b&gt;"),
        ("]]>", "]]&gt;", "]]&gt;"), ("\"'", "\"'", "&quot;'"), ("a\nb\tc\rd", "a\nb\tc&#13;d", "a&#10;b&#9;c&#13;d"),
        // XML 1.0 has no escape for these.
        ("\0\u{8}\u{1B}[31m\u{FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}[31m\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}[31m\u{FFFD}"),
        ("<\u{301}", "&lt;\u{301}", "&lt;\u{301}"), ("\u{7F}", "&#127;", "&#127;"),
        ("a\u{202E}b\u{85}\u{E0041}", "a&#8238;b&#133;&#917569;", "a&#8238;b&#133;&#917569;"),
    ])
    func xml(_ text: String, content: String, attribute: String) {
        #expect(XMLText.escaped(text) == content)
        #expect(XMLText.escaped(text, isAttribute: true) == attribute)
    }
}
