import Glibc
import System
import TestSupport
import Testing

/// Whole files are read, up to a limit.
struct WholeFileTests {
    /// A file is read to its last byte, at lengths around a piece and around the limit.
    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072])
    func whole(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write(bytes, to: "file")
        let path = "\(folder.path)/file"
        #expect(try WholeFile.bytes(of: path, upTo: count) == bytes)
        #expect(try WholeFile.bytes(of: path, upTo: count + 1) == bytes)
        guard count > 0 else { return }
        #expect(throws: WholeFile.Failure.tooLong) { try WholeFile.bytes(of: path, upTo: count - 1) }
    }

    /// Reading a device without an end stops at the limit.
    @Test(arguments: [0, 1, 100_000])
    func endless(cap: Int) {
        #expect(throws: WholeFile.Failure.tooLong) { try WholeFile.bytes(of: "/dev/zero", upTo: cap) }
    }

    /// The error tells whether the file could be opened, and has the kernel's reason.
    @Test func failures() {
        #expect(throws: WholeFile.Failure.unopened(ENOENT)) { try WholeFile.bytes(of: "/nowhere", upTo: 1) }
        #expect(throws: WholeFile.Failure.unreadable(EISDIR)) { try WholeFile.bytes(of: "/tmp", upTo: 1) }
        #expect(throws: WholeFile.Failure.unreadable(EBADF)) { try WholeFile.bytes(ofDescriptor: -1, upTo: 1) }
    }

    /// A file of the kernel over the limit is unknown, not cut off.
    @Test func kernelFiles() {
        #expect(KernelFile.text(of: "/proc/self/comm") != nil)
        #expect(KernelFile.text(of: "/proc/self/comm", upTo: 1) == nil)
        #expect(KernelFile.text(of: "/proc/nowhere") == nil)
    }
}
