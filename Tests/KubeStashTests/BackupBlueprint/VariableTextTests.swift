import TestSupport
import Testing

@testable import KubeStash

/// Two texts with variables differ for certain only where no variable can make them one.
@Suite struct VariableTextTests {
    @Test(arguments: [
        ("a", "b", true), ("a-${x}", "b-${x}", true), ("${x}-a", "${x}-b", true), ("${x}/a/${y}", "${x}/b/${y}", true),
        ("a${x}", "ab${x}", true), ("${x}", "${x}a", true), ("", "a", true), ("a", "ab", true),
        ("${x}", "${y}", false), ("a", "${x}", false), ("", "${x}", false), ("${x}", "${x}${y}", false),
        ("ab", "a${x}b", false),
        ("${ab}", "${cb}", false), ("x{v}", "${v}", false), ("a-${x}", "b-${y}", false),
    ])
    func differ(_ one: String, _ other: String, _ expected: Bool) {
        let there = VariableText.differ(one.utf8.span, other.utf8.span)
        let back = VariableText.differ(other.utf8.span, one.utf8.span)
        #expect(there == expected && back == expected)
    }
}
