import TestSupport
import Testing

/// No constant of the program changes, appears or disappears unnoticed, and each has a reason.
///
/// A test that uses a constant on both sides passes with any value, so this table states each value a second time.
struct ConstantTableTests {
    private static let table = "Tests/TestSupport/Fixtures/constants.txt"

    /// A property of a type or file whose value contains a number.
    private static var property: Regex<(Substring, Substring, Substring, Substring?, Substring)> {
        /^ *(?:@\w+ )*((?:(?:private|fileprivate|internal|package|public|static|nonisolated\(unsafe\)|private\(set\)|package private\(set\)|public private\(set\)) )*)(?:let|var) (\w+)(?:: ([^={]+))? = (.*[0-9].*)$/
    }

    /// A default of a parameter that contains a number.
    private static var parameter: Regex<(Substring, Substring, Substring, Substring)> {
        /(\w+): ([\w.?]+) = ([^,()]*[0-9][^,()]*(?:\([^()]*\))?)[,)]/
    }

    /// The length of an excerpt or a text.
    private static var excerpt: Regex<(Substring, Substring?, Substring?, Substring)> {
        /(?:\b(limit|length|upTo): |\.(prefix)\()([0-9]{2,})\b/
    }

    /// The names and values of a file's constants, in order.
    private static func constants(of source: SourceText) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        for line in source.text.split(separator: "\n") where !line.contains(/^ *\/\//) {
            let indentation = line.prefix { $0 == " " }.count
            if let match = line.wholeMatch(of: property), indentation <= 4 || !match.1.isEmpty {
                let value = match.4.replacing(#/ \{$/#, with: "")
                // A counter that starts with 0 is not a choice, and a closure is not a constant.
                if value == "0" || value == "0..<0" || value.contains(/^Atomic<\w+>\(0\)$|\{/) { continue }
                guard value.replacing(/"[^"]*"/, with: "").contains(/\b[0-9]/) else { continue }
                found.append((String(match.2), String(value)))
            }
            for match in line.matches(of: excerpt) { found.append(("(\(match.1 ?? match.2 ?? ""))", String(match.3))) }
            guard line.contains(/\b(func|init\??)\b.*\(/) || line.contains(#/^ +\w+: .* = /#) else { continue }
            for match in line.matches(of: parameter) where match.3.contains(/\b[0-9]/) && match.3 != "0" {
                found.append(("(\(match.1))", String(match.3)))
            }
        }
        return found
    }

    private static func rows() throws -> [(text: String, reason: String)] {
        var file = ""
        var rows: [(text: String, reason: String)] = []
        for line in try Repository.text(of: table).split(separator: "\n") where !line.hasPrefix("# ") {
            guard !line.hasPrefix("## ") else {
                file = String(line.dropFirst(3))
                continue
            }
            let reason = try #require(line.ranges(of: " -- ").last, "\(line)")
            rows.append(("\(file) \(line[..<reason.lowerBound])", String(line[reason.upperBound...])))
        }
        return rows
    }

    @Test func everyConstant() throws {
        let found = try SourceText.all().flatMap { source in
            Self.constants(of: source).map { "\(source.path) \($0.name) = \($0.value)" }
        }
        let rows = try Self.rows()
        #expect(Set(found).subtracting(rows.map(\.text)).sorted() == [], "in Sources, and not in \(Self.table)")
        #expect(Set(rows.map(\.text)).subtracting(found).sorted() == [], "in \(Self.table), and not in Sources")
        // A file may have one value several times, each with a row of its own.
        func counts(_ lines: [String]) -> [String: Int] { Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +) }
        let (wanted, stated) = (counts(found), counts(rows.map(\.text)))
        for (line, count) in wanted where stated[line] != count {
            Issue.record("\(line): \(count) times in Sources, \(stated[line] ?? 0) times in \(Self.table)")
        }
        #expect(rows.allSatisfy { !$0.reason.isEmpty })
    }
}
