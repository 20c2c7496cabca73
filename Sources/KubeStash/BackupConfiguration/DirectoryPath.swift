internal import Document
internal import Kubernetes
internal import Text

extension Document {
    /// Hashes a path, so that paths that lead to one directory have one hash.
    func hashDirectory(_ node: Node, into hasher: inout Hasher) {
        let isTakenApart = writtenLength(of: node) <= DirectoryPath.longest
        withUTF8(of: node) { text in
            guard isTakenApart else { return hasher.combine(text) }
            var path = DirectoryPath()
            while let part = path.next(in: text) { hasher.combine(text.extracting(part)) }
        }
    }

    /// Whether two paths lead to one directory.
    func isSameDirectory(_ one: Node, _ other: Node) -> Bool {
        guard writtenLength(of: one) <= DirectoryPath.longest, writtenLength(of: other) <= DirectoryPath.longest
        else { return haveSameText(one, other) }
        return withUTF8(of: one) { one in
            withUTF8(of: other) { other in DirectoryPath.areSame(one, other) }
        }
    }
}

extension Document {
    /// Whether a path leads to a place inside the directory of another one.
    func isInside(_ inner: Node, _ outer: Node) -> Bool {
        guard writtenLength(of: inner) <= DirectoryPath.longest, writtenLength(of: outer) <= DirectoryPath.longest
        else { return false }
        return withUTF8(of: inner) { inner in
            withUTF8(of: outer) { outer in DirectoryPath.isInside(inner, outer) }
        }
    }

    /// Whether one of two paths leads to a place inside the directory of the other one.
    func isEitherInside(_ one: Node, _ other: Node) -> Bool {
        guard writtenLength(of: one) <= DirectoryPath.longest, writtenLength(of: other) <= DirectoryPath.longest
        else { return false }
        return withUTF8(of: one) { one in
            withUTF8(of: other) { other in DirectoryPath.isEitherInside(one, other) }
        }
    }
}

/// Iterates over the parts of a path between slashes.
///
/// Parts without an effect are skipped: `/d`, `d/`, `//d` and `/d/.` are the same.
struct DirectoryPath {
    /// The longest path that is split into parts, in bytes as it is written; longer ones are compared as texts.
    ///
    /// Linux accepts no longer path, and object storages a quarter of it. A path of a million slashes must not be read
    /// again for every other path that it is compared with.
    static let longest = 4096

    private var start = 0

    /// The range of the next part, nil if there is none left; the text must be the same at every call.
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

    /// Whether a path leads to a place inside the directory of another one.
    static func isInside(_ inner: Span<UInt8>, _ outer: Span<UInt8>) -> Bool {
        var (inInner, inOuter) = (DirectoryPath(), DirectoryPath())
        while let part = inOuter.next(in: outer) {
            guard let other = inInner.next(in: inner), outer.extracting(part).equals(inner.extracting(other)) else {
                return false
            }
        }
        return inInner.next(in: inner) != nil
    }

    /// Whether one of two paths leads to a place inside the directory of the other one.
    static func isEitherInside(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        var (inLeft, inRight) = (DirectoryPath(), DirectoryPath())
        while true {
            switch (inLeft.next(in: left), inRight.next(in: right)) {
            case (nil, nil): return false
            case (let one?, let other?):
                guard left.extracting(one).equals(right.extracting(other)) else { return false }
            default: return true
            }
        }
    }
}

extension DirectoryPath {
    /// Passes a path to a closure, with `..` resolved as a file system without links does it.
    static func withResolved<Result>(_ path: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result {
        // Nearly no path has a dot.
        guard path.contains(UInt8(ascii: ".")), PathShape.hasBackstep(path) else { return body(path) }
        var parts: [Range<Int>] = []
        var rest = DirectoryPath()
        while let part = rest.next(in: path) {
            if path.equals(part, "..") { _ = parts.popLast() } else { parts.append(part) }
        }
        var resolved: [UInt8] = []
        for part in parts { resolved += [UInt8(ascii: "/")] + path.copy(of: part) }
        if resolved.isEmpty { resolved = [UInt8(ascii: "/")] }
        return body(resolved.span)
    }
}

extension Span<UInt8> {
    /// The index of the first of the slashes at the end; the end if there are none.
    var endWithoutSlashes: Int {
        var end = count
        while end > 0, self[end - 1] == UInt8(ascii: "/") { end -= 1 }
        return end
    }
}
