import TestSupport

/// The program's own source files, for tests that search their texts.
struct SourceText {
    /// The file's path from the root of the checkout.
    let path: String
    /// The contents of the file.
    let text: String

    /// All Swift files of `Sources`, except those that are generated: from Docs/rules.md, and from the official Addons.
    static func all() throws -> [SourceText] {
        let paths = try Repository.output(of: "find Sources -name '*.swift' | sort").split(separator: "\n")
        let generated = ["/RulesPage.swift", "/CatalogueTable.swift"]
        return try paths.filter { path in !generated.contains { path.hasSuffix($0) } }.map {
            SourceText(path: String($0), text: try Repository.text(of: String($0)))
        }
    }

    /// The parts of its string literals between interpolations, with white space reduced to single spaces and escapes
    /// as written; comments are left out.
    var literals: [String] {
        var scanner = LiteralScanner(text)
        scanner.scan()
        return scanner.literals.map { Self.unwrapped(String(decoding: $0, as: UTF8.self)) }
    }

    /// The file without its comments.
    var withoutComments: String {
        var scanner = LiteralScanner(text)
        scanner.scan()
        return String(decoding: scanner.uncommented, as: UTF8.self)
    }

    /// A text without its line breaks.
    static func unwrapped(_ text: String) -> String {
        text.split { $0.isWhitespace }.joined(separator: " ")
    }
}

/// Finds string literals in Swift: single lines and blocks, raw or not, with nested interpolations.
private struct LiteralScanner {
    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")
    private static let lineFeed = UInt8(ascii: "\n")

    private let source: [UInt8]
    private var index = 0
    private(set) var literals: [[UInt8]] = []
    private var comments: [Range<Int>] = []

    init(_ text: String) {
        source = Array(text.utf8)
    }

    /// The source without the comments that were scanned.
    var uncommented: [UInt8] {
        let starts = [0] + comments.map(\.upperBound)
        return zip(starts, comments.map(\.lowerBound) + [source.count]).flatMap { source[$0..<$1] }
    }

    private func byte(_ place: Int) -> UInt8 {
        place < source.count ? source[place] : 0
    }

    /// The number of repetitions of a byte at a place, up to a limit.
    private func count(of wanted: UInt8, at place: Int, upTo most: Int) -> Int {
        var count = 0
        while count < most, byte(place + count) == wanted { count += 1 }
        return count
    }

    /// Reads up to the end, or to the parenthesis that closes an interpolation.
    mutating func scan(isInterpolation: Bool = false) {
        var depth = 0
        while index < source.count {
            switch source[index] {
            case Self.slash where byte(index + 1) == Self.slash:
                let start = index
                while index < source.count, source[index] != Self.lineFeed { index += 1 }
                comments.append(start..<index)
                continue
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where depth == 0 && isInterpolation:
                index += 1
                return
            case UInt8(ascii: ")"): depth -= 1
            case Self.quote, Self.hash:
                if scanLiteral() { continue }
            default: break
            }
            index += 1
        }
    }

    private mutating func scanLiteral() -> Bool {
        let hashes = count(of: Self.hash, at: index, upTo: 3)
        let start = index + hashes
        guard byte(start) == Self.quote else { return false }
        let quotes = count(of: Self.quote, at: start, upTo: 3) == 3 ? 3 : 1
        index = start + quotes
        var text: [UInt8] = []
        while index < source.count {
            if source[index] != Self.quote, source[index] != Self.backslash {
                text.append(source[index])
                index += 1
                continue
            }
            if count(of: Self.quote, at: index, upTo: quotes) == quotes,
                count(of: Self.hash, at: index + quotes, upTo: hashes) == hashes
            {
                index += quotes + hashes
                break
            }
            guard source[index] == Self.backslash, count(of: Self.hash, at: index + 1, upTo: hashes) == hashes else {
                text.append(source[index])
                index += 1
                continue
            }
            index += 1 + hashes
            if byte(index) == UInt8(ascii: "(") {
                index += 1
                literals.append(text)
                text = []
                scan(isInterpolation: true)
            } else {
                // An escape stays as it is written; an escaped line end is white space.
                text += byte(index) == Self.lineFeed ? [Self.lineFeed] : [Self.backslash, byte(index)]
                index += 1
            }
        }
        literals.append(text)
        return true
    }
}
