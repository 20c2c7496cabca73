import Glibc
import TestSupport
import Testing

@testable import TLS

/// Either all files of a set are replaced or none is, even if the write is interrupted.
@Suite struct FileSetTests {
    private static let names = ["a", "b", "c", "d"]

    /// The contents of a folder: the text of every file, and nil for a folder.
    private static func contents(of folder: TemporaryFolder) throws -> [String: String?] {
        try TemporaryFolder.names(in: folder.path).reduce(into: [:]) { contents, name in
            let path = "\(folder.path)/\(name)"
            let isFolder = (try? TemporaryFolder.names(in: path)) != nil
            contents[name] = isFolder ? .some(nil) : String(decoding: try TemporaryFolder.read(path), as: UTF8.self)
        }
    }

    private static func write(
        to folder: TemporaryFolder, overwriting: Bool, usesFlags: Bool = true,
        isInterrupted: @escaping () -> Bool = { false }
    ) throws(TLSError) {
        var files = FileSet(in: folder.path, isInterrupted: isInterrupted, usesFlags: usesFlags)
        try files.write(
            names.map { .init(path: "\(folder.path)/\($0)", contents: Array("new \($0)".utf8), isSecret: $0 == "a") },
            overwriting: overwriting)
    }

    private static let new: [String: String?] = ["a": "new a", "b": "new b", "c": "new c", "d": "new d"]

