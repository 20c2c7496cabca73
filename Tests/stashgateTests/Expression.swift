/// A PromQL expression, parsed as far as these tests need.
struct Expression {
    /// A selection of series from Prometheus.
    struct Selector {
        let metric: String
        let matchers: [Matcher]
    }

    /// A condition on a label.
    struct Matcher {
        let label: String
        let test: String
        let value: String
    }

    /// The selections of the expression.
    let selectors: [Selector]

    /// The labels by which the expression groups or joins.
    let groupings: Set<String>

    /// The prefixes of names that are metrics even without a following `{` or `[`.
    private static let prefixes = ["stashgate_", "process_", "apiserver_", "kube_"]

    init(_ text: String) {
        var selectors: [Selector] = []
        var groupings: Set<String> = []
        var rest = text[...]
        while let start = rest.firstIndex(where: Self.isName) {
            rest = rest[start...]
            let name = rest.prefix(while: Self.isName)
            rest = rest[name.endIndex...].drop(while: \.isWhitespace)
            if name == "by" || name == "on" || name == "without" {
                groupings.formUnion(rest.prefix { $0 != ")" }.split { !Self.isName($0) }.map(String.init))
                rest = rest.drop { $0 != ")" }
            } else if rest.first == "{" {
                let matchers = Self.matchers(&rest)
                selectors.append(Selector(metric: String(name), matchers: matchers))
            } else if rest.first == "[" || Self.prefixes.contains(where: name.hasPrefix) {
                selectors.append(Selector(metric: String(name), matchers: []))
            }
            if rest.first == "[" { rest = rest.drop { $0 != "]" } }
        }
        self.selectors = selectors
        self.groupings = groupings
    }

    private static func isName(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }

    private static func matchers(_ rest: inout Substring) -> [Matcher] {
        var matchers: [Matcher] = []
        while rest.first != "}", let start = rest.firstIndex(where: isName) {
            let label = rest[start...].prefix(while: isName)
            let test = rest[label.endIndex...].prefix { $0 != "\"" }
            let value = rest[test.endIndex...].dropFirst().prefix { $0 != "\"" }
            matchers.append(
                Matcher(label: String(label), test: test.filter { !$0.isWhitespace }, value: String(value)))
            rest = rest[value.endIndex...].dropFirst().drop { $0 == "," || $0.isWhitespace }
        }
        rest = rest.dropFirst()
        return matchers
    }
}

extension Expression.Matcher {
    /// Whether a value meets the condition; of regular expressions, only alternatives and dots are supported.
    func accepts(_ other: String) -> Bool {
        let isEqual = value.split(separator: "|", omittingEmptySubsequences: false).contains { pattern in
            pattern.count == other.count
                && zip(pattern, other).allSatisfy { $0 == "." && test.hasSuffix("~") || $0 == $1 }
        }
        return isEqual != test.hasPrefix("!")
    }
}
