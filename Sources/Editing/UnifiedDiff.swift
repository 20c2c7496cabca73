internal import Text

/// The difference that edits make to a text, in the unified format of diff(1), which `patch` and `git apply` read.
///
/// It is made of the edits, so that it shows their lines and no others, and takes one pass over the text.
package struct UnifiedDiff: Sendable {
    /// The number of equal lines around a change, as diff(1) shows by default.
    private static let context = 3

    /// Lines that are replaced.
    private struct Change {
        /// The replaced lines.
        var old: Range<Int>
        /// The lines in their place.
        var new: [ArraySlice<UInt8>]
    }

    private let text: [UInt8]
    /// The offsets of the lines' first bytes, and the end of the text.
    private let starts: [Int]
    private var changes: [Change] = []

    /// Compares a text with the edited text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - edits: The edits.
    package init(of text: [UInt8], _ edits: TextEdits) {
        self.text = text
        var starts = [0]
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
        if starts.last != text.count { starts.append(text.count) }
        self.starts = starts
        var block: [TextEdit] = []
        var lines = 0..<0
        for edit in edits.edits {
            let touched = self.lines(of: edit.range)
            if block.isEmpty || touched.lowerBound >= lines.upperBound {
                add(block, lines)
                (block, lines) = ([], touched)
            }
            block.append(edit)
            lines = lines.lowerBound..<max(lines.upperBound, touched.upperBound)
        }
        add(block, lines)
    }

    /// Whether the edits change nothing.
    package var isEmpty: Bool { changes.isEmpty }

    /// The number of lines.
    private var count: Int { starts.count - 1 }

    /// The lines in which a range begins and ends, and all between them; empty at the end of a text with a final line
    /// feed.
    private func lines(of range: Range<Int>) -> Range<Int> {
        let first = line(of: range.lowerBound)
        return first..<max(first, min(line(of: range.upperBound) + 1, count))
    }

    private func line(of offset: Int) -> Int {
        guard offset < text.count || text.last != UInt8(ascii: "\n") else { return count }
        var low = 0
        var high = max(1, count)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Adds the edits of neighbouring lines, without those of the lines that stay the same.
    private mutating func add(_ edits: [TextEdit], _ lines: Range<Int>) {
        guard !edits.isEmpty else { return }
        let part = starts[min(lines.lowerBound, count)]..<starts[min(lines.upperBound, count)]
        let edited = TextEdits.apply(edits[...], to: text, in: part)
        var new = Self.lines(of: edited)[...]
        var old = lines
        while let line = new.first, !old.isEmpty, self.line(at: old.lowerBound) == line {
            new.removeFirst()
            old = old.lowerBound + 1..<old.upperBound
        }
        while let line = new.last, !old.isEmpty, self.line(at: old.upperBound - 1) == line {
            new.removeLast()
            old = old.lowerBound..<old.upperBound - 1
        }
        guard !old.isEmpty || !new.isEmpty else { return }
        if let previous = changes.last?.old, previous.upperBound == old.lowerBound {
            changes[changes.count - 1].old = previous.lowerBound..<old.upperBound
            changes[changes.count - 1].new += new
        } else {
            changes.append(Change(old: old, new: Array(new)))
        }
    }

    private func line(at index: Int) -> ArraySlice<UInt8> {
        text[starts[index]..<starts[index + 1]]
    }

    /// The lines of a text, each with its line feed.
    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (offset, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(text[start...offset])
            start = offset + 1
        }
        if start < text.count { lines.append(text[start...]) }
        return lines
    }
}

extension UnifiedDiff {
    /// The difference as text; empty if nothing is changed.
    ///
    /// - Parameter path: The path of the file, as the user names it; the labels are this path under `a` and `b`, so that
    ///   `patch -p1` and `git apply` find the file from the folder of a relative path.
    /// - Returns: The difference, ending with a line feed.
    package func text(for path: String) -> [UInt8] {
        guard !changes.isEmpty else { return [] }
        var output = Array("--- \(Self.label("a", path))\n+++ \(Self.label("b", path))\n".utf8)
        var first = 0
        var growth = 0
        while first < changes.count {
            var last = first
            // Two changes with all lines between them as context are one hunk.
            while last + 1 < changes.count,
                changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * Self.context
            {
                last += 1
            }
            growth = write(changes[first...last], after: growth, to: &output)
            first = last + 1
        }
        return output
    }

    /// Writes a hunk.
    ///
    /// - Returns: The number of lines that the text has gained behind the hunk.
    private func write(_ hunk: ArraySlice<Change>, after growth: Int, to output: inout [UInt8]) -> Int {
        guard let first = hunk.first, let last = hunk.last else { return growth }
        let old = max(0, first.old.lowerBound - Self.context)..<min(count, last.old.upperBound + Self.context)
        let gained = hunk.reduce(0) { $0 + $1.new.count - $1.old.count }
        let new = old.lowerBound + growth..<old.upperBound + growth + gained
        output += "@@ -\(Self.header(old)) +\(Self.header(new)) @@\n".utf8
        var next = old.lowerBound
        for change in hunk {
            for index in next..<change.old.lowerBound { Self.write(" ", line(at: index), to: &output) }
            for index in change.old { Self.write("-", line(at: index), to: &output) }
            for line in change.new { Self.write("+", line, to: &output) }
            next = change.old.upperBound
        }
        for index in next..<old.upperBound { Self.write(" ", line(at: index), to: &output) }
        return growth + gained
    }

    private static func write(_ mark: String, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        output += mark.utf8
        output += line
        if line.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
    }

    /// The first line and the number of lines, as diff(1) writes them: no lines are after the line of that number.
    private static func header(_ lines: Range<Int>) -> String {
        switch lines.count {
        case 0: "\(lines.lowerBound),0"
        case 1: "\(lines.lowerBound + 1)"
        default: "\(lines.lowerBound + 1),\(lines.count)"
        }
    }

    /// A path as git writes it in such a line: quoted if it has quotes, backslashes or characters that a terminal does not
    /// show as text, and ended by a tab if it has spaces.
    private static func label(_ side: String, _ path: String) -> String {
        var rest = path[...]
        while rest.hasPrefix("/") || rest.hasPrefix("./") { rest = rest.dropFirst(rest.hasPrefix("/") ? 1 : 2) }
        let name = "\(side)/\(rest)"
        guard
            name.unicodeScalars.contains(where: { $0.isHidden || $0 == "\"" || $0 == "\\" })
        else { return name.contains(" ") ? name + "\t" : name }
        var quoted = "\""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.isHidden:
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    let digits = String(byte, radix: 8)
                    quoted += "\\" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
                }
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
