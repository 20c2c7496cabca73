import Glibc
import System
import TestSupport
import Testing

/// A file is replaced as a whole or not at all.
struct FileReplacementTests {
    private static func write(_ text: String, over path: String) throws {
        try FileReplacement.write(Array(text.utf8), over: path)
    }

    private static func read(_ path: String) throws -> String {
        String(decoding: try TemporaryFolder.read(path), as: UTF8.self)
    }

    /// The mode stays, and no other file does.
    @Test(arguments: [0o600, 0o644, 0o640, 0o755] as [mode_t])
    func keepsTheMode(mode: mode_t) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a file.yaml"
        try folder.write("old, and longer than the new one", to: "a file.yaml")
        #expect(unsafe chmod(path, mode) == 0)
        try Self.write("new", over: path)
        #expect(try Self.read(path) == "new")
        #expect(try TemporaryFolder.mode(of: path) == UInt32(mode))
        #expect(try TemporaryFolder.names(in: folder.path) == ["a file.yaml"])
    }

    /// The file behind a link is replaced, and the link stays.
    @Test func followsLinks() throws {
        let folder = try TemporaryFolder()
        #expect(unsafe mkdir("\(folder.path)/real", 0o755) == 0)
        try folder.write("old", to: "real/file")
        #expect(unsafe symlink("real/file", "\(folder.path)/link") == 0)
        try Self.write("new", over: "\(folder.path)/link")
        #expect(try Self.read("\(folder.path)/real/file") == "new")
        var status = stat()
        #expect(unsafe lstat("\(folder.path)/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
        #expect(try TemporaryFolder.names(in: "\(folder.path)/real") == ["file"])
    }

    /// Other programs see the old contents or the new ones: those who have the old file open keep it.
    @Test func replacesInOneStep() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", to: "file")
        let path = "\(folder.path)/file"
        let open = FileDescriptor(owning: unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC))
        try Self.write("new", over: path)
        #expect(try WholeFile.bytes(ofDescriptor: open.number, upTo: 10) == Array("old".utf8))
        #expect(try Self.read(path) == "new")
    }

    @Test func refusesWhatIsNotAFile() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SystemError(code: ENOENT, operation: "open")) {
            try Self.write("", over: "\(folder.path)/none")
        }
        #expect(throws: SystemError(code: EINVAL, operation: "replace what is not a regular file")) {
            try Self.write("", over: folder.path)
        }
        #expect(throws: SystemError(code: EINVAL, operation: "replace what is not a regular file")) {
            try Self.write("", over: "/dev/null")
        }
    }

    /// Where no file can be made, the old one stays and the error says so.
    @Test func needsItsFolder() {
        let error = #expect(throws: SystemError.self) { try Self.write("new", over: "/proc/self/comm") }
        #expect(error?.operation == "make a new file in its folder")
    }

    @Test("what is write-protected stays", .enabled(if: geteuid() != 0, "root may write everything"))
    func refusesProtectedFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write("old", to: "file")
        #expect(unsafe chmod("\(folder.path)/file", 0o444) == 0)
        #expect(throws: SystemError(code: EACCES, operation: "write")) {
            try Self.write("new", over: "\(folder.path)/file")
        }
        #expect(unsafe chmod("\(folder.path)/file", 0o644) == 0)
        #expect(unsafe chmod(folder.path, 0o555) == 0)
        #expect(throws: SystemError(code: EACCES, operation: "make a new file in its folder")) {
            try Self.write("new", over: "\(folder.path)/file")
        }
        #expect(unsafe chmod(folder.path, 0o755) == 0)
        #expect(try Self.read("\(folder.path)/file") == "old")
        #expect(try TemporaryFolder.names(in: folder.path) == ["file"])
    }
}
