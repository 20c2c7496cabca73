/// A pattern of names: `*` matches any run of characters, `?` any one, and any other character itself.
struct Glob: Hashable, Sendable {
    private let pattern: [UInt8]
    /// The character that neither `*` nor `?` matches, nil if they match all.
    private let separator: UInt8?

    /// Makes a pattern.
    ///
    /// - Parameters:
    ///   - text: The pattern.
    ///   - separator: A character of US-ASCII that neither `*` nor `?` matches.
    init(_ text: String, separatedBy separator: Unicode.Scalar? = nil) {
        pattern = Array(text.utf8)
        self.separator = separator.map { UInt8(ascii: $0) }
    }

    /// Whether it consists of stars only.
    var isAny: Bool { pattern.allSatisfy { $0 == UInt8(ascii: "*") } }

    /// Whether a name matches.
    ///
    /// It backtracks to the last star only, so that any pattern costs at most the product of both lengths.
    func matches(_ name: String) -> Bool {
        matches(name.utf8.span)
    }

    private func matches(_ name: Span<UInt8>) -> Bool {
        var at = 0
        var next = 0
        var retry: (star: Int, at: Int)?
        while at < name.count {
            if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
                retry = (next, at)
                next += 1
            } else if next < pattern.count, matches(pattern[next], name[at]) {
                next += 1
                at += 1
            } else if let (star, from) = retry, name[from] != separator {
                retry = (star, from + 1)
                next = star + 1
                at = from + 1
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private func matches(_ wanted: UInt8, _ byte: UInt8) -> Bool {
        wanted == byte || wanted == UInt8(ascii: "?") && byte != separator
    }
}
