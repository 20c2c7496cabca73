/// A pattern of namespace names: `*` matches any run of characters, `?` any one, and any other character itself.
struct NamespaceGlob: Hashable, Sendable {
    /// The longest pattern in bytes: a namespace has 63 characters, with a star before each and at the end.
    static let longest = 127

    private let glob: Glob

    /// Reads a pattern; nil if no namespace could ever match it.
    init?(_ text: String) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.longest, bytes.allSatisfy(Self.mayStand) else { return nil }
        glob = Glob(text)
    }

    /// Whether it matches every name.
    var isAny: Bool { glob.isAny }

    private static func mayStand(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "*"), UInt8(ascii: "?"):
            true
        default: false
        }
    }

    /// Whether the name of a namespace matches.
    func matches(_ name: String) -> Bool {
        glob.matches(name)
    }
}
