/// A pattern of namespace names: `*` matches any run of characters, `?` any one, and any other character itself.
struct NamespaceGlob: Hashable, Sendable {
    /// The longest pattern in bytes: a namespace has 63 characters, with a star before each and at the end.
    static let longest = 127

    private let pattern: [UInt8]

    /// Reads a pattern; nil if no namespace could ever match it.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= Self.longest, bytes.allSatisfy(Self.mayStand) else { return nil }
        pattern = bytes
    }

    /// Whether it matches every name.
    var isAny: Bool { pattern.allSatisfy { $0 == UInt8(ascii: "*") } }

    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "?"):
            true
        default: false
        }
    }

    /// Whether the name of a namespace matches.
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
            } else if next < pattern.count, pattern[next] == UInt8(ascii: "?") || pattern[next] == name[at] {
                next += 1
                at += 1
            } else if let (star, from) = retry {
                retry = (star, from + 1)
                next = star + 1
                at = from + 1
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
