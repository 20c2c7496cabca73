import Glibc
import System
import TestSupport
import Testing

/// A folder's watch reports every change after which a file may have another content or be readable.
struct FolderWatchTests {
    /// A way in which a file of the folder changes.
    enum Change: CaseIterable {
        case create, link, modify, closeAfterWriting, changeMode, remove, renameAway, renameHere
    }

    @Test(arguments: Change.allCases)
    func reports(_ change: Change) throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let (file, elsewhere) = ("\(folder.path)/file", "\(other.path)/file")
        try folder.write("a", to: "file")
        try other.write("a", to: "file")
        let opened = unsafe open(file, O_WRONLY)
        try #require(opened >= 0)
        var isOpen = true
        defer { if isOpen { close(opened) } }

        let watch = try FolderWatch()
        watch.add(folder.path)
        #expect(!Self.isReadable(watch.number))
        let result: Int32
        switch change {
        case .create:
            try folder.write("", to: "new")
            result = 0
        case .link: result = unsafe symlink("file", "\(folder.path)/link")
        case .modify: result = unsafe write(opened, "b", 1) == 1 ? 0 : -1
        case .closeAfterWriting:
            result = close(opened)
            isOpen = false
        case .changeMode: result = unsafe chmod(file, 0o600)
        case .remove: result = unsafe unlink(file)
        case .renameAway: result = unsafe rename(file, elsewhere)
        case .renameHere: result = unsafe rename(elsewhere, file)
        }
        try #require(result == 0)
        #expect(Self.isReadable(watch.number))
        watch.silence()
        #expect(!Self.isReadable(watch.number))
    }

    /// A file is not watched in place of a folder, and reading is no change.
    @Test func reportsNothingElse() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "file")
        let watch = try FolderWatch()
        watch.add("\(folder.path)/file")
        try folder.write("b", to: "file")
        #expect(!Self.isReadable(watch.number))
        watch.add(folder.path)
        #expect(try TemporaryFolder.read("\(folder.path)/file") == Array("b".utf8))
        #expect(!Self.isReadable(watch.number))
    }

    private static func isReadable(_ descriptor: Int32) -> Bool {
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptors, 1, 0) == 1
    }
}
