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
    ///   - tag: Its tag in full, or nil.
    ///   - isPlain: Whether it has neither quotes nor a tag.
    /// - Throws: An error if the text does not match its tag, or if JSON has no such value.
    init(_ text: ArraySlice<UInt8>, tag: String?, isPlain: Bool) throws(Failure) {
        guard let tag else {
            self = isPlain ? try Self.resolve(text) : .string
            return
        }
        switch tag {
        case "tag:yaml.org,2002:binary":
            throw Failure(message: "!!binary has no place in JSON; write the base64 text as a string")
        case "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            self = try Self.resolve(text)
            guard isA(tag) else {
                let shown = Quoted.text(String(decoding: text, as: UTF8.self), limit: 64)
                throw Failure(message: "\(shown) is no !!\(tag.split(separator: ":").last ?? "")")
            }
        default:
            // A value with an unknown tag is a string, as in kubectl.
            self = .string
        }
    }

    private func isA(_ tag: String) -> Bool {
        switch (self, tag) {
        case (.null, "tag:yaml.org,2002:null"), (.boolean, "tag:yaml.org,2002:bool"),
            (.number, "tag:yaml.org,2002:float"), (.number(.integer), "tag:yaml.org,2002:int"):
            true
        default: false
        }
    }

    private static func resolve(_ text: ArraySlice<UInt8>) throws(Failure) -> YAMLScalar {
        guard let first = text.first else { return .null }
        if text.count <= 5, mayBeginWord(first), let word = word(String(decoding: text, as: UTF8.self)) {
            return try word.get()
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return YAMLNumber(text).map { .number($0) } ?? .string
        default:
            return .string
        }
    }

    /// Whether a word that is not a string may begin with a letter; most strings begin with another one.
    private static func mayBeginWord(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "o"),
            UInt8(ascii: "O"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "f"), UInt8(ascii: "F"),
            UInt8(ascii: "~"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
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
