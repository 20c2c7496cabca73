internal import Document
internal import Schema
internal import Text

/// Memory and storage come in bytes: `128m` is an eighth of one byte, and usually `128M` was meant.
///
/// Kubernetes accepts it and rounds up to one byte, in which nothing runs.
struct FractionalBytes: ObjectRule {
    /// An amount of memory or storage in fractions of a byte.
    static let info = RuleInfo(
        "fractional-bytes", .warning, "an amount of memory or storage in fractions of a byte, such as 128m")

    /// The bytes of which each fraction has one: a decimal point, the sign of an exponent, or a small unit.
    private static let fractional = ByteSet(".-num")
    /// The number of bytes from which on an amount may be meant, whatever its unit: autoscalers write amounts of many
    /// megabytes in thousandths.
    private static let meant: UInt128 = 1024
    private static let resources: [Key] = ["memory", "storage", "ephemeral-storage"]
    /// The objects with amounts by resource.
    private let maps: [Key]
    /// The field with an amount.
    private let field: Key?

    /// Makes the rule for amounts by resource.
    ///
    /// - Parameter maps: The fields with the amounts.
    init(in maps: [Key]) {
        self.maps = maps
        field = nil
    }

    /// Makes the rule for one amount of bytes.
    ///
    /// - Parameter field: The field with the amount.
    init(_ field: Key) {
        maps = []
        self.field = field
    }

    var fields: [String] { triggers.map(\.text) }
    var triggers: [Key] { maps + [field].compactMap { $0 } }

    /// Looks at every amount of bytes.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let field, let value = document.present(field, of: object) {
            judge(value, at: .node, in: document, &findings)
        }
        for key in maps {
            guard let map = document.present(key, of: object) else { continue }
            for (key, value) in document.members(of: map)
            where Self.resources.contains(where: { document.isKey(key, $0) }) {
                judge(value, at: .entry(of: map, key: key), in: document, &findings)
            }
        }
    }

    private func judge(
        _ value: Document.Node, at place: Findings.Place, in document: Document, _ findings: inout Findings
    ) {
        guard document.kind(of: value) == .string,
            document.withUTF8(of: value, { $0.contains(where: Self.fractional.contains) }),
            let amount = Quantity(value, in: document), !amount.isZero, !amount.isNegative,
            case .nanos(let nanos) = amount.magnitude, nanos < Self.meant * Quantity.nanosOfOne
        else { return }
        let last = document.withUTF8(of: value) { $0.last }
        switch last {
        case UInt8(ascii: "m"):
            let mega = document.string(value).map { $0.dropLast() + "M" }
            findings.report(
                Self.info, .invalid, value, at: place, "m is for thousandths, here of a byte",
                suggestion: mega.map { .replace(with: String($0)) })
        case UInt8(ascii: "u"):
            findings.report(Self.info, .invalid, value, at: place, "u is for millionths, here of a byte")
        case UInt8(ascii: "n"):
            findings.report(Self.info, .invalid, value, at: place, "n is for billionths, here of a byte")
        default:
            guard nanos < Quantity.nanosOfOne else { return }
            findings.report(Self.info, .invalid, value, at: place, "is less than a byte")
        }
    }
}
