import TLS
import Testing

/// A certificate is made for names and addresses, but not for texts that only look like them.
struct HostNameTests {
    @Test(arguments: [
        "localhost", "stashgate.stashgate-system.svc", "a", "a.b", "xn--bcher-kva.example", "*.example.com", "1a.2b",
        "10.0.0.1", "0.0.0.0", "::", "::1", "2001:db8::1", "::ffff:10.0.0.1",
        String(repeating: "a", count: 63) + ".b", String(repeating: "a.", count: 126) + "b",
    ])
    func accepts(text: String) throws {
        #expect(try HostName(text).description == text)
    }

    /// A certificate has each host once, however it is written: OpenSSL prints addresses with all their zeros.
    @Test(arguments: [
        ("A.bC", "a.bc"), ("*.EXAMPLE.com", "*.example.com"), ("0:0:0:0:0:0:0:1", "::1"), ("0::0", "::"),
        ("FD00::00AB:1", "fd00::ab:1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("1:2:3:0:5:6:7:8", "1:2:3:0:5:6:7:8"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("1:0:0:0:0:0:0:0", "1::"), ("0:0:0:0:0:ffff:0a00:1", "::ffff:10.0.0.1"), ("::10.0.0.1", "::a00:1"),
        ("64:ff9b::10.0.0.1", "64:ff9b::a00:1"), ("010.0.0.01", "10.0.0.1"),
    ])
    func canonical(text: String, form: String) throws {
        #expect(try HostName(text).description == form)
        #expect(try HostName(text) == HostName(form))
    }

    private static let empty = "it is empty"
    private static let labels = "between dots stand 1 to 63 characters"
    private static let characters = "only letters, digits, hyphens and dots are allowed"
    private static let hyphens = "no hyphen can be next to a dot or at an end"
    private static let asterisk = "it has no name after the asterisk"
    private static let number = "it ends in a number, but is no IP address"
    private static let long = "it is longer than 253 characters"

    @Test(arguments: [
        ("", empty), (" ", characters), (".", labels), ("a.", labels), (".a", labels), ("a..b", labels),
        ("-a", hyphens), ("a-", hyphens), ("a.-b", hyphens), ("a-.b", hyphens), ("a_b", characters),
        ("a b", characters), ("a,DNS:b", characters), ("a\nb", characters), ("a\u{0}", characters),
        ("bücher.example", characters), ("*", asterisk), ("*.", labels), ("a.*", characters), ("*a.b", characters),
        ("https://a", characters), ("a:443", characters), ("[::1]", characters), ("::1%eth0", characters),
        ("1.2.3", number), ("1.2.3.4.5", number), ("a.0", number), ("a.9", number), ("256.1.1.1", number),
        ("10.0.0.1 ", characters), (" 10.0.0.1", characters), ("1.2.3.4/8", characters), (":::", characters),
        ("12345::", characters), (String(repeating: "a", count: 64), labels),
        (String(repeating: "a.", count: 126) + "bb", long), (String(repeating: "a.", count: 127) + "b", long),
    ])
    func refuses(text: String, flaw: String) {
        let error = #expect(throws: TLSError.self) { try HostName(text) }
        #expect(error?.code == .hostName)
        #expect(error?.description == "\"\(text)\" is neither a DNS name nor an IP address: \(flaw)")
    }

    /// Every character is tried in the middle, at the beginning and at the end of a label, and in an address.
    @Test(arguments: (0...0xFF).compactMap(UnicodeScalar.init))
    func everyCharacter(_ scalar: UnicodeScalar) {
        func isTaken(_ text: String) -> Bool { (try? HostName(text)) != nil }
        let lower = "abcdefghijklmnopqrstuvwxyz"
        let isDigit = "0123456789".unicodeScalars.contains(scalar)
        let isLetter = (lower + lower.uppercased()).unicodeScalars.contains(scalar)
        #expect(isTaken("a\(scalar)a") == (isLetter || isDigit || scalar == "-" || scalar == "."))
        #expect(isTaken("\(scalar)a") == (isLetter || isDigit))
        #expect(isTaken("a\(scalar)") == (isLetter || isDigit))
        #expect(isTaken("a.\(scalar)") == isLetter)
        #expect(isTaken("2001:db8::\(scalar)") == (isDigit || "abcdefABCDEF".unicodeScalars.contains(scalar)))
        #expect(isTaken("10.0.0.\(scalar)") == (isDigit || isLetter))
    }
}
