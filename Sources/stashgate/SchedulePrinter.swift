/// Prints what a report says about one expression after the other.
struct SchedulePrinter {
    let report: ScheduleReport
    private var output: OutputBuffer
    private var isFirst = true
    /// Whether one of the expressions so far was no schedule.
    private(set) var foundInvalid = false

    init(report: ScheduleReport, output: OutputBuffer) {
        self.report = report
        self.output = output
    }

    mutating func print(_ expression: String, line: Int?) throws {
        let (bytes, isValid) = report.lines(for: expression, line: line)
        // Text has an empty line between two expressions; JSON has one line for each.
        if report.format == .text, !isFirst { try output.append([UInt8(ascii: "\n")]) }
        isFirst = false
        foundInvalid = foundInvalid || !isValid
        try output.append(bytes)
    }

    /// Prints what is said about every line of an input.
    mutating func printLines(of input: LineReader) throws {
        var input = input
        var number = 0
        while true {
            // Whoever feeds the input line by line gets each answer before the next line is waited for.
            if !input.hasLine { try output.flush() }
            guard let line = try input.nextLine() else { return }
            number += 1
            try print(String(decoding: line, as: UTF8.self), line: number)
        }
    }

    /// Writes what has not been written yet.
    mutating func finish() throws {
        try output.flush()
    }
}
