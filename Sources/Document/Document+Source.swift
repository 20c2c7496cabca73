extension Document {
    /// The text that a document was read from, with what is known of its places.
    ///
    /// For JSON it is the whole text. For YAML it is the part of the file that belongs to the document: from behind the
    /// document before it, with the comments and directives above `---`, to the `---` of the next one or behind the line
    /// of its own `...`.
    package final class Source: Sendable {
        /// The bytes of the document, as they are in the file.
        package let text: [UInt8]
        /// Where the text begins in its file: 0, line 1 and column 1 for JSON and for the first document of YAML.
        package let start: SourcePosition
        /// The comments of the text in their order; none for JSON.
        package let comments: [Comment]
        /// The places of all nodes by their indices; empty for JSON, whose records have them.
        let places: [PlaceRecord]
        let lines: LineTable

        init(_ text: SourceText, comments: [Comment] = [], places: [PlaceRecord] = []) {
            self.text = text.bytes
            self.start = text.start
            self.lines = text.lines
            self.comments = comments
            self.places = places
        }

        /// Where a place of the text is in its file, as editors count it.
        ///
        /// It costs a search among the lines, and the length of one line.
        ///
        /// - Parameter offset: The place, in bytes of ``text``; beyond its ends counts as its ends.
        /// - Returns: The position; its offset counts from the beginning of the file.
        package func position(atOffset offset: Int) -> SourcePosition {
            lines.position(of: offset, in: text)
        }
    }

    /// Where a key or a value is written, and how.
    package struct Place: Hashable, Sendable {
        /// The bytes of the value in ``Source/text``, from the first to behind the last.
        ///
        /// A string in quotes has them in it. A block scalar goes from its `|` or `>` to the end of its last line that is
        /// not empty, a block sequence begins with a `-`, and neither has the line break behind it. A value that is
        /// missing is empty. An anchor and a tag are not in it.
        package let range: Range<Int>
        /// The same bytes with the anchor and the tag before them.
        package let rangeWithProperties: Range<Int>
        /// How the value is written.
        package let style: Style
        /// Whether the node came by an alias or a merge key.
        ///
        /// What comes by an alias is as a whole where the alias is, with the style ``Style/alias``; what is in it, and what
        /// comes by a merge key, is where the anchor has it, so that it does not lie in its container.
        package let isShared: Bool
    }

    /// How a value is written.
    package enum Style: UInt8, Hashable, BitwiseCopyable, Sendable {
        /// A scalar without quotes; for JSON, a number or a word.
        case plain
        case singleQuoted, doubleQuoted
        /// A block scalar that keeps its lines: `|`.
        case literal
        /// A block scalar whose lines are joined: `>`.
        case folded
        /// A sequence or mapping in brackets.
        case flow
        /// A sequence or mapping by indentation.
        case block
        /// The name of an anchor: `*name`.
        case alias
    }

    /// A comment of a YAML text.
    package struct Comment: Hashable, Sendable {
        /// Its bytes in ``Source/text``, from its `#` to the end of the line, without the line break.
        package let range: Range<Int>
        /// Whether nothing but blanks stands before it on its line.
        package let isWholeLine: Bool
    }
}

/// What is kept of a ``Document/Place``: offsets in the text of a source.
struct PlaceRecord: BitwiseCopyable, Sendable {
    /// Where libyaml has the value begin: at its anchor or tag, where it has one.
    var mark: UInt32
    var start: UInt32
    var end: UInt32
    var style: Document.Style
    var isShared: Bool

    var place: Document.Place {
        let range = Int(start)..<max(Int(start), Int(end))
        return Document.Place(
            range: range, rangeWithProperties: min(Int(mark), range.lowerBound)..<range.upperBound, style: style,
            isShared: isShared)
    }
}

/// A text with its lines, before anything else is known of it.
struct SourceText: Sendable {
    let bytes: [UInt8]
    let start: SourcePosition
    let lines: LineTable

    init(_ bytes: [UInt8], start: SourcePosition = .start) {
        self.bytes = bytes
        self.start = start
        lines = LineTable(bytes, origin: start)
    }
}
