extension TextEdits {
    /// A part of an edited text.
    private enum Piece {
        /// Bytes of the original text.
        case kept(Range<Int>)
        case new([UInt8])

        var count: Int {
            switch self {
            case .kept(let range): range.count
            case .new(let bytes): bytes.count
            }
        }

        /// The piece without its first bytes, and these.
        func split(at count: Int) -> (Piece, Piece) {
            switch self {
            case .kept(let range):
                let middle = range.lowerBound + count
                return (.kept(range.lowerBound..<middle), .kept(middle..<range.upperBound))
            case .new(let bytes): return (.new(Array(bytes[..<count])), .new(Array(bytes[count...])))
            }
        }
    }

    /// The edits that do at once what these and others after them do.
    ///
    /// - Parameters:
    ///   - later: Edits of the text that these make.
    ///   - count: The number of bytes of the original text.
    /// - Returns: Edits of the original text.
    package func followed(by later: TextEdits, count: Int) -> TextEdits {
        // The next piece is the last one.
        var pieces = Array(Self.pieces(edits, count).reversed())
        var result: [Piece] = []
        var offset = 0
        func move(_ bytes: Int, isKept: Bool) {
            var left = bytes
            while left > 0, let piece = pieces.popLast() {
                let (head, tail) = piece.split(at: min(left, piece.count))
                if isKept { result.append(head) }
                if tail.count > 0 { pieces.append(tail) }
                left -= head.count
                offset += head.count
            }
        }
        for edit in later.edits {
            move(edit.range.lowerBound - offset, isKept: true)
            result.append(.new(Array(edit.text.utf8)))
            move(edit.range.count, isKept: false)
        }
        return TextEdits(of: result + pieces.reversed(), count)
    }

    private static func pieces(_ edits: [TextEdit], _ count: Int) -> [Piece] {
        var pieces: [Piece] = []
        var offset = 0
        for edit in edits {
            pieces.append(.kept(offset..<max(offset, edit.range.lowerBound)))
            pieces.append(.new(Array(edit.text.utf8)))
            offset = max(offset, edit.range.upperBound)
        }
        return pieces + [.kept(min(offset, count)..<count)]
    }

    private init(of pieces: [Piece], _ count: Int) {
        self.init()
        var changes: [(change: Int, edit: TextEdit)] = []
        var (offset, text): (Int, [UInt8]) = (0, [])
        func end(at next: Int) {
            guard next > offset || !text.isEmpty else { return }
            changes.append((changes.count, TextEdit(offset..<next, String(decoding: text, as: UTF8.self))))
            text = []
        }
        for piece in pieces {
            switch piece {
            case .new(let bytes): text += bytes
            case .kept(let range) where range.isEmpty: break
            case .kept(let range):
                end(at: range.lowerBound)
                offset = range.upperBound
            }
        }
        end(at: count)
        self = TextEdits(changes)
    }
}
