/// The bytes of a YAML text around the document that is being read.
///
/// A whole text is there from the beginning. A stream brings bytes in pieces when libyaml asks for them; they are
/// dropped once their document has been read. All offsets count from the beginning of the text or stream.
final class YAMLInput {
    /// The reason why there are no more bytes, other than the end of the text.
    enum Stop {
        /// The source of the bytes failed.
        case unreadable
        /// The document is longer than its limit.
        case tooLong
    }

    /// Appends the next piece, or nothing at the end, and returns whether that worked.
    typealias Fill = (inout [UInt8]) -> Bool

    /// The most bytes that libyaml reads ahead of its output.
    ///
    /// Its two buffers have 16 and 48 KiB.
    private static let readAhead = 64 * 1024

    /// The start of the document that is being read.
    private(set) var start = SourcePosition.start
    /// The reason why libyaml got no more bytes.
    private(set) var refusal: Stop?
    private var stop: Stop?
    /// The offset of the first byte that libyaml gets: after a byte order mark.
    var first: Int { ascii?.lowerBound ?? behindMark }
    private var behindMark = 0
    /// The range of a whole text if it has nothing but ASCII, so that a character is a byte.
    ///
    /// It never changes, unlike the bytes of a stream: the offsets of each event are found without a look at these.
    private let ascii: Range<Int>?
    private var bytes: [UInt8]
    /// The offset of the first of the bytes.
    private var dropped = 0
    /// The offset of the next byte for libyaml.
    private var next = 0
    private let fill: Fill?
    private var isComplete: Bool
    private let longest: Int

    /// Makes the input of a whole text, or of a part of it that begins with a document.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - start: Where the part begins.
    ///   - end: The offset after the part, nil for the end of the text.
    init(_ text: [UInt8], from start: SourcePosition = .start, to end: Int? = nil) {
        let end = end ?? text.count
        bytes = start.offset == 0 && end == text.count ? text : Array(text[start.offset..<end])
        self.start = start
        dropped = start.offset
        next = start.offset
        behindMark = start.offset
        ascii = unsafe bytes.span.bytes.isASCII ? start.offset..<start.offset + bytes.count : nil
        fill = nil
        isComplete = true
        longest = .max
        if start.offset == 0 { skipMark() }
    }

    /// Makes the input of a stream.
    ///
    /// - Parameters:
    ///   - longest: The most bytes that one document may have.
    ///   - fill: Brings the next piece.
    init(longest: Int, _ fill: @escaping Fill) {
        bytes = []
        ascii = nil
        self.fill = fill
        isComplete = false
        self.longest = longest
    }

    /// The number of bytes that are kept, for tests.
    var capacity: Int { bytes.capacity }

    /// The offset after all bytes that are there.
    var end: Int { ascii?.upperBound ?? dropped + bytes.count }

    /// Reads the first bytes of a stream, to detect its encoding.
    func begin() throws(ParseFailure) {
        while end < ByteOrderMark.utf8.count, fetch() {}
        try Self.refuseOtherEncodings(bytes)
        skipMark()
    }

    static func refuseOtherEncodings(_ text: [UInt8]) throws(ParseFailure) {
        guard !ByteOrderMark.others.contains(where: { text.starts(with: $0) }) else {
            throw ParseFailure(.invalidText, "the text is in UTF-16 or UTF-32; save it as UTF-8", at: 0)
        }
    }

    private func skipMark() {
        guard bytes.starts(with: ByteOrderMark.utf8) else { return }
        behindMark = ByteOrderMark.utf8.count
        next = behindMark
    }

    /// Returns the next bytes, exactly as many as requested while there are any.
    ///
    /// The size of the pieces therefore changes nothing, not even which of two mistakes is found first.
    ///
    /// - Parameter most: The number of bytes that are requested.
    /// - Returns: The bytes, none at the end of the text; nil if reading has stopped.
    func read(atMost most: Int) -> ArraySlice<UInt8>? {
        while end - next < most, fetch() {}
        // Bytes from before a failure are still read.
        guard stop == nil || next < end else {
            refusal = stop
            return nil
        }
        let from = next - dropped
        let slice = bytes[from..<min(bytes.count, from + most)]
        next += slice.count
        return slice
    }

