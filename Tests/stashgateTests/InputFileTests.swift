import Glibc
import TestSupport
import Testing

@testable import stashgate

/// What a command reads has a limit: a pipe may never end, and must not fill the memory.
struct InputFileTests {
    private static let tooLong = "longer than 67108864 bytes"

    /// A file of the largest size is read, and one of a byte more is refused.
    @Test func largestFile() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let path = "\(folder.path)/file"
        try #require(unsafe truncate(path, 64 << 20) == 0)
        #expect(try InputFile.read(path).count == 64 << 20)
        try #require(unsafe truncate(path, (64 << 20) + 1) == 0)
        let error = #expect(throws: StreamError.self) { try InputFile.read(path) }
        #expect(error.map { "\($0)" }?.contains(Self.tooLong) == true)
    }

    /// What has no end is read up to there.
    @Test func endless() {
        #expect(throws: StreamError.self) { try InputFile.read("/dev/zero") }
    }

    /// Files are read as they are, to their last byte: of one byte, and around the size of a piece.
    @Test(arguments: [0, 1, 2, 65_535, 65_536, 65_537])
    func whole(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write(bytes, to: "file")
        #expect(try InputFile.read("\(folder.path)/file") == bytes)
    }
}
