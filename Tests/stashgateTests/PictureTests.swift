import Document
import TestSupport
import Testing

/// The pictures of the docs show what the program prints, and are readable on light and dark pages.
struct PictureTests {
    /// The session that the first picture shows is that of the program of today.
    @Test func terminal() throws {
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let drawn = try Repository.output(of: "STASHGATE=\(program) Scripts/terminal-picture.sh")
        #expect(try drawn == Repository.text(of: "Docs/images/terminal.svg"), "run make pictures")
        let text = drawn.replacing(/<[^>]*>/, with: "").replacing("&#160;", with: " ")
        #expect(text.contains("$ stashgate lint --quiet backup.yaml"))
        #expect(text.contains("The BackupConfiguration \"bad-three-ways\" is invalid:"))
        for rule in ["invalid-schedule", "unknown-backend", "duplicate-name"] {
            #expect(text.contains("error[\(rule)]:") && text.contains("[\(rule)]"), "\(rule)")
        }
    }

    /// The picture of the dashboard takes minutes to draw, so it is drawn by hand: it has all panels and no others.
    @Test func dashboard() throws {
        let picture = try Repository.text(of: "Docs/images/dashboard.svg")
        let drawn = picture.matches(of: /<text class="(?:title|row)"[^>]*>([^<]*)</).map { String($0.output.1) }
        let titles = try MonitoringComponentTests.panels().map { $0.text("title") }
        #expect(drawn.map { $0.replacing("&#x27;", with: "'") } == titles, "run Scripts/dashboard-picture.py")
        // The panels of the server itself have data.
        #expect(picture.matches(of: /<path class="line l/).count > 20)
    }

    @Test("each picture is in a page, has a description, and colours for dark pages")
    func pictures() throws {
        for path in try Repository.output(of: "ls Docs/images/*.svg").split(separator: "\n").map(String.init) {
            let picture = try Repository.text(of: path)
            #expect(picture.contains("role=\"img\" aria-labelledby=\"title desc\""), "\(path)")
            #expect(picture.contains("<title id=\"title\">") && picture.contains("<desc id=\"desc\">"), "\(path)")
            #expect(picture.contains("@media (prefers-color-scheme: dark) {"), "\(path)")
            #expect(!picture.contains("<script") && !picture.contains("href="), "\(path) needs nothing else")
            let name = path.split(separator: "/").last ?? ""
            #expect(try Repository.shell("grep -qF 'images/\(name)' README.md Docs/*.md").status == 0, "\(path)")
        }
        // A picture with an empty text beside it is nothing to those who do not see it.
        let readme = try Repository.text(of: "README.md")
        #expect(readme.matches(of: /!\[([^\]]*)\]/).allSatisfy { $0.output.1.count > 20 })
        #expect(readme.matches(of: /!\[/).count == 3)
    }
}
