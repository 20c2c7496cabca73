/// A number of a YAML text, as kubectl's YAML reader understands it.
enum YAMLNumber {
    /// A whole number of 64 bits: one with a sign fits into Int64, one without into UInt64.
    case integer(isNegative: Bool, magnitude: UInt64)
    /// Any other number, as JSON text.
    case fraction(String)

    /// Reads a plain scalar.
    ///
    /// Whole numbers may be decimal, hexadecimal (`0x1F`), octal (`017`, `0o17`) or binary (`0b11`), and have
    /// underscores anywhere but in front. Numbers of base 60 (`1:30`) are strings.
    ///
    /// - Parameter text: The text, which begins with a digit, a sign or a point.
    init?(_ text: ArraySlice<UInt8>) {
        let underscore = UInt8(ascii: "_")
        // After a leading point, kubectl's reader requires underscores to be between digits.
        guard text.first != UInt8(ascii: ".") || Self.separateDigits(text, underscore) else { return nil }
        let plain = text.contains(underscore) ? text.filter { $0 != underscore }[...] : text
        if let integer = Self.integer(plain) ?? Self.fraction(plain) {
            self = integer
        } else {
            return nil
        }
    }

    /// The number as JSON text.
    var json: String {
        switch self {
        case .integer(let isNegative, let magnitude): isNegative && magnitude > 0 ? "-\(magnitude)" : "\(magnitude)"
        case .fraction(let text): text
        }
    }

    /// The number as the key of an object, nil if kubectl does not treat it as a number.
    var key: String? {
        switch self {
        case .integer(false, let magnitude) where magnitude > UInt64(Int64.max): nil
        case .integer: json
        case .fraction(let text): Double(text).map { Self.shortest(Float($0)) }
        }
    }

    private static func separateDigits(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> Bool {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).allSatisfy { left, right in
            left.last.map(digits.contains) == true && right.first.map(digits.contains) == true
        }
    }

    private static func integer(_ text: ArraySlice<UInt8>) -> YAMLNumber? {
        var digits = text
        let isNegative = digits.first == UInt8(ascii: "-")
        let hasSign = isNegative || digits.first == UInt8(ascii: "+")
        if hasSign { digits.removeFirst() }
        guard let first = digits.first else { return nil }
        var base: UInt64 = 10
        if first == UInt8(ascii: "0"), digits.count > 1 {
            digits.removeFirst()
            switch digits.first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "x"): base = 16
            case UInt8(ascii: "b"): base = 2
            case UInt8(ascii: "o"): base = 8
            default: base = 0
            }
            if base == 0 { base = 8 } else { digits.removeFirst() }
        }
        guard let magnitude = magnitude(digits, base: base) else { return nil }
        if hasSign, magnitude > (isNegative ? UInt64(Int64.max) + 1 : UInt64(Int64.max)) { return nil }
        return .integer(isNegative: isNegative, magnitude: magnitude)
    }

    private static func magnitude(_ digits: ArraySlice<UInt8>, base: UInt64) -> UInt64? {
        guard !digits.isEmpty else { return nil }
        var value: UInt64 = 0
        for byte in digits {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            guard UInt64(digit) < base else { return nil }
            let product = value.multipliedReportingOverflow(by: base)
            let sum = product.partialValue.addingReportingOverflow(UInt64(digit))
            if product.overflow || sum.overflow { return nil }
            value = sum.partialValue
        }
        return value
    }

    /// A sign, digits with a point anywhere among them, an exponent; only some digits are required.
    private static func fraction(_ text: ArraySlice<UInt8>) -> YAMLNumber? {
        var rest = text
        var json: [UInt8] = []
        if rest.first == UInt8(ascii: "-") { json.append(UInt8(ascii: "-")) }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = digits(&rest)
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        json += significant.isEmpty ? [UInt8(ascii: "0")] : significant
        var decimals: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            decimals = digits(&rest)
            if !decimals.isEmpty { json += [UInt8(ascii: ".")] + decimals }
        }
        guard !whole.isEmpty || !decimals.isEmpty else { return nil }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            json.append(mark)
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                json.append(sign)
                rest.removeFirst()
            }
            let exponent = digits(&rest)
            guard !exponent.isEmpty else { return nil }
            json += exponent
        }
        guard rest.isEmpty else { return nil }
        let number = String(decoding: json, as: UTF8.self)
        // A number that no double can hold is a string to kubectl.
        guard let value = Double(number), value.isFinite else { return nil }
        return .fraction(number)
    }

    private static func digits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        text = text[digits.endIndex...]
        return digits
    }

    /// A key that is a fraction, as kubectl writes it: Go's `%g`, rounded to 32 bits.
    private static func shortest(_ value: Float) -> String {
        guard value.isFinite else { return value < 0 ? "-.inf" : ".inf" }
        // Swift writes the fewest digits that tell the number from its neighbours, as Go does, but has different rules
        // for exponents.
        let parts = "\(value.magnitude)".split(separator: "e")
        let mantissa = (parts.first ?? "0").split(separator: ".", omittingEmptySubsequences: false)
        var point = (mantissa.first?.count ?? 0) + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        var digits = Substring(mantissa.joined())
        while digits.first == "0", digits.count > 1 {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == "0", digits.count > 1 { digits.removeLast() }
        let sign = value.sign == .minus ? "-" : ""
        guard digits != "0" else { return sign + "0" }
        if point - 1 < -4 || point - 1 >= 6 {
            let exponent = abs(point - 1)
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return
                "\(sign)\(digits.prefix(1))\(fraction)e\(point < 1 ? "-" : "+")\(exponent < 10 ? "0" : "")\(exponent)"
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
}
