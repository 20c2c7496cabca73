/// The value of a YAML scalar, by the rules of kubectl's reader.
///
/// kubectl reads YAML 1.1 (sigs.k8s.io/yaml), so that `yes`, `on` and `y` are booleans and `017` is octal. Times are
/// strings, and so is everything in quotes.
enum YAMLScalar {
    case null
    case boolean(Bool)
    case number(YAMLNumber)
    case string

    /// Why a scalar cannot be resolved.
    struct Failure: Error {
        let message: String
    }

    /// Resolves a scalar.
    ///
    /// - Parameters:
    ///   - text: Its text, without quotes and escapes.
    ///   - tag: Its tag, if it has one.
    ///   - isPlain: Whether it has neither quotes nor a tag.
    /// - Throws: An error if the text does not match its tag, or if JSON has no such value.
    init(_ text: ArraySlice<UInt8>, tag: YAMLTag?, isPlain: Bool) throws(Failure) {
        guard let tag else {
            self = isPlain ? try Self.resolve(text) : .string
            return
        }
        switch tag {
        case .binary:
            throw Failure(message: "!!binary has no place in JSON; write the base64 text as a string")
        case .null, .boolean, .integer, .float:
            self = try Self.resolve(text)
            guard isA(tag) else {
                let shown = Quoted.text(String(decoding: text, as: UTF8.self), limit: 64)
                throw Failure(message: "\(shown) is no \(tag.shortForm)")
            }
        case .merge, .string:
            // A value with an unknown tag is a string, as in kubectl.
            self = .string
        }
    }

    private func isA(_ tag: YAMLTag) -> Bool {
        switch (self, tag) {
        case (.null, .null), (.boolean, .boolean), (.number, .float), (.number(.integer), .integer): true
        default: false
        }
    }

    private static func resolve(_ text: ArraySlice<UInt8>) throws(Failure) -> YAMLScalar {
        guard let first = text.first, let last = text.last else { return .null }
        if mayBeWord(first, text.count, last), let word = word(String(decoding: text, as: UTF8.self)) {
            return try word.get()
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return YAMLNumber(text).map { .number($0) } ?? .string
        default:
            return .string
        }
    }

    /// Whether a text begins and ends as a word that is not a string, and is as long; few strings do.
    private static func mayBeWord(_ first: UInt8, _ length: Int, _ last: UInt8) -> Bool {
        let caseBit: UInt8 = 0x20
        guard length <= 5 else { return false }
        return switch (Unicode.Scalar(first | caseBit), length, Unicode.Scalar(last | caseBit)) {
        case ("y", 1, _), ("y", 3, "s"), ("t", 4, "e"), ("o", 2, "n"), ("n", 1, _), ("n", 2, "o"), ("f", 5, "e"),
            ("o", 3, "f"), ("~", 1, _), ("n", 4, "l"), (".", 4, "n"), (".", 4, "f"), ("+", 5, "f"), ("-", 5, "f"):
            true
        default: false
        }
    }

    private static func word(_ text: String) -> Result<YAMLScalar, Failure>? {
        switch text {
        case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
            .success(.boolean(true))
        case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
            .success(.boolean(false))
        case "~", "null", "Null", "NULL":
            .success(.null)
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
            .failure(Failure(message: "JSON has no number \(text)"))
        default: nil
        }
    }
}
