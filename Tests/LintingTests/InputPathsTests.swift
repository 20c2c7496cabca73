import Glibc
import TestSupport
import Testing

@testable import Linting

/// The files that a command line names, each once and in a steady order.
struct InputPathsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for path in ["a", "a/b", "a/.hidden", "build", "build/.git", "a/build"] {
            _ = unsafe mkdir("\(folder.path)/\(path)", 0o755)
        }
        for file in [
            "z.yaml", "a/x.yml", "a/y.json", "a/notes.txt", "a/b/c.YAML", "a/.hidden/h.yaml", "build/.git/g.yaml",
            "build/o.yaml", "a/build/p.yaml", "a/.yaml",
        ] { try folder.write("", to: file) }
    }

    private func files(_ arguments: [String], excluding excluded: [String] = []) -> [String] {
        let paths = InputPaths(
            arguments.map { $0 == "-" ? $0 : $0.isEmpty ? folder.path : "\(folder.path)/\($0)" }, excluding: excluded)
        return paths.files.map { $0.path.replacing("\(folder.path)/", with: "") }
            + paths.problems.map { "\($0.path.replacing("\(folder.path)/", with: "")): \($0.message)" }
    }

    @Test("folders are searched in the order of their names")
    func folders() {
        #expect(
            files([""]) == [
                "a/.hidden/h.yaml", "a/b/c.YAML", "a/build/p.yaml", "a/x.yml", "a/y.json", "build/o.yaml", "z.yaml",
            ])
        #expect(files(["a/b", "z.yaml", "a/b/c.YAML"]) == ["a/b/c.YAML", "z.yaml"])
        #expect(files(["-", "a/notes.txt"]) == ["-", "a/notes.txt"])
    }

    @Test("patterns of the command line and of what is left out")
    func patterns() {
        #expect(files(["a/*.y*"]) == ["a/.yaml", "a/x.yml"])
        #expect(files(["**/*.yaml"]) == ["a/.hidden/h.yaml", "a/.yaml", "a/build/p.yaml", "build/o.yaml", "z.yaml"])
        #expect(files(["a/*/c.YAML"]) == ["a/b/c.YAML"])
        #expect(files([""], excluding: ["build/", "*.json", "h.yaml"]) == ["a/b/c.YAML", "a/x.yml", "z.yaml"])
        #expect(files(["a/q*"]) == ["a/q*: no file matches"])
        #expect(files(["q.yaml"]) == ["q.yaml: cannot open: No such file or directory"])
    }

    @Test("what a .gitignore names is left out, unless it is named itself")
    func ignored() throws {
        try folder.write("build/\n*.yml\n!x.yml\n# z.yaml\n/z.yaml\n", to: ".gitignore")
        try folder.write("y.json\n", to: "a/.gitignore")
        #expect(files([""]) == ["a/.hidden/h.yaml", "a/b/c.YAML", "a/x.yml"])
        #expect(files(["z.yaml", "build"]) == ["z.yaml", "build/o.yaml"])
        // The file of a folder above holds inside of a repository only.
        #expect(files(["a"]) == ["a/.hidden/h.yaml", "a/b/c.YAML", "a/build/p.yaml", "a/x.yml"])
        _ = unsafe mkdir("\(folder.path)/.git", 0o755)
        #expect(files(["a"]) == ["a/.hidden/h.yaml", "a/b/c.YAML", "a/x.yml"])
    }

    @Test("links to files are read, and links to folders are not followed")
    func links() throws {
        _ = unsafe symlink("../../z.yaml", "\(folder.path)/a/b/link.yaml")
        _ = unsafe symlink("..", "\(folder.path)/a/b/loop")
        _ = unsafe symlink("/nowhere", "\(folder.path)/a/b/broken.yaml")
        #expect(
            files(["a/b"]) == [
                "a/b/c.YAML", "a/b/link.yaml", "a/b/broken.yaml: it is neither a file nor a link to one",
            ])
    }
}
