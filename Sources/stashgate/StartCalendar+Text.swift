/// A calendar as a table of a terminal.
extension StartCalendar {
    /// The colours of the shades: the number of a background and of a foreground among the 256 colours of terminals.
    private static let colours = [(229, 16), (221, 16), (208, 16), (160, 231)]

    /// The table, the busiest minutes and the remarks.
    ///
    /// - Parameter isColoured: Whether the cells have colours; the numbers say the same.
    /// - Returns: The lines, each with its line feed.
    func text(isColoured: Bool) -> String {
        let most = most
        let width = max(2, String(most).count)
        let labels = rows.map(label)
        let margin = labels.map(\.count).max() ?? 0
        var lines = ["\(title): \(summary)", ""]
        let columns = (0..<span.columns).map { Self.padded(label(ofColumn: $0), to: width) }
        lines.append(Self.padded("", to: margin) + "  " + columns.joined(separator: " ") + "  all")
        for (row, label) in zip(rows, labels) {
            let cells = row.counts.map { count -> String in
                guard let count else { return Self.padded("", to: width) }
                let text = Self.padded(count == 0 ? "." : "\(count)", to: width)
                let shade = shade(of: count, most)
                guard isColoured, shade > 0 else { return text }
                let (background, foreground) = Self.colours[min(shade, Self.shades) - 1]
                return "\u{1B}[48;5;\(background);38;5;\(foreground)m\(text)\u{1B}[0m"
            }
            let space = String(repeating: " ", count: margin - label.count)
            lines.append(label + space + "  " + cells.joined(separator: " ") + Self.padded("\(row.total)", to: 5))
        }
        let busiest = busiest
        if !busiest.isEmpty {
            lines += ["", "Busiest:"] + busiest.map { "  \(words(for: $0))" }
        }
        let notes = notes
        if !notes.isEmpty { lines += [""] + notes.map { "note: \($0)" } }
        return lines.map { "\($0)\n" }.joined()
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
