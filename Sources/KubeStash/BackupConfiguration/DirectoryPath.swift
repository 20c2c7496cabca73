/// The parts of a path: what stands between slashes, without those that lead nowhere (`/d`, `d/`, `//d` and `/d/.` are
/// one).
struct DirectoryPath: Sequence, IteratorProtocol {
    private var rest: ArraySlice<UInt8>

    /// Takes a path apart.
    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    /// The next part.
    mutating func next() -> ArraySlice<UInt8>? {
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            let part = rest[..<end]
            rest = rest[end...].dropFirst()
            if !part.isEmpty, !part.elementsEqual(".".utf8) { return part }
        }
        return nil
    }
}
