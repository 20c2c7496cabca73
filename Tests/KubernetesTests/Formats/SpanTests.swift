import Testing

@testable import Kubernetes
import Text

/// The formats read texts in place, with these operations.
struct SpanTests {
    /// A literal must match to its end, and no further.
    @Test func comparesWithLiterals() {
        let bytes = Array("abc".utf8)
        let text = bytes.span
        let equal = [text.equals("abc"), text.equals("ab"), text.equals("abcd"), text.equals("abd"), text.equals("")]
        #expect(equal == [true, false, false, false, false])
        let begins = [text.starts(with: ""), text.starts(with: "ab"), text.starts(with: "abc")]
        #expect(begins == [true, true, true])
        let others = [text.starts(with: "b"), text.starts(with: "abcd"), text.extracting(3...).starts(with: "a")]
        #expect(others == [false, false, false])
    }

    /// There is one part more than separators, and the search stops at the first unfit part.
    @Test(arguments: [
        ("", [""]), ("a", ["a"]), (".", ["", ""]), ("a.", ["a", ""]), (".b", ["", "b"]), ("a..b", ["a", "", "b"]),
        ("a.-.b", ["a", "-"]), ("-", ["-"]),
    ])
    func dividesIntoParts(_ text: String, _ expected: [String]) {
        var parts: [String] = []
        let areFit = Array(text.utf8).allParts { part in
            parts.append(part)
            return part != "-"
        }
        #expect(parts == expected)
        #expect(areFit == !expected.contains("-"))
    }

    /// The search returns the first or the last place, or nil.
    @Test(arguments: [("", nil, nil), ("a", nil, nil), ("/", 0, 0), ("a/b/", 1, 3)])
    func findsBytes(_ text: String, _ first: Int?, _ last: Int?) {
        let bytes = Array(text.utf8)
        let found = (bytes.span.firstIndex(of: UInt8(ascii: "/")), bytes.span.lastIndex(of: UInt8(ascii: "/")))
        #expect(found.0 == first && found.1 == last)
    }

    /// One pass over a domain name agrees with a check of its labels one by one, for every text of up to five
    /// characters.
    @Test func readsDomainNamesLabelByLabel() {
        var texts: [[UInt8]] = [[]]
        for _ in 0..<6 {
            for bytes in texts {
                let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                let expected = labels.allSatisfy { NameShape.label.matches($0.span) }
                let isSubdomain = NameShape.isSubdomain(bytes.span)
                #expect(isSubdomain == expected, "\(String(decoding: bytes, as: UTF8.self))")
            }
            texts = texts.flatMap { bytes in "a0-._".utf8.map { bytes + [$0] } }
        }
    }
}

extension [UInt8] {
    fileprivate func allParts(_ isFit: (String) -> Bool) -> Bool {
        span.allParts(separatedBy: UInt8(ascii: ".")) { isFit(String($0)) }
    }
}
