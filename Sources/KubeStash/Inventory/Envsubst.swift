/// Replaces the variables of a text, as KubeStash does for a blueprint (`gomodules.xyz/envsubst`).
///
/// A value goes into the JSON text of the object as it is: a quote in it breaks the object.
struct Envsubst {
    /// The text with the variables replaced.
    private(set) var text: [UInt8] = []
    /// The variables that are read, each once, in order.
    private(set) var variables: [String] = []
    /// The variables without a value and without a default, each once, in order.
    private(set) var missing: [String] = []
    /// Whether an operation is used that is not known here, so that the text is not certain.
    private(set) var isUnclear = false

    /// Replaces variables.
    ///
    /// - Parameters:
    ///   - template: The text.
    ///   - values: The values of variables.
    init(_ template: [UInt8], _ values: [String: String]) {
        let dollar = UInt8(ascii: "$")
        var (index, seen, lacking) = (0, Set<String>(), Set<String>())
        while index < template.count {
            guard template[index] == dollar, index + 1 < template.count else {
                text.append(template[index])
                index += 1
                continue
            }
            switch template[index + 1] {
            case dollar:
                // A doubled dollar becomes one, and hides a brace after it.
                text.append(dollar)
                index += 2
            case UInt8(ascii: "{"):
                let end = Self.end(of: template, from: index + 2)
                guard let end, let expression = Expression(template[(index + 2)..<end]) else {
                    isUnclear = true
                    index = end ?? template.count
                    continue
                }
                if seen.insert(expression.name).inserted { variables.append(expression.name) }
                index = end + 1
                if let value = values[expression.name] {
                    text += value.utf8
                    isUnclear = isUnclear || expression.isOperation
                } else if let value = expression.defaultValue {
                    text += value
                } else if lacking.insert(expression.name).inserted {
                    missing.append(expression.name)
                }
            default:
                text.append(dollar)
                index += 1
            }
        }
    }

    /// The offset of the brace that closes a variable; nil if there is none.
    private static func end(of template: [UInt8], from start: Int) -> Int? {
        template[start...].firstIndex(of: UInt8(ascii: "}"))
    }

    /// The text between the braces.
    private struct Expression {
        let name: String
        /// The text that replaces a missing value; nil if there is none.
        let defaultValue: ArraySlice<UInt8>?
        /// Whether a value that is given is changed.
        let isOperation: Bool

        init?(_ text: ArraySlice<UInt8>) {
            let end = text.firstIndex { !Self.isLetter($0) } ?? text.endIndex
            guard end > text.startIndex, !text.contains(UInt8(ascii: "$")) else { return nil }
            name = String(decoding: text[..<end], as: UTF8.self)
            let rest = text[end...]
            let separators: [[UInt8]] = [Array(":=".utf8), Array("=".utf8), Array(":-".utf8)]
            let separator = separators.first { rest.starts(with: $0) }
            defaultValue = separator.map { rest.dropFirst($0.count) }
            isOperation = separator == nil && !rest.isEmpty
        }

        private static func isLetter(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

extension String {
    /// Whether a variable begins in the text.
    var beginsVariable: Bool {
        // The search for two characters costs much more, and nearly no name has a dollar.
        utf8.contains(UInt8(ascii: "$")) && contains("${")
    }
}