    /// Brings another piece.
    ///
    /// - Returns: Whether there are more bytes than before.
    private func fetch() -> Bool {
        guard let fill, !isComplete, stop == nil else { return false }
        let (most, overflow) = longest.addingReportingOverflow(Self.readAhead)
        guard overflow || end - start.offset <= most else {
            stop = .tooLong
            return false
        }
        // The rest moves only once more bytes than that have been read, so that moving costs no more than reading.
        let finished = start.offset - dropped
        if finished > bytes.count / 2 {
            bytes.removeSubrange(..<finished)
            dropped += finished
        }
        let before = bytes.count
        guard fill(&bytes) else {
            stop = .unreadable
            return false
        }
        isComplete = bytes.count == before
        return !isComplete
    }
}

extension YAMLInput {
    /// The byte at an offset; zero outside the bytes that are there.
    func byte(at offset: Int) -> UInt8 {
        let index = offset - dropped
        return bytes.indices.contains(index) ? bytes[index] : 0
    }

    /// Skips characters.
    func offset(behind count: Int, from start: Int) -> Int {
        if let ascii { return start + min(count, max(ascii.upperBound - start, 0)) }
        let bytes = bytes
        return unsafe bytes.span.bytes.offset(behind: count, from: start - dropped) + dropped
    }

    /// The number of characters that begin in a part of the bytes.
    func count(from start: Int, to end: Int) -> Int {
        guard start < end else { return 0 }
        return bytes[(start - dropped)..<(end - dropped)].count { $0 & 0xC0 != 0x80 }
    }

    /// Removes and returns the text of the document.
    ///
    /// - Parameter end: The offset after it.
    /// - Returns: The text, with its lines.
    /// - Throws: An error if it is too long.
    func document(to end: Int) throws(ParseFailure) -> SourceText {
        let range = start.offset - dropped..<max(start.offset, min(end, self.end)) - dropped
        guard range.count <= longest else { throw tooLong }
        return SourceText(range == bytes.indices && fill == nil ? bytes : Array(bytes[range]), start: start)
    }

    /// Continues with the next document.
    ///
    /// - Parameter start: The start of that document.
    func begin(at start: SourcePosition) {
        self.start = start
    }

    /// The error of a document that is longer than its limit.
    var tooLong: ParseFailure {
        ParseFailure(.limit, "the document is longer than \(longest) bytes", at: start.offset + longest)
    }

    /// Finds the end of the line on which a document ends with `...`.
    ///
    /// - Parameter offset: The offset after `...`.
    /// - Returns: The offset after the line break; if more follows than blanks and a comment, the offset itself.
    func endOfLine(from offset: Int) -> Int {
        var current = offset
        var isComment = false
        while current < end || fetch() {
            let byte = byte(at: current)
            current += 1
            if byte == UInt8(ascii: "\n") { return current }
            if byte == UInt8(ascii: "#") { isComment = true }
            guard isComment || YAMLBytes.isBlank(byte) || byte == UInt8(ascii: "\r") else { return offset }
        }
        return current
    }

    /// Counts the line and column of a mistake.
    ///
    /// - Parameters:
    ///   - offset: The offset of the mistake.
    ///   - countsMark: Whether a byte order mark has a column. It has one only in mistakes of encoding.
    /// - Returns: The position in the text or stream.
    func position(of offset: Int, countsMark: Bool = false) -> SourcePosition {
        let isFirst = start.offset == 0
        if isFirst, countsMark { return SourcePosition(offset: offset, in: bytes) }
        var (line, column) = (start.line, start.column)
        var current = isFirst ? first : start.offset
        let offset = min(max(offset, current), end)
        while current < offset {
            let byte = byte(at: current)
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            current += 1
        }
        return SourcePosition(offset: offset, line: line, column: column)
    }

    /// The offset at which the bytes of the document stop being UTF-8, nil if they never do.
    var invalidOffset: Int? {
        let rest = Array(bytes[(start.offset - dropped)...])
        do {
            _ = try UTF8Span(validating: rest.span)
            return nil
        } catch {
            return start.offset + error.byteOffsets.lowerBound
        }
    }
}
