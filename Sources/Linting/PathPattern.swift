/// A pattern of paths, as in a `.gitignore` (gitignore(5)).
///
/// `*` matches any part of a name, `?` one character, `[a-z]` one of several, and `**` any number of folders. A pattern
/// with a slash that does not end it begins at its base; any other matches a name in any folder. A slash at its end
/// makes it one of folders only.
struct PathPattern: Sendable {
    private enum Segment: Sendable {
        /// Any number of folders.
        case anyFolders
        case name(NamePattern)
    }

    private let segments: [Segment]
    /// Whether it matches folders only.
    private let isForFolders: Bool

    /// Makes a pattern; nil if the text is empty.
    ///
    /// - Parameter text: The pattern.
    init?(_ text: Substring) {
        var text = text
        isForFolders = text.hasSuffix("/")
        while text.hasSuffix("/") { text.removeLast() }
        guard !text.isEmpty else { return nil }
        let isAnchored = text.contains("/")
        let names = text.split(separator: "/")
        let segments: [Segment] = names.map { $0 == "**" ? .anyFolders : .name(NamePattern($0)) }
        self.segments = isAnchored ? segments : [.anyFolders] + segments
    }

    /// Whether a path matches.
    ///
    /// It goes back to the last `**` only, so that any pattern costs at most the product of both lengths.
    ///
    /// - Parameters:
    ///   - path: The names from the pattern's base on.
    ///   - isFolder: Whether the path is that of a folder.
    /// - Returns: Whether the whole path matches.
    func matches(_ path: ArraySlice<String>, isFolder: Bool) -> Bool {
        if isForFolders, !isFolder { return false }
        var (at, next) = (path.startIndex, 0)
        var retry: (segment: Int, at: Int)?
        while at < path.endIndex {
            if next < segments.count, case .anyFolders = segments[next] {
                // The last one matches everything inside of a folder, but not the folder itself.
                if next == segments.count - 1 { return true }
                retry = (next, at)
                next += 1
            } else if next < segments.count, case .name(let name) = segments[next], name.matches(path[at]) {
                next += 1
                at += 1
            } else if let (segment, from) = retry {
                retry = (segment, from + 1)
                (next, at) = (segment + 1, from + 1)
            } else {
                return false
            }
        }
        return next == segments.count
    }
}

/// A pattern of names without slashes.
struct NamePattern: Sendable {
    private enum Token: Sendable {
        case exactly(Unicode.Scalar)
        case any
        case anyNumber
        case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)

        func matches(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .exactly(let wanted): wanted == scalar
            case .any: true
            case .anyNumber: false
            case .oneOf(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
            }
        }
    }

    private let tokens: [Token]
    /// The name itself, if the pattern has no special character.
    private let name: String?

    init(_ text: Substring) {
        let isPlain = !text.unicodeScalars.contains { Self.special.contains($0) }
        name = isPlain ? String(text) : nil
        tokens = isPlain ? [] : Self.tokens(Array(text.unicodeScalars))
    }

    /// The characters with a meaning of their own.
    static let special: Set<Unicode.Scalar> = ["*", "?", "[", "\\"]

    /// Whether a name matches.
    func matches(_ other: String) -> Bool {
        if let name { return name == other }
        let scalars = Array(other.unicodeScalars)
        var (at, next) = (0, 0)
        var retry: (token: Int, at: Int)?
        while at < scalars.count {
            if next < tokens.count, case .anyNumber = tokens[next] {
                retry = (next, at)
                next += 1
            } else if next < tokens.count, tokens[next].matches(scalars[at]) {
                next += 1
                at += 1
            } else if let (token, from) = retry {
                retry = (token, from + 1)
                (next, at) = (token + 1, from + 1)
            } else {
                return false
            }
        }
        return tokens[next...].allSatisfy { if case .anyNumber = $0 { true } else { false } }
    }

    private static func tokens(_ text: [Unicode.Scalar]) -> [Token] {
        var (tokens, offset): ([Token], Int) = ([], 0)
        while offset < text.count {
            let scalar = text[offset]
            offset += 1
            switch scalar {
            case "*": tokens.append(.anyNumber)
            case "?": tokens.append(.any)
            case "\\" where offset < text.count:
                tokens.append(.exactly(text[offset]))
                offset += 1
            case "[":
                let set = Self.set(text, from: &offset)
                tokens.append(set ?? .exactly(scalar))
            default: tokens.append(.exactly(scalar))
            }
        }
        return tokens
    }

    /// Reads a set behind its `[`; nil if it has no end, so that the bracket stands for itself.
    private static func set(_ text: [Unicode.Scalar], from offset: inout Int) -> Token? {
        var at = offset
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let isNegated = at < text.count && (text[at] == "!" || text[at] == "^")
        if isNegated { at += 1 }
        let first = at
        while at < text.count, text[at] != "]" || at == first {
            if text[at] == "\\", at + 1 < text.count { at += 1 }
            let lower = text[at]
            guard at + 2 < text.count, text[at + 1] == "-", text[at + 2] != "]" else {
                ranges.append(lower...lower)
                at += 1
                continue
            }
            if lower <= text[at + 2] { ranges.append(lower...text[at + 2]) }
            at += 3
        }
        guard at < text.count else { return nil }
        offset = at + 1
        return .oneOf(ranges, isNegated: isNegated)
    }
}
