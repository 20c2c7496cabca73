import Glibc
import TestSupport
import Testing

@testable import stashgate

/// The input of a command is limited: a pipe may never end, and must not fill the memory.
struct InputFileTests {
    private static let tooLong = "longer than 67108864 bytes"

    /// A file of the largest size is read, and a file with one more byte is refused.
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

    /// An endless file is read up to the limit.
    @Test func endless() {
        #expect(throws: StreamError.self) { try InputFile.read("/dev/zero") }
    }

    /// A file is read to its last byte, at a length of one and at lengths around that of a piece.
    @Test(arguments: [0, 1, 2, 65_535, 65_536, 65_537])
    func whole(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write(bytes, to: "file")
        #expect(try InputFile.read("\(folder.path)/file") == bytes)
    }
}

/// Lines are read from a descriptor.
@Suite struct LineReaderTests {
    /// A pause of the writer, even within a line, is not the end of the input.
    @Test func waitsForTheWholeInput() throws {
        var ends: [Int32] = [-1, -1]
        let status = unsafe pipe(&ends)
        try #require(status == 0)
        let (readEnd, writeEnd) = (ends[0], ends[1])
        defer { close(readEnd) }
        func send(_ text: String) throws {
            let bytes = Array(text.utf8)
            try #require(unsafe write(writeEnd, bytes, bytes.count) == bytes.count)
        }
        var reader = LineReader(descriptor: readEnd)
        func next() throws -> String? { try reader.nextLine().map { String(decoding: $0, as: UTF8.self) } }

        try send("a\nb")
        #expect(try next() == "a")
        try send("c\n")
        #expect(try next() == "bc")
        try send("d\ne")
        close(writeEnd)
        #expect(try [next(), next(), next()] == ["d", "e", nil])
    }

    @Test(arguments: [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("\n", [""]),
        ("a\n\nb\r\n c ", ["a", "", "b\r", " c "]),
    ])
    func splitsAtLineFeeds(input: String, lines: [String]) throws {
        #expect(try read(Array(input.utf8)).map { String(decoding: $0, as: UTF8.self) } == lines)
    }

    /// etcd's limit of 1.5 MiB: no schedule is longer.
    private static let longest = 1_572_864

    /// Lines that arrive in several pieces are joined, up to the longest allowed line.
    @Test func joinsPieces() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: Self.longest)
        #expect(try read(long + [10] + long) == [long, long])
    }

    @Test func refusesAnEndlessLine() {
        let endless = [UInt8](repeating: 0, count: Self.longest + (1 << 17))
        let error = #expect(throws: StreamError.self) { try read(endless) }
        #expect(error.map { "\($0)" } == "a line of the input is longer than 1572864 bytes")
    }

    /// The lines of a file with the given content.
    private func read(_ content: [UInt8]) throws -> [[UInt8]] {
        let folder = try TemporaryFolder()
        try folder.write(content, to: "lines")
        let descriptor = unsafe open("\(folder.path)/lines", O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var reader = LineReader(descriptor: descriptor)
        var lines: [[UInt8]] = []
        while let line = try reader.nextLine() { lines.append(line) }
        return lines
    }
}
