internal import Document

/// An amount of something as Kubernetes writes it: `500m`, `1.5`, `2Gi`, `1e3`.
///
/// Exact, without floating point, and without overflow whatever the number of digits. As in Kubernetes, what is finer than
/// a billionth is rounded up (away from zero), and an amount with a binary unit ends at the largest 64-bit number.
public struct Quantity: Sendable {
    /// The amount without its sign.
    public enum Magnitude: Sendable {
        /// In billionths; any number of 38 digits.
        case nanos(UInt128)
        /// One too large for that, which only powers of ten can be: its digits, perhaps with a point among them, and the
        /// power of ten of the first that is not zero.
        case beyond(digits: [UInt8], order: Int)
    }

    /// Whether it is less than zero.
    public let isNegative: Bool
    /// How much it is.
    public let magnitude: Magnitude

    /// Reads the value of a text or number, nil where it is no quantity.
    init?(_ node: Document.Node, in document: Document) {
        switch document.kind(of: node) {
        case .string, .number: break
        default: return nil
        }
        guard let value = document.withUTF8(of: node, { Quantity($0) }) else { return nil }
        self = value
    }

    /// Reads a text, nil where it is no quantity.
    public init?(_ text: Span<UInt8>) {
        guard let parts = try? QuantityText(text) else { return nil }
        let number = text.extracting(parts.number)
        switch parts.unit {
        case .decimal(let exponent): magnitude = Magnitude(decimal: number, exponent: exponent)
        case .binary(let exponent): magnitude = Magnitude(binary: number, exponent: exponent)
        }
        if case .nanos(0) = magnitude {
            isNegative = false
        } else {
            isNegative = parts.isNegative
        }
    }

    private init(isNegative: Bool, magnitude: Magnitude) {
        self.isNegative = isNegative
        self.magnitude = magnitude
    }

    /// Whether it is nothing at all.
    public var isZero: Bool {
        if case .nanos(0) = magnitude { true } else { false }
    }

    /// The amount that Kubernetes keeps of a container's resource: what is finer than a thousandth is rounded up.
    public var inThousandths: Quantity {
        guard case .nanos(let nanos) = magnitude else { return self }
        return Quantity(isNegative: isNegative, magnitude: .nanos(Self.roundUp(nanos, to: 1_000_000)))
    }

    /// Whether a whole number of things, after Kubernetes has rounded it up to thousandths.
    public var isWhole: Bool {
        guard case .nanos(let nanos) = inThousandths.magnitude else { return true }
        return nanos % Self.nanosOfOne == 0
    }

    /// Whether a whole number of pages of this size, after rounding both up to the next whole number; true where either is
    /// too large to say.
    public func isMultiple(of page: Quantity) -> Bool {
        guard case .nanos(let nanos) = magnitude, case .nanos(let size) = page.magnitude else { return true }
        let pageSize = Self.roundUp(size, to: Self.nanosOfOne)
        return pageSize != 0 && Self.roundUp(nanos, to: Self.nanosOfOne) % pageSize == 0
    }

    static let nanosOfOne: UInt128 = 1_000_000_000

    private static func roundUp(_ nanos: UInt128, to step: UInt128) -> UInt128 {
        let rest = nanos % step
        return rest == 0 ? nanos : nanos - rest + step
    }
}

extension Quantity: Comparable {
    /// Whether two are the same amount, however they are written.
    public static func == (left: Quantity, right: Quantity) -> Bool {
        left.isNegative == right.isNegative && left.magnitude.compare(right.magnitude) == 0
    }

    /// Whether one is the smaller amount.
    public static func < (left: Quantity, right: Quantity) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = left.magnitude.compare(right.magnitude)
        return left.isNegative ? order > 0 : order < 0
    }
}
