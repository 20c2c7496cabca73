import Document
import TestSupport

/// A random YAML text with the places of everything in it, recorded while it was written.
struct RandomYAML {
    struct Place: Equatable {
        var range: Range<Int>
        let style: Document.Style
    }

    private(set) var bytes: [UInt8] = []
    /// The places of keys and values in their order.
    private(set) var places: [Place] = []
    private(set) var comments: [Range<Int>] = []
    private let lineEnd: String
    private var random: SeededGenerator

    /// Makes a text.
    ///
    /// - Parameters:
    ///   - depth: How deep it nests at most.
    ///   - seed: The seed that decides everything random.
    init(depth: Int, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
        if oneIn(4) { append("\u{FEFF}") }
        while oneIn(2) { commentLine(indent: Int.random(in: 0..<3, using: &random)) }
        block(depth: depth, indent: 0)
        while oneIn(2) { commentLine(indent: 0) }
    }

    private mutating func oneIn(_ count: Int) -> Bool {
        Int.random(in: 0..<count, using: &random) == 0
    }

    private mutating func append(_ text: String) {
        bytes += Array(text.utf8)
    }

    /// Blanks; libyaml does not accept a tab behind a dash.
    private mutating func blanks(behindDash: Bool = false) {
        append((behindDash ? [" ", "  "] : [" ", "  ", " \t"]).randomElement(using: &random) ?? " ")
    }

    private mutating func comment() {
        let start = bytes.count
        append("# é 'not \"a: value" + (oneIn(2) ? " # {" : ""))
        comments.append(start..<bytes.count)
    }

    private mutating func commentLine(indent: Int) {
        append(String(repeating: " ", count: indent))
        if !oneIn(3) { comment() }
        append(lineEnd)
    }

    private mutating func endLine(behindDash: Bool = false) {
        if oneIn(3) {
            blanks(behindDash: behindDash)
            comment()
        }
        append(lineEnd)
        while oneIn(6) { commentLine(indent: Int.random(in: 0..<6, using: &random)) }
    }

    /// A sequence or mapping by indentation, beginning on a line of its own or behind a dash.
    private mutating func block(depth: Int, indent: Int) {
        let index = places.count
        let start = bytes.count
        places.append(Place(range: start..<start, style: .block))
        let isMapping = Bool.random(using: &random)
        let count = Int.random(in: 1...4, using: &random)
        for number in 0..<count {
            if number > 0 { append(String(repeating: " ", count: indent)) }
            if isMapping {
                scalar("k\(number)", inFlow: true)
                append(":")
            } else {
                append("-")
            }
            child(depth: depth, indent: indent + 2, isItem: !isMapping)
        }
        places[index].range = start..<(places[index...].map(\.range.upperBound).max() ?? start)
    }

    private mutating func child(depth: Int, indent: Int, isItem: Bool) {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
        case 0:
            places.append(Place(range: bytes.count..<bytes.count, style: .plain))
            endLine(behindDash: isItem)
        case 1:
            blockScalar(indent: indent)
        case 2, 3:
            blanks(behindDash: isItem)
            scalar("v", inFlow: false)
            endLine()
        case 4:
            blanks(behindDash: isItem)
            flow(depth: depth - 1)
            endLine()
        case 5 where isItem:
            append(" ")
            block(depth: depth - 1, indent: indent)
        default:
            endLine(behindDash: isItem)
            append(String(repeating: " ", count: indent))
            block(depth: depth - 1, indent: indent)
        }
    }

    private mutating func blockScalar(indent: Int) {
        append(" ")
        let start = bytes.count
        let isLiteral = Bool.random(using: &random)
        append((isLiteral ? "|" : ">") + (["", "-", "+"].randomElement(using: &random) ?? ""))
        if oneIn(3) {
            append(" ")
            comment()
        }
        var end = bytes.count
        append(lineEnd)
        for _ in 0..<Int.random(in: 0..<3, using: &random) {
            append(String(repeating: " ", count: indent) + "# 漢: \"")
            end = bytes.count
            append(lineEnd)
            while oneIn(3) { append(lineEnd) }
        }
        places.append(Place(range: start..<end, style: isLiteral ? .literal : .folded))
    }

    /// A sequence or mapping in brackets, all on one line or on more.
    private mutating func flow(depth: Int) {
        let index = places.count
        let start = bytes.count
        places.append(Place(range: start..<start, style: .flow))
        let isMapping = Bool.random(using: &random)
        append(isMapping ? "{" : "[")
        for number in 0..<Int.random(in: 0..<4, using: &random) {
            if number > 0 { append(oneIn(2) ? ", " : " , ") }
            if isMapping {
                scalar("k\(number)", inFlow: true)
                append(": ")
            }
            if depth > 0, oneIn(3) { flow(depth: depth - 1) } else { scalar("v", inFlow: true) }
        }
        if oneIn(3) { append(" ") }
        append(isMapping ? "}" : "]")
        places[index].range = start..<bytes.count
    }

    private mutating func scalar(_ name: String, inFlow: Bool) {
        let start = bytes.count
        let style: Document.Style = [.plain, .singleQuoted, .doubleQuoted].randomElement(using: &random) ?? .plain
        let inside = ["", "é", "#", " x", "😀", ":y"].randomElement(using: &random) ?? ""
        switch style {
        case .singleQuoted: append("'\(name)\(inside)'': # '")
        case .doubleQuoted: append("\"\(name)\(inside)\\\": # \\u00e4\"")
        default: append(name + inside + (inFlow ? "" : ", [x]"))
        }
        places.append(Place(range: start..<bytes.count, style: style))
    }
}
