public import Document
internal import Text

extension Finding {
    /// The end of a problem of a value that would be right in quotes.
    static let inQuotes = ", in quotes"

    /// Whether only quotes are missing, so that the letters of the source are what was meant.
    package var lacksQuotes: Bool { problem.hasSuffix(Self.inQuotes) }

    /// The problem and what is allowed, beyond the cause and the value, with the suggestion; may be empty.
    public var detail: String {
        var detail: [UInt8] = []
        writeDetail(to: &detail)
        return String(decoding: detail, as: UTF8.self)
    }

    private func writeDetail(to line: inout [UInt8]) {
        let start = line.count
        line.append(problem)
        guard let suggestion, suggestion.isQuestion else { return }
        let end = line.count
        line.append(problem.isEmpty ? "did you mean " : "; did you mean ")
        let meant = line.count
        suggestion.write(to: &line)
        if Self.names(line.span.extracting(start..<end), line.span.extracting(meant...)) {
            line.removeSubrange(meant...)
            line.append("that")
        }
        line.append(UInt8(ascii: "?"))
    }

    /// Whether a problem names the suggested text at its end, and no other one: a list would make "that" unclear.
    private static func names(_ problem: Span<UInt8>, _ meant: Span<UInt8>) -> Bool {
        let rest = problem.count - meant.count
        guard meant.first == UInt8(ascii: "\""), rest >= 0 else { return false }
        return problem.extracting(rest...).equals(meant) && !problem.extracting(..<rest).contains(UInt8(ascii: "\""))
    }

    /// The message in the form of Kubernetes' field errors, without the path.
    ///
    /// An error is `Invalid value: "x": must be an integer`. A warning, whose value is legal, has no phrase:
    /// `"x": deletes the data`. One that is ignored is `ignored (REASON): ` and the error.
    ///
    /// - Parameter document: The document that contains the bad value.
    /// - Returns: The message, one line.
    public func message(in document: Document) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(Self.usualLength)
        write(to: &message, in: document)
        return String(decoding: message, as: UTF8.self)
    }

    /// The usual length of a message at most, so that building it allocates once.
    private static let usualLength = 128

    /// The message without the question that suggests a change, for a report that shows the change by itself.
    ///
    /// - Parameter document: The document that contains the bad value.
    /// - Returns: The message, one line.
    package func statement(in document: Document) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(Self.usualLength)
        write(to: &message, in: document, asking: false)
        return String(decoding: message, as: UTF8.self)
    }

    /// Appends the message to a line of UTF-8: bytes are joined much faster than strings.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - document: The document that contains the bad value.
    package func write(to line: inout [UInt8], in document: Document) {
        write(to: &line, in: document, asking: true)
    }

    private func write(to line: inout [UInt8], in document: Document, asking asks: Bool) {
        let start = line.count
        if let ignored {
            line.append("ignored (")
            Quoted.write(visible: ignored, to: &line)
            line.append("): ")
        }
        let isError = severity == .error || ignored != nil
        if isError { line.append(cause.phrase) }
        if cause != .required, cause != .forbidden, isError || isScalar(node, in: document) {
            Self.separate(&line, from: start)
            Self.show(node, in: document, on: &line)
        }
        guard !problem.isEmpty || asks && suggestion?.isQuestion == true else { return }
        Self.separate(&line, from: start)
        if asks { writeDetail(to: &line) } else { line.append(problem) }
    }

    private static func separate(_ line: inout [UInt8], from start: Int) {
        if line.count > start { line.append(": ") }
    }

    private func isScalar(_ node: Document.Node?, in document: Document) -> Bool {
        guard let node else { return false }
        switch document.kind(of: node) {
        case .string, .number, .boolean: return true
        case .null, .array, .object: return false
        }
    }

    /// Appends a value as a message shows it: strings as Go quotes them, numbers and booleans bare, other values as
    /// JSON.
    private static func show(_ node: Document.Node?, in document: Document, on line: inout [UInt8]) {
        guard let node else {
            line.append("\"\"")
            return
        }
        switch document.kind(of: node) {
        case .null: line.append("\"null\"")
        case .string: document.writeQuotedText(of: node, to: &line)
        default: line.append(document.visibleText(of: node, limit: Quoted.limit))
        }
    }
}