    /// With and without renameat2's flags, which some file systems lack.
    @Test(arguments: [true, false], [[], ["b"], ["a", "d"], names] as [[String]])
    func replaces(usesFlags: Bool, old: [String]) throws {
        let folder = try TemporaryFolder()
        for name in old { try folder.write("old \(name)", to: name) }
        if !old.isEmpty {
            let error = #expect(throws: TLSError.self) {
                try Self.write(to: folder, overwriting: false, usesFlags: usesFlags)
            }
            #expect(error?.description == "\(folder.path)/\(old[0]) is already there; --force replaces it")
            #expect(try Self.contents(of: folder).keys.sorted() == old)
        }
        try Self.write(to: folder, overwriting: !old.isEmpty, usesFlags: usesFlags)
        #expect(try Self.contents(of: folder) == Self.new)
        #expect(try TemporaryFolder.mode(of: "\(folder.path)/a") == 0o600)
        #expect(try TemporaryFolder.mode(of: "\(folder.path)/b") == 0o644)
    }

    /// Existing files and folders that must not be replaced are found before any draft is written.
    @Test(arguments: [true, false], names)
    func looksFirst(isFolder: Bool, name: String) throws {
        let folder = try TemporaryFolder()
        if isFolder {
            try #require(unsafe mkdir("\(folder.path)/\(name)", 0o700) == 0)
        } else {
            try folder.write("old", to: name)
        }
        let error = #expect(throws: TLSError.self) {
            try Self.write(to: folder, overwriting: isFolder) {
                Issue.record("it has begun")
                return false
            }
        }
        #expect(error?.code == .file)
    }

    /// There are nine moments for an interruption: before each draft, before each rename, and at the end.
    @Test(arguments: 0..<9, [[], ["b"], names] as [[String]])
    func interrupted(moment: Int, old: [String]) throws {
        for usesFlags in [true, false] {
            let folder = try TemporaryFolder()
            for name in old { try folder.write("old \(name)", to: name) }
            let before = try Self.contents(of: folder)
            var asked = 0
            let error = #expect(throws: TLSError.self) {
                try Self.write(to: folder, overwriting: true, usesFlags: usesFlags) {
                    asked += 1
                    return asked == moment + 1
                }
            }
            #expect(error?.description == "interrupted; nothing has changed in \(folder.path)")
            #expect(try Self.contents(of: folder) == before)
            #expect(asked == moment + 1)
        }
    }

    /// A file or folder appears at the last moment, between the check and the rename.
    @Test(arguments: ["a", "c", "d"], [true, false])
    func obstacle(name: String, isFolder: Bool) throws {
        for (usesFlags, overwriting) in [(true, true), (true, false), (false, true), (false, false)]
        where isFolder || !overwriting {
            let folder = try TemporaryFolder()
            let path = "\(folder.path)/\(name)"
            var asked = 0
            let error = #expect(throws: TLSError.self) {
                try Self.write(to: folder, overwriting: overwriting, usesFlags: usesFlags) {
                    asked += 1
                    if asked == 5 {
                        if isFolder { _ = unsafe mkdir(path, 0o700) } else { try? folder.write("precious", to: name) }
                    }
                    return false
                }
            }
            #expect(error?.code == .file)
            #expect(error?.description.contains(path) == true)
            #expect(try Self.contents(of: folder) == [name: isFolder ? nil : "precious"])
        }
    }

    /// Tries to replace all files, runs a closure once all are in place, and then interrupts.
    private static func interruptAtTheEnd(
        in folder: TemporaryFolder, usesFlags: Bool, _ body: @escaping () -> Void
    ) throws -> String {
        for name in names { try folder.write("old \(name)", to: name) }
        var asked = 0
        let error = #expect(throws: TLSError.self) {
            try write(to: folder, overwriting: true, usesFlags: usesFlags) {
                asked += 1
                if asked == 9 { body() }
                return asked == 9
            }
        }
        #expect(error?.code == .file)
        return error?.description ?? ""
    }

    /// The old file comes back even if somebody has removed the new one.
    @Test(arguments: [true, false], names)
    func removedMeanwhile(usesFlags: Bool, name: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(name)"
        let message = try Self.interruptAtTheEnd(in: folder, usesFlags: usesFlags) { _ = unsafe unlink(path) }
        #expect(message == "interrupted; nothing has changed in \(folder.path)")
        let old: [String: String?] = ["a": "old a", "b": "old b", "c": "old c", "d": "old d"]
        #expect(try Self.contents(of: folder) == old)
    }

    /// A file that cannot be put back is kept, and the error names its place, because it is the only copy of a key.
    @Test(arguments: names)
    func theOnlyCopyIsKept(name: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(name)"
        let message = try Self.interruptAtTheEnd(in: folder, usesFlags: false) {
            _ = unsafe unlink(path)
            _ = unsafe mkdir(path, 0o700)
        }
        let contents = try Self.contents(of: folder)
        let copies = contents.filter { $0.value == "old \(name)" && $0.key != name }.keys
        #expect(copies.count == 1)
        let copy = try #require(copies.first)
        #expect(
            message == "interrupted; the old \(path) could not be put back (Is a directory) and is now "
                + "\(folder.path)/\(copy)")
        for other in Self.names where other != name { #expect(contents[other] == "old \(other)") }
        #expect(contents.count == Self.names.count + 1)
    }

    /// Nothing is reported about files whose folder was moved away.
    @Test(arguments: [true, false])
    func theFolderHasGone(usesFlags: Bool) throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let moved = "\(other.path)/moved"
        let path = folder.path
        let message = try Self.interruptAtTheEnd(in: folder, usesFlags: usesFlags) { _ = unsafe rename(path, moved) }
        #expect(!message.contains("nothing has changed"))
        for name in Self.names {
            #expect(message.contains("the old \(path)/\(name) could not be put back (No such file or directory)"))
        }
        #expect(unsafe rename(moved, path) == 0)
        let texts = try Self.contents(of: folder).values.compactMap { $0 }
        for name in Self.names { #expect(texts.contains("old \(name)")) }
    }

    @Test(arguments: names)
    func aFolderIsNotReplaced(name: String) throws {
        let folder = try TemporaryFolder()
        for other in Self.names where other != name { try folder.write("old", to: other) }
        _ = unsafe mkdir("\(folder.path)/\(name)", 0o700)
        let before = try Self.contents(of: folder)
        let error = #expect(throws: TLSError.self) { try Self.write(to: folder, overwriting: true) }
        #expect(error?.description == "cannot replace \(folder.path)/\(name): Is a directory")
        #expect(try Self.contents(of: folder) == before)
    }

    /// A link is replaced, not its target.
    @Test func linksAreReplaced() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        try other.write("precious", to: "file")
        _ = unsafe symlink("\(other.path)/file", "\(folder.path)/a")
        _ = unsafe symlink("\(other.path)/nothing", "\(folder.path)/b")
        #expect(throws: TLSError.self) { try Self.write(to: folder, overwriting: false) }
        try Self.write(to: folder, overwriting: true)
        #expect(try Self.contents(of: folder) == Self.new)
        #expect(try Self.contents(of: other) == ["file": "precious"])
    }

    /// Two programs at once would leave a mixture of their files.
    @Test func onlyOneAtATime() throws {
        let folder = try TemporaryFolder()
        let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY)
        #expect(flock(descriptor, LOCK_EX) == 0)
        let error = #expect(throws: TLSError.self) { try Self.write(to: folder, overwriting: true) }
        #expect(error?.description == "another program is writing certificates to \(folder.path)")
        #expect(try TemporaryFolder.names(in: folder.path) == [])
        close(descriptor)
        try Self.write(to: folder, overwriting: true)
        #expect(try Self.contents(of: folder) == Self.new)
    }
}
