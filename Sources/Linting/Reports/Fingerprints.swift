internal import KubeStash
internal import Schema

/// Names of mistakes that stay the same when lines come or go elsewhere in the file.
///
/// A service compares them with those of an earlier run, and shows only new mistakes. They are made of the rule, the
/// file, the object and the field, but of no line, and not of the value either, which may be wrong in another way.
struct Fingerprints {
    /// The number of mistakes that are alike.
    private var counts: [String: Int] = [:]

    /// The name of the next mistake.
    ///
    /// - Parameters:
    ///   - diagnostic: The mistake.
    ///   - path: The path of its file from the root of the repository on.
    /// - Returns: 16 hexadecimal digits, which no other mistake of the run has.
    mutating func next(of diagnostic: Diagnostic, in path: String) -> String {
        var parts = [diagnostic.rule.rawValue, path]
        if let subject = diagnostic.subject {
            parts += [subject.kind, subject.namespace, subject.name, diagnostic.path]
        } else if diagnostic.rule != LintRules.unreadable.id {
            parts.append(diagnostic.statement)
        }
        let text = parts.joined(separator: "\0")
        let count = counts[text, default: 0]
        counts[text] = count + 1
        let digits = String(Self.hash(of: count == 0 ? text : "\(text)\0\(count)"), radix: 16)
        return String(repeating: "0", count: Self.length - digits.count) + digits
    }

    /// The hexadecimal digits of a hash.
    private static let length = 16

    /// FNV-1a of 64 bits: it need not withstand an attack, only tell some thousands of texts apart on every machine.
    private static func hash(of text: String) -> UInt64 {
        text.utf8.reduce(offsetBasis) { ($0 ^ UInt64($1)) &* prime }
    }

    private static let offsetBasis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3
}
