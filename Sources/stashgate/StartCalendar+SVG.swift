import Time

/// A calendar as a picture.
extension StartCalendar {
    /// The picture as SVG, in the colours that the reader's screen prefers.
    var svg: String {
        CalendarPicture(calendar: self).text
    }
}

/// Draws a calendar.
private struct CalendarPicture {
    let calendar: StartCalendar
    /// The largest number of runs in a cell.
    private let most: Int
    private let busiest: [String]
    private let notes: [String]
    /// The lines of both, none wider than the picture.
    private var lines = (busiest: [String](), notes: [String]())

    init(calendar: StartCalendar) {
        self.calendar = calendar
        most = calendar.most
        busiest = calendar.busiest.map(calendar.words)
        notes = calendar.notes
        let longest = (width - 2 * Self.margin) / Self.letterWidth
        lines = (busiest.flatMap { Self.wrapped($0, longest) }, notes.flatMap { Self.wrapped($0, longest) })
    }

    /// A text in lines of so many characters, unless a word is longer.
    private static func wrapped(_ text: String, _ longest: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= longest {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    // Lengths, in pixels of the picture's own size.
    private static let margin = 24
    private static let labelWidth = 84
    private static let totalWidth = 52
    private static let gap = 2
    private static let gridTop = 108
    private static let lineHeight = 20
    private static let legendWidth = 92
    private static let least = 640
    /// The width of a letter, on average and with some room.
    private static let letterWidth = 7

    private var cellWidth: Int { calendar.span == .day ? 52 : 32 }
    private var cellHeight: Int { calendar.span == .day ? 22 : 28 }
    private var gridWidth: Int { calendar.span.columns * (cellWidth + Self.gap) }
    private var gridHeight: Int { calendar.rows.count * (cellHeight + Self.gap) }
    private var left: Int { Self.margin + Self.labelWidth }
    private var width: Int { max(Self.least, left + gridWidth + Self.totalWidth + Self.margin) }
    private var legendTop: Int { Self.gridTop + gridHeight + 22 }
    private var wordsTop: Int { legendTop + 48 }
    private var height: Int {
        let count = lines.busiest.count + lines.notes.count + (busiest.isEmpty ? 0 : 1)
        return count == 0 ? legendTop + 40 : wordsTop + count * Self.lineHeight + (notes.isEmpty ? 0 : 6)
    }

    var text: String {
        var lines = [
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" width="\#(width)" "#
                + #"height="\#(height)" role="img" aria-labelledby="title desc">"#,
            #"<title id="title">\#(Self.escaped(calendar.title))</title>"#,
            #"<desc id="desc">\#(Self.escaped(description))</desc>"#, Self.style,
            #"<rect class="paper" width="\#(width)" height="\#(height)" rx="8"/>"#,
            Self.label(calendar.title, "title", x: Self.margin, y: 38),
            Self.label(calendar.summary, "quiet", x: Self.margin, y: 60),
            Self.label(columnsTitle, "quiet", x: left, y: 86),
        ]
        lines += columns + calendar.rows.enumerated().flatMap { row($0.element, at: $0.offset) } + legend + words
        return (lines + ["</svg>"]).map { "\($0)\n" }.joined()
    }

    private var columnsTitle: String {
        calendar.span == .day
            ? "Runs that start within five minutes, by the minute of the hour"
            : "Runs that start within an hour, by the hour of the day"
    }

    /// The content of the picture in words, for those who cannot see it.
    private var description: String {
        let rows = calendar.rows.map { "\(calendar.label(of: $0)): \($0.total)" }.joined(separator: ", ")
        return
            (["\(calendar.summary).", "Starts by row: \(rows)."] + busiest.map { "\($0)." } + notes.map { "\($0)." })
            .joined(separator: " ")
    }

    private var columns: [String] {
        (0..<calendar.span.columns).map { column in
            Self.label(
                calendar.label(ofColumn: column), "quiet middle", x: x(of: column) + cellWidth / 2, y: Self.gridTop - 6)
        } + [Self.label("all", "quiet end", x: left + gridWidth + Self.totalWidth - 8, y: Self.gridTop - 6)]
    }

    private func x(of column: Int) -> Int { left + column * (cellWidth + Self.gap) }

    private func row(_ row: StartCalendar.Row, at index: Int) -> [String] {
        let top = Self.gridTop + index * (cellHeight + Self.gap)
        let base = top + cellHeight / 2 + 5
        var lines = [Self.label(calendar.label(of: row), "end", x: left - 10, y: base)]
        for (column, count) in row.counts.enumerated() {
            guard let count else { continue }
            let shade = min(calendar.shade(of: count, most), StartCalendar.shades)
            let hint = "\(calendar.label(of: row)), \(calendar.label(ofColumn: column)): \(count)"
            lines.append(
                #"<rect class="s\#(shade)" x="\#(x(of: column))" y="\#(top)" width="\#(cellWidth)" "#
                    + #"height="\#(cellHeight)" rx="3"><title>\#(hint)</title></rect>"#)
            guard count > 0 else { continue }
            lines.append(Self.label("\(count)", "middle t\(shade)", x: x(of: column) + cellWidth / 2, y: base))
        }
        lines.append(
            Self.label("\(row.total)", "end strong", x: left + gridWidth + Self.totalWidth - 8, y: base))
        return lines
    }

    /// The meaning of the shades.
    private var legend: [String] {
        var lines = [Self.label("Runs", "end quiet", x: left - 10, y: legendTop + 14)]
        let entries =
            [(0, "none")]
            + calendar.legend.map { shade, counts in
                (
                    shade,
                    counts.lowerBound == counts.upperBound
                        ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
                )
            }
        for (index, (shade, text)) in entries.enumerated() {
            let x = left + index * Self.legendWidth
            lines.append(
                #"<rect class="s\#(shade)" x="\#(x)" y="\#(legendTop)" width="18" height="18" rx="3"/>"#)
            lines.append(Self.label(text, "quiet", x: x + 26, y: legendTop + 14))
        }
        return lines
    }

    private var words: [String] {
        var drawn: [String] = []
        var y = wordsTop
        func add(_ text: String, _ style: String, x: Int) {
            drawn.append(Self.label(text, style, x: x, y: y))
            y += Self.lineHeight
        }
        if !busiest.isEmpty {
            add("Busiest", "strong", x: Self.margin)
            for line in lines.busiest { add(line, "", x: Self.margin) }
        }
        if !notes.isEmpty { y += 6 }
        for line in lines.notes { add(line, "quiet", x: Self.margin) }
        return drawn
    }

    private static func label(_ text: String, _ style: String, x: Int, y: Int) -> String {
        let attribute = style.isEmpty ? "" : #" class="\#(style)""#
        return #"<text\#(attribute) x="\#(x)" y="\#(y)">\#(escaped(text))</text>"#
    }

    /// A text in XML (XML 1.0, section 2.4), which cannot have control characters.
    private static func escaped(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    switch scalar {
                    case "&": Array("&amp;".unicodeScalars)
                    case "<": Array("&lt;".unicodeScalars)
                    case ">": Array("&gt;".unicodeScalars)
                    default: scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value) ? ["?"] : [scalar]
                    }
                }))
    }

    /// The colours of light and dark screens; each number is dark on a light cell and light on a dark one.
    private static let style = """
        <style>
        text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2328; }
        .title { font-size: 18px; font-weight: 600; }
        .strong { font-weight: 600; }
        .quiet { fill: #59636e; }
        .middle { text-anchor: middle; }
        .end { text-anchor: end; }
        .paper { fill: #ffffff; }
        .s0 { fill: #eff2f5; } .s1 { fill: #fdebb3; } .s2 { fill: #fbc55a; } .s3 { fill: #ee8236; } .s4 { fill: #b3261e; }
        .t4 { fill: #ffffff; font-weight: 600; }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; }
        .quiet { fill: #9198a1; }
        .paper { fill: #0d1117; }
        .s0 { fill: #1b212a; } .s1 { fill: #4d3c10; } .s2 { fill: #8f6008; } .s3 { fill: #e07b2c; } .s4 { fill: #ff6a5b; }
        .t3, .t4 { fill: #1a0d06; font-weight: 600; }
        }
        </style>
        """
}
