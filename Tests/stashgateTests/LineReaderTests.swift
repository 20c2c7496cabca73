import Glibc
import Testing

@testable import stashgate

/// Reading lines from a descriptor.
@Suite struct LineReaderTests {
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

    /// Lines that do not come in one piece are whole all the same, up to the longest that is allowed.
    @Test func joinsPieces() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: LineReader.longestLine)
        #expect(try read(long + [10] + long) == [long, long])
    }

    @Test func refusesAnEndlessLine() {
        let endless = [UInt8](repeating: 0, count: LineReader.longestLine + (1 << 17))
        #expect(throws: StreamError.self) { try read(endless) }
    }

    /// A writer that pauses, in the middle of a line too, has not come to its end.
    @Test func waitsForTheWholeInput() throws {
        var ends: [Int32] = [-1, -1]
        let status = unsafe pipe(&ends)
        try #require(status == 0)
        let (readEnd, writeEnd) = (ends[0], ends[1])
        defer { close(readEnd) }
        var output = OutputBuffer(descriptor: writeEnd)
        func send(_ text: String) throws {
            try output.append(Array(text.utf8))
            try output.flush()
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

    /// The lines read from a nameless file with this content.
    private func read(_ content: [UInt8]) throws -> [[UInt8]] {
        var path = Array("/tmp/stashgate-lines-XXXXXX".utf8CString)
        let descriptor = unsafe mkstemp(&path)
        unsafe unlink(path)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var output = OutputBuffer(descriptor: descriptor)
        try output.append(content)
        try output.flush()
        try #require(lseek(descriptor, 0, SEEK_SET) == 0)

        var reader = LineReader(descriptor: descriptor)
        var lines: [[UInt8]] = []
        while let line = try reader.nextLine() { lines.append(line) }
        return lines
    }
}
