import TestSupport
import Testing

/// The modules and their imports match Docs/architecture.md: a page with missing modules or upward arrows misleads its
/// readers.
struct ArchitectureTests {
    /// A row of the table of modules.
    private struct Room {
        let name: String
        let uses: [String]
    }

    /// The table of modules, from the top layer to the bottom one.
    private static func rooms() throws -> [Room] {
        let page = try Repository.text(of: "Docs/architecture.md")
        return page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            let cells = row.split(separator: "|").map { words(in: $0, between: "`") }
            return Room(name: cells.first?.first ?? "", uses: cells.last ?? [])
        }
    }

    /// The words that are quoted in a text.
    private static func words(in text: Substring, between quote: Character) -> [String] {
        let parts = text.split(separator: quote, omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }

    /// The modules that the files of a module import, without duplicates.
    private static func imports(of room: String) throws -> Set<String> {
        let lines = try Repository.shell("grep -rhE '^ *([@a-z()]+ )*import ' --include='*.swift' Sources/\(room)")
            .output
        let modules = lines.split(separator: "\n").compactMap { line in
            line.split(separator: " ").drop { $0 != "import" }.dropFirst().last?.split(separator: ".").first
        }
        return Set(modules.map(String.init))
    }

    @Test("the modules of the page are the folders of Sources")
    func folders() throws {
        let folders = try Repository.output(of: "ls Sources").split(separator: "\n").map(String.init)
        #expect(try Self.rooms().map(\.name).sorted() == folders.sorted())
    }

    @Test("arrows point only down, so that no cycle is possible")
    func downwards() throws {
        let rooms = try Self.rooms()
        for (floor, room) in rooms.enumerated() {
            let below = Set(rooms.dropFirst(floor + 1).map(\.name))
            #expect(below.isSuperset(of: room.uses), "\(room.name) uses a room that is not below it")
        }
    }

    @Test("every import of another module is an arrow of the page")
    func imports() throws {
        let rooms = try Self.rooms()
        let names = Set(rooms.map(\.name))
        for room in rooms {
            let imported = try Self.imports(of: room.name).intersection(names)
            #expect(imported.isSubset(of: room.uses), "imports of \(room.name)")
        }
    }

    @Test("the arrows of the page are the dependencies in Package.swift")
    func package() throws {
        let package = try Repository.text(of: "Package.swift")
        for room in try Self.rooms() where !room.uses.isEmpty {
            let target = try Regex(#"(?:room\(\s*|executableTarget\(\s*name: )"\#(room.name)",([^\]]*)\]"#)
            let stated = try #require(package.firstMatch(of: target)?[1].substring, "\(room.name) is no target")
            #expect(Set(Self.words(in: stated, between: "\"")) == Set(room.uses), "dependencies of \(room.name)")
        }
    }

    @Test("the image is built from all folders that Package.swift names, without which the build would fail")
    func context() throws {
        let package = try Repository.text(of: "Package.swift")
        let folders = package.matches(of: /path: "([^"\/]+)/).map { String($0.output.1) }
        let kept = try Repository.text(of: ".dockerignore").split(separator: "\n").filter { $0.hasPrefix("!") }
        #expect(folders.contains("Benchmarks"))
        #expect(Set(kept.map { String($0.dropFirst()) }).isSuperset(of: folders + ["Package.swift", "Sources"]))
    }

    @Test("no module imports Foundation or SwiftNIO")
    func foreign() throws {
        let known: Set = ["Glibc", "Musl", "Synchronization", "Logging"]
        let rooms = try Self.rooms()
        let names = Set(rooms.map(\.name))
        for room in rooms where room.name != "stashgate" {
            let foreign = try Self.imports(of: room.name).subtracting(names).subtracting(known)
            #expect(foreign == [], "imports of \(room.name)")
        }
        let commandLine = try Self.imports(of: "stashgate").subtracting(names).subtracting(known)
        #expect(commandLine.isSubset(of: ["ArgumentParser"]))
    }
}
