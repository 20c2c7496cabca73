import System

/// Prints the reports on one expression after the other.
struct SchedulePrinter {
    let report: ScheduleReport
    private var output = StandardOutput()
    private var isFirst = true
    /// Whether the webhook refuses one of the expressions so far.
    private(set) var foundRefused = false

    init(report: ScheduleReport) {
        self.report = report
    }

    mutating func print(_ expression: String, line: Int?) throws {
        let (bytes, isAccepted) = report.lines(for: expression, line: line)
        // Text has an empty line between two expressions; JSON has one line for each.
        if report.format == .text, !isFirst { try output.append([UInt8(ascii: "\n")]) }
        isFirst = false
        foundRefused = foundRefused || !isAccepted
        try output.append(bytes)
    }

    /// Prints the report on every line of an input that is neither empty nor a comment.
    mutating func printLines(of input: LineReader) throws {
        var lines = ScheduleLines(input)
        // A writer that feeds the input line by line gets each answer before its next line is needed.
        while let line = try lines.next(beforeWaiting: { try output.flush() }) {
            try print(line.text, line: line.number)
        }
    }

    /// Writes the output that is still buffered.
    mutating func finish() throws {
        try output.flush()
    }
}

/// The lines of an input that are neither empty nor a comment.
struct ScheduleLines {
    private var input: LineReader
    private var number = 0

    /// Reads lines.
    ///
    /// - Parameter input: The input.
    init(_ input: LineReader) {
        self.input = input
    }

    /// The next schedule, and the number of its line; nil at the end of the input.
    ///
    /// - Parameter wait: Called before each line that is not buffered yet.
    /// - Returns: The schedule and the number.
    /// - Throws: A ``StreamError`` if the input cannot be read, and the errors of `wait`.
    mutating func next(beforeWaiting wait: () throws -> Void = {}) throws -> (text: String, number: Int)? {
        while true {
            if !input.hasLine { try wait() }
            guard let line = try input.nextLine() else { return nil }
            number += 1
            // Lines of Windows end with a carriage return, which is no part of a schedule.
            var text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
            // Editors of Windows begin a file with a byte order mark.
            if number == 1, text.starts(with: "\u{FEFF}".utf8) { text = text.dropFirst("\u{FEFF}".utf8.count) }
            let first = text.first { !" \t".utf8.contains($0) }
            guard let first, first != UInt8(ascii: "#") else { continue }
            return (String(decoding: text, as: UTF8.self), number)
        }
    }
}
