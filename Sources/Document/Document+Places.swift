internal import Synchronization

extension Document {
    /// The text that the document was read from.
    ///
    /// The source of a JSON document is made on first use of it or of a position.
    package var source: Source {
        if let known = knownSource.load() { return known }
        return knownSource.storeIfNil(Source(SourceText(bytes)))
    }

    /// Where a key or a value is written, and how.
    ///
    /// - Parameter node: The key or the value.
    /// - Returns: Its place in the text of ``source``.
    package func place(of node: Node) -> Place {
        record(of: node, in: source.places).place
    }

    /// Where the value begins in the text that a person wrote; a YAML value begins with its anchor or tag.
    ///
    /// It costs a binary search among the lines of the text, and a pass over one line.
    public func position(of node: Node) -> SourcePosition {
        let source = source
        return source.position(atOffset: Int(record(of: node, in: source.places).mark))
    }

    /// The offset at which the value begins in the text of ``source``, in bytes; in constant time.
    package func sourceOffset(of node: Node) -> Int {
        Int(record(of: node, in: source.places).mark)
    }

    private func record(of node: Node, in places: [PlaceRecord]) -> PlaceRecord {
        let index = Int(node.index)
        if places.indices.contains(index) { return places[index] }
        let record = self[node]
        switch record.kind {
        case .string, .key:
            // The parser has checked that there is a quote on either side.
            return PlaceRecord(
                mark: record.start &- 1, start: record.start &- 1, end: record.end &+ 1, style: .doubleQuoted,
                isShared: false)
        case .array, .object:
            return PlaceRecord(
                mark: record.start, start: record.start, end: record.end, style: .flow, isShared: false)
        case .null, .true, .false, .number:
            return PlaceRecord(
                mark: record.start, start: record.start, end: record.end, style: .plain, isShared: false)
        }
    }

    /// The comments on the lines right above a key or value, each on a line of its own.
    ///
    /// - Parameter node: The key or the value; other content of the line on which it begins makes no difference.
    /// - Returns: The comments in order, up to the nearest line that is something else; an empty line ends them.
    package func comments(above node: Node) -> ArraySlice<Comment> {
        let source = source
        let comments = source.comments
        var line = source.lines.line(of: Int(record(of: node, in: source.places).mark))
        let end = comments.firstPlace { source.lines.line(of: $0.range.lowerBound) >= line }
        var first = end
        while first > 0, comments[first - 1].isWholeLine,
            source.lines.line(of: comments[first - 1].range.lowerBound) == line - 1
        {
            first -= 1
            line -= 1
        }
        return comments[first..<end]
    }

    /// The comment that ends the line of a key or value.
    ///
    /// - Parameter node: The key or the value. Its line is that on which it ends; of a block scalar, that of its `|` or
    ///   `>`.
    /// - Returns: The comment; nil if there is none, or if more than blanks, a colon and commas separate the two.
    package func comment(behind node: Node) -> Comment? {
        let source = source
        let place = record(of: node, in: source.places).place
        let isBlockScalar = place.style == .literal || place.style == .folded
        let end = isBlockScalar ? place.range.lowerBound : place.range.upperBound
        let index = source.comments.firstPlace { $0.range.lowerBound >= end }
        guard index < source.comments.count else { return nil }
        let comment = source.comments[index]
        let between = source.text[end..<comment.range.lowerBound]
        if isBlockScalar {
            // The rest of the header is between the two.
            return between.contains { YAMLBytes.isBreak($0) } ? nil : comment
        }
        return between.allSatisfy { YAMLBytes.isBlank($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }
            ? comment : nil
    }
}

extension [Document.Comment] {
    /// The first index at which a condition holds that then holds for all later ones; the end if it never holds.
    fileprivate func firstPlace(where holds: (Document.Comment) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
