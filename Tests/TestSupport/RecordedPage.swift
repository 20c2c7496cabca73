private import Glibc

/// A page of a record: what the program says about many inputs, as text that a reviewer reads.
///
/// A test makes the page anew and compares it with the stored one. `make verdicts` stores it, and only that does.
package struct RecordedPage: Sendable {
    /// The page's path in the folder of fixtures, without `.txt`.
    package let name: String
    /// The first lines of the page, which say how it is made.
    private let heading: String

    /// The most differing lines that a failure names.
    private static let mostDifferences = 12

    /// Names a page.
    ///
    /// - Parameters:
    ///   - name: The page's path in the folder of fixtures, without `.txt`.
    ///   - heading: What the page is and how it is made; each of its lines gets a `#` at the beginning.
    package init(_ name: String, heading: String) {
        self.name = name
        self.heading = heading.split(separator: "\n").map { "# \($0)\n" }.joined()
    }

    private var path: String { "\(Fixtures.folder)/\(name).txt" }

    /// Compares a record with the stored page, or stores it if the variable `RECORD_VERDICTS` is 1.
    ///
    /// - Parameter record: What the program says now.
    /// - Returns: The first differences, for people; nil if there is none.
    /// - Throws: `TestClientError` if the page cannot be stored.
    package func differences(from record: String) throws -> String? {
        let found = "\(heading)\n\(record)"
        let stored = String(decoding: Fixtures.read(path), as: UTF8.self)
        if found == stored { return nil }
        if let mark = unsafe getenv("RECORD_VERDICTS"), unsafe String(cString: mark) == "1" {
            try TemporaryFolder.write(Array(found.utf8), toPath: path)
            return nil
        }
        return Self.describe(
            stored.split(separator: "\n", omittingEmptySubsequences: false),
            found.split(separator: "\n", omittingEmptySubsequences: false), on: name)
    }

    /// The first differing lines, each under the last line before it that is not indented.
    private static func describe(_ stored: [Substring], _ found: [Substring], on name: String) -> String {
        let same = zip(stored, found).prefix { $0 == $1 }.count
        let after = zip(stored.dropFirst(same).reversed(), found.dropFirst(same).reversed()).prefix { $0 == $1 }.count
        let (gone, new) = (stored[same..<(stored.count - after)], found[same..<(found.count - after)])
        let place = found.prefix(same + 1).last { !$0.isEmpty && !$0.hasPrefix(" ") } ?? ""
        func list(_ lines: ArraySlice<Substring>, _ mark: String) -> [String] {
            let left = lines.count - mostDifferences
            return lines.prefix(mostDifferences).map { "\(mark) \($0)" } + (left > 0 ? ["\(mark) (\(left) more)"] : [])
        }
        let lines =
            ["\(name).txt differs at line \(same + 1), under \(place): - is expected, + is found"] + list(gone, "-")
            + list(new, "+")
            + ["If the change is meant, `make verdicts` writes the record anew; its difference is part of the review."]
        return lines.joined(separator: "\n")
    }
}
