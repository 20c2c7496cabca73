import Testing

@testable import KubeStash

/// A set of characters has those of its text and no others: a name is refused or taken for a single one.
@Suite struct ASCIISetTests {
    private static let bytes = UInt8(0)..<128

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func members(of set: ASCIISet) -> [UInt8] {
        (UInt8.min...UInt8.max).filter(set.contains)
    }

    /// Each character alone, and all but it.
    @Test(arguments: bytes)
    func oneAndAllOthers(_ byte: UInt8) {
        #expect(Self.members(of: ASCIISet(Self.text([byte]))) == [byte])
        let others = Self.bytes.filter { $0 != byte }
        #expect(Self.members(of: ASCIISet(Self.text(others))) == others)
        #expect(Self.members(of: ASCIISet(Self.text(others)).union(ASCIISet(Self.text([byte])))) == Array(Self.bytes))
    }

    @Test func nothing() {
        #expect(Self.members(of: ASCIISet("")) == [])
        #expect(Self.members(of: ASCIISet("é漢😀")) == [], "what is not ASCII is left out")
        #expect(Self.members(of: ASCIISet("aéb")) == Array("ab".utf8))
    }
}
