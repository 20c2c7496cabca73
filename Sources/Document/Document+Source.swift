extension Document {
    /// The text that a document was read from, with the places of its values.
    ///
    /// For JSON it is the whole text. For YAML it is the part of the file that belongs to the document: it begins after
    /// the document before it, so that it includes the comments and directives above `---`, and ends before the `---`
    /// of the next one or after the line of its own `...`.
    package final class Source: Sendable {
        /// The bytes of the document, as they are in the file.
        package let text: [UInt8]
        /// Where the text begins in its file: 0, line 1 and column 1 for JSON and for the first document of YAML.
        package let start: SourcePosition
        /// The comments of the text, in order; none for JSON.
        package let comments: [Comment]
        /// The places of all nodes by their indices; empty for JSON, whose node records contain them.
        let places: [PlaceRecord]
        let lines: LineTable

        init(_ text: SourceText, comments: [Comment] = [], places: [PlaceRecord] = []) {
            self.text = text.bytes
            self.start = text.start
            self.lines = text.lines
            self.comments = comments
            self.places = places
        }

        /// The position of an offset in the file, as editors count it.
        ///
        /// It costs a binary search among the lines, and a pass over one line.
        ///
        /// - Parameter offset: The offset, in bytes of ``text``; a value beyond its ends counts as its ends.
        /// - Returns: The position; its offset counts from the beginning of the file.
        package func position(atOffset offset: Int) -> SourcePosition {
            lines.position(of: offset, in: text)
        }
    }

    /// Where a key or a value is written, and how.
    package struct Place: Hashable, Sendable {
        /// The bytes of the value in ``Source/text``.
        ///
        /// The quotes of a string are included. A block scalar goes from its `|` or `>` to the end of its last line
        /// that is not empty, and a block sequence begins with a `-`; neither includes the final line break. The range
        /// of a missing value is empty. Anchors and tags are not included.
        package let range: Range<Int>
        /// The same bytes, including the anchor and the tag before them.
        package let rangeWithProperties: Range<Int>
        /// The style in which the value is written.
        package let style: Style
        /// Whether the node came from an alias or a merge key.
        ///
        /// The value that an alias stands for has the place of the alias, with the style ``Style/alias``. Values inside
        /// it, and values that come from a merge key, have their place at the anchor, outside their container.
        package let isShared: Bool
    }

    /// The style in which a value is written.
    package enum Style: UInt8, Hashable, BitwiseCopyable, Sendable {
        /// A scalar without quotes; for JSON, a number, `true`, `false` or `null`.
        case plain
        case singleQuoted, doubleQuoted
        /// A block scalar that keeps its lines: `|`.
        case literal
        /// A block scalar whose lines are joined: `>`.
        case folded
        /// A sequence or mapping in brackets.
        case flow
        /// A sequence or mapping structured by indentation.
        case block
        /// A reference to an anchor: `*name`.
        case alias
    }

    /// A comment of a YAML text.
    package struct Comment: Hashable, Sendable {
        /// Its bytes in ``Source/text``, from its `#` to the end of the line, without the line break.
        package let range: Range<Int>
        /// Whether it has its line to itself, apart from blanks before it.
        package let isWholeLine: Bool
    }
}

/// The stored form of a ``Document/Place``: offsets in the text of a source.
struct PlaceRecord: BitwiseCopyable, Sendable {
    /// Where the value begins for libyaml: at its anchor or tag, if it has one.
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

/// A text with its lines, before its places are known.
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
