internal import Document
internal import Schema

/// The report for people: each mistake with its line of the file.
package struct TextReport: LintReport {
    private let isColored: Bool
    private let hasSummary: Bool

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - isColored: Whether the text has the colours of a terminal (ECMA-48, SGR).
    ///   - hasSummary: Whether the counts come last.
    package init(isColored: Bool, hasSummary: Bool) {
        self.isColored = isColored
        self.hasSummary = hasSummary
    }

    /// The looks of parts of the text.
    private enum Style: String {
        case bold = "1"
        case error = "1;31"
        case warning = "1;33"
        case gutter = "34"
        case help = "1;32"
        case note = "1;36"
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        for diagnostic in report.diagnostics { output += text(of: diagnostic).utf8 }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        if hasSummary { output += "\(counts.summary)\n".utf8 }
    }

    private func text(of diagnostic: Diagnostic) -> String {
        let severity = diagnostic.severity.rawValue
        let style = diagnostic.severity == .error ? Style.error : .warning
        let help = diagnostic.help
        var text = styled("\(diagnostic.place):", .bold) + " "
        text += styled("\(severity)[\(diagnostic.rule)]:", style)
        text += " \(help == nil ? diagnostic.line : diagnostic.shortLine)\n"
        if let excerpt = diagnostic.excerpt { text += lines(of: excerpt, style) }
        if let help { text += "  \(styled("help:", .help)) \(help)\n" }
        for note in diagnostic.notes { text += "  \(styled("note:", .note)) \(note.place): \(note.message)\n" }
        return text
    }

    private func lines(of excerpt: Excerpt, _ style: Style) -> String {
        let number = "\(excerpt.number)"
        let gutter = String(repeating: " ", count: number.utf8.count)
        let indent = String(repeating: " ", count: excerpt.indent)
        let mark = String(repeating: "^", count: excerpt.length)
        return """
              \(styled("\(number) |", .gutter)) \(excerpt.text)
              \(styled("\(gutter) |", .gutter)) \(indent)\(styled(mark, style))

            """
    }

    private func styled(_ text: String, _ style: Style) -> String {
        isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// The report with one line for each mistake, for editors and `grep`.
package struct ConciseReport: LintReport {
    /// Makes a report.
    package init() {}

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        for diagnostic in report.diagnostics { output += "\(diagnostic.conciseLine)\n".utf8 }
    }
}

extension Diagnostic.Place: CustomStringConvertible {
    /// The file, the line and the column, as compilers print them: `backup.yaml:3:14`; for an object of a cluster its
    /// title.
    ///
    /// A file's name may have any bytes, such as those that command a terminal or a CI system; they are escaped.
    package var description: String {
        let name = Quoted.line(file)
        return isInFile ? "\(name):\(start.line):\(start.column)" : name
    }
}

extension Diagnostic {
    /// The mistake with its place, severity and rule, in one line.
    var conciseLine: String { "\(place): \(severity.rawValue)[\(rule)]: \(line)" }

    /// The suggestion in words, nil if there is none.
    package var help: String? {
        switch suggestion {
        case nil: nil
        case .remove: "remove it"
        case .insert(let json): "add \(path.split(separator: ".").last ?? ""): \(json)"
        case .some(let suggestion): suggestion.meant.map { "did you mean \($0)?" }
        }
    }

    /// The suggested change in words, as the title of a fix.
    var changeInWords: String {
        let meant = suggestion?.meant ?? ""
        return switch suggestion {
        case .replace, .replaceValue: "replace it by \(meant)"
        case .renameKey: "rename it to \(meant)"
        case .replaceWithObject, .nest, .setFields: "write \(meant)"
        case .ask, .insert, .remove, nil: help ?? ""
        }
    }
}
