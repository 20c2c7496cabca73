import Glibc
import System
import TestSupport
import Testing

/// The entries of folders, and the width of characters.
struct FolderTests {
    @Test func entries() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "b")
        try folder.write("", to: "ä")
        _ = unsafe mkdir("\(folder.path)/a", 0o755)
        _ = unsafe symlink("a", "\(folder.path)/to-folder")
        _ = unsafe symlink("b", "\(folder.path)/to-file")
        _ = unsafe symlink("none", "\(folder.path)/to-nothing")
        _ = unsafe mkfifo("\(folder.path)/pipe", 0o600)
        let entries = try Folder.entries(of: folder.path)
        #expect(entries.map(\.name) == ["a", "b", "pipe", "to-file", "to-folder", "to-nothing", "ä"])
        #expect(entries.map(\.type) == [.folder, .file, .other, .file, .linkToFolder, .other, .file])
        #expect(try Folder.type(of: "\(folder.path)/to-folder") == .folder)
        #expect(Folder.absolutePath(of: "\(folder.path)/to-folder") == Folder.absolutePath(of: "\(folder.path)/a"))
        #expect(Folder.absolutePath(of: "\(folder.path)/none") == nil)
        #expect(throws: SystemError(code: ENOENT, operation: "open the folder")) {
            try Folder.entries(of: "\(folder.path)/none")
        }
        #expect(throws: SystemError(code: ENOENT, operation: "open")) { try Folder.type(of: "\(folder.path)/none") }
    }

    @Test(
        arguments: [
            ([], "", true), (Array("a ä日😀".utf8), "a ä日😀", true), ([0x61, 0xE9, 0x62], #"a\xe9b"#, false),
            ([0xFF], #"\xff"#, false), ([0xC3], #"\xc3"#, false), ([0xC3, 0xC3, 0xA9], #"\xc3é"#, false),
            // The first bytes of a character, a surrogate, and a slash in two bytes.
            ([0xE6, 0x97, 0x2E], #"\xe6\x97."#, false), ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#, false),
            ([0xC0, 0xAF], #"\xc0\xaf"#, false),
        ] as [([UInt8], String, Bool)])
    func name(_ bytes: [UInt8], text: String, isUTF8: Bool) {
        #expect(NameText(bytes).text == text)
        #expect(NameText(bytes).isUTF8 == isUTF8)
    }

    @Test(
        arguments: [
            ("a", 1), ("ä", 1), ("日", 2), ("\u{301}", 0), ("\u{1F600}", 2), ("\u{7}", nil), ("\u{7F}", nil),
            ("\u{85}", nil),
        ] as [(Unicode.Scalar, Int?)])
    func width(of scalar: Unicode.Scalar, columns: Int?) {
        #expect(TerminalColumns.width(of: scalar) == columns)
    }
}
