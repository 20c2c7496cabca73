internal import Schema
internal import Text

extension RuleInfo {
    /// A text with a variable that cannot be replaced.
    static let invalidSubstitution = RuleInfo(
        "invalid-substitution", .error, "an argument with a variable that KubeStash cannot replace, such as ${a-b}")
}

extension Format {
    /// A text with variables.
    static let substitution = Format(
        "substitution", rule: .invalidSubstitution,
        summary: "a text with variables such as ${name} or ${name:=default}; $${ is for ${ itself"
    ) { Substitution.problem(in: $0) }
}

/// The variables in a text, as KubeStash replaces them (`gomodules.xyz/envsubst`).
///
/// A dollar alone is left as it is, and `$$` is one dollar.
enum Substitution {
    /// Returns what is wrong with the first variable that cannot be read, nil if all can be.
    ///
    /// It is one pass over the text, and lenient about what follows the name of a variable.
    static func problem(in text: Span<UInt8>) -> String? {
        var index = 0
        var depth = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "$"), index + 1 < text.count {
                if text[index + 1] == UInt8(ascii: "$") {
                    index += 2
                    continue
                }
                if text[index + 1] == UInt8(ascii: "{") {
                    let start = index
                    index += 2
                    depth += 1
                    if index < text.count, text[index] == UInt8(ascii: "#") { index += 1 }
                    let name = index
                    while index < text.count, letters.contains(text[index]) { index += 1 }
                    if let problem = problem(of: name..<index, from: start, in: text) { return problem }
                    continue
                }
            }
            if depth > 0, text[index] == UInt8(ascii: "}") { depth -= 1 }
            index += 1
        }
        return depth > 0 ? "must have a } for every ${" : nil
    }

    /// The problem of a variable's name, or of what follows it.
    private static func problem(of name: Range<Int>, from start: Int, in text: Span<UInt8>) -> String? {
        guard name.upperBound < text.count else { return "must have a } for every ${" }
        let shown = text.quoted(start..<min(text.count, name.upperBound + 1))
        if name.isEmpty { return "must have the name of a variable after ${, and \(shown) has none" }
        guard text[name.upperBound] == UInt8(ascii: "}") || operators.contains(text[name.upperBound]) else {
            return "must have names of letters, digits and '_' after ${, and \(shown) is none; $${ is for ${ itself"
        }
        return nil
    }

    private static let letters = ByteSet.letterOrDigit.union(ByteSet("_"))
    /// The characters with which an operation on the value begins.
    private static let operators = ByteSet(":=^,/#%?+*@!")
}
