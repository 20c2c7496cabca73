internal import Text

/// Goes through the parts of a path: what stands between slashes, without those that lead nowhere (`/d`, `d/`, `//d` and
/// `/d/.` are one).
struct DirectoryPath {
    /// The longest path that is taken apart, in bytes as it is written; longer ones are compared as texts.
    ///
    /// Linux takes no path that is longer, object storages a quarter of it, and one of a million slashes is not to be gone
    /// through for every other that it is compared with.
    static let longest = 4096

    private var start = 0

    /// Where the next part is in the text, which is the same at every call; nil where there is none left.
    mutating func next(in text: Span<UInt8>) -> Range<Int>? {
        while start < text.count {
            let rest = text.extracting(start...)
            let part = start..<start + (rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count)
            start = part.upperBound + 1
            if !part.isEmpty, !text.extracting(part).equals(".") { return part }
        }
        return nil
    }

    /// Whether two paths lead to one directory.
    static func areSame(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        var (inLeft, inRight) = (DirectoryPath(), DirectoryPath())
        while true {
            switch (inLeft.next(in: left), inRight.next(in: right)) {
            case (nil, nil): return true
            case (let one?, let other?) where left.extracting(one).equals(right.extracting(other)): continue
            default: return false
            }
        }
    }
}
