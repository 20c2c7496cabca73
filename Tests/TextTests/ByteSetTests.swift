import Testing
import Text

/// A set contains exactly the characters that it was made of.
struct ByteSetTests {
    @Test(arguments: ["", "a", "az09", "!#$%&'*+-.^_`|~", "\u{0}\u{7F}@?", "aé€"])
    func members(text: String) {
        let set = ByteSet(text)
        let ascii = Set(text.utf8.filter { $0 < 128 })
        for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == ascii.contains(byte)) }
    }

    @Test func union() {
        let set = ByteSet("a@").union(ByteSet("?b"))
        #expect((UInt8.min...UInt8.max).filter(set.contains) == Array("?@ab".utf8))
        #expect((UInt8.min...UInt8.max).count(where: ByteSet.letterOrDigit.contains) == 62)
        #expect((UInt8.min...UInt8.max).count(where: ByteSet.lowerCaseOrDigit.contains) == 36)
    }

    @Test("only digits and letters have a value")
    func values() {
        for byte in UInt8.min...UInt8.max {
            let text = byte < 128 ? String(UnicodeScalar(byte)) : ""
            #expect(byte.decimalDigit == (text == "+" || text == "-" ? nil : Int(text)))
            #expect(byte.hexadecimalDigit == (text == "+" || text == "-" ? nil : Int(text, radix: 16)))
            #expect(byte.asciiLowercased == (text.lowercased().utf8.first ?? byte))
        }
    }
}
