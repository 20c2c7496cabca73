internal import Text

/// Reads one field: a list of items, each a star, a value or a range, with an optional step.
struct FieldParser {
    /// The values that a field or one item of it allows, and whether it counts as a star.
    struct Result {
        var values = ValueSet()
        var hasStar = false
    }

    let field: Field

    init(_ field: Field) {
        self.field = field
    }

    /// Reads the list; empty items are skipped, so that a list of commas allows no value at all.
    func parse(_ text: Span<UInt8>, at range: Range<Int>) throws(ScheduleError) -> Result {
        var result = Result()
        var rest = range
        while let item = text.nextItem(in: rest, separatedBy: ",") {
            let part = try parseItem(text, at: item)
            result.values.formUnion(part.values)
            result.hasStar = result.hasStar || part.hasStar
            rest = item.upperBound..<range.upperBound
        }
        return result
    }

    func parseItem(_ text: Span<UInt8>, at item: Range<Int>) throws(ScheduleError) -> Result {
        let (base, stepText) = text.split(item, at: "/")
        let (lowText, highText) = text.split(base, at: "-")

        if text.isStar(lowText) {
            // Text after `*-` is ignored, as in the reference.
            let step = try parseStep(text, at: stepText, of: item)
            // A star with a step still counts as a star only if the step is 1.
            return Result(values: ValueSet(field.bounds, by: step), hasStar: step == 1)
        }

        let low = try value(text, at: lowText, of: item)
        var high = stepText == nil ? low : field.bounds.upperBound
        if let highText {
            guard text.firstIndex(of: UInt8(ascii: "-"), in: highText) == nil else { throw .extraHyphen(text, item) }
            high = try value(text, at: highText, of: item)
        }
        let step = try parseStep(text, at: stepText, of: item)
        guard low <= high else {
            throw .reversedRange(text, base, from: low, to: high, by: step, in: field)
        }
        return Result(values: ValueSet(low...high, by: step))
    }

    /// The step; 1 if the item has none.
    private func parseStep(
        _ text: Span<UInt8>, at stepText: Range<Int>?, of item: Range<Int>
    ) throws(ScheduleError) -> Int {
        guard let stepText else { return 1 }
        guard text.firstIndex(of: UInt8(ascii: "/"), in: stepText) == nil else { throw .extraSlash(text, item) }
        guard let step = text.number(at: stepText), step > 0 else { throw .invalidStep(text, stepText) }
        return step
    }

    /// A number or a name within the field's bounds.
    private func value(
        _ text: Span<UInt8>, at range: Range<Int>, of item: Range<Int>
    ) throws(ScheduleError) -> Int {
        if let number = text.number(at: range) {
            guard field.bounds.contains(number) else { throw .outOfRange(text, range, in: field) }
            return number
        }
        guard let name = text.lowercasedName(at: range), let value = field.value(ofName: name) else {
            throw .malformedValue(text, range, of: item, in: field)
        }
        return value
    }
}

extension Span<UInt8> {
    /// Whether the range is a star; a question mark means the same in any field.
    func isStar(_ range: Range<Int>) -> Bool {
        range.count == 1 && (self[range.lowerBound] == UInt8(ascii: "*") || self[range.lowerBound] == UInt8(ascii: "?"))
    }

    /// A decimal number with an optional plus sign and any number of leading zeros; nil if it exceeds an `Int64`.
    ///
    /// A minus sign is refused too: no number in a schedule may be negative, and no step may be 0.
    func number(at range: Range<Int>) -> Int? {
        var start = range.lowerBound
        if start < range.upperBound, self[start] == UInt8(ascii: "+") { start += 1 }
        guard start < range.upperBound else { return nil }
        var value = 0
        for position in start..<range.upperBound {
            guard let digit = self[position].decimalDigit else { return nil }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// Exactly three characters, mapped to lower case one by one; nil if one of them is still not ASCII.
    func lowercasedName(at range: Range<Int>) -> (UInt8, UInt8, UInt8)? {
        var rest = range
        guard
            let first = nextLowercased(in: &rest), let second = nextLowercased(in: &rest),
            let third = nextLowercased(in: &rest), rest.isEmpty
        else { return nil }
        return (first, second, third)
    }

    private func nextLowercased(in rest: inout Range<Int>) -> UInt8? {
        guard let position = rest.first else { return nil }
        let byte = self[position]
        if byte < 0x80 {
            rest = position + 1..<rest.upperBound
            return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
        }
        // Two characters outside ASCII have an ASCII letter as their lower case: the I with a dot and the Kelvin sign.
        if starts(rest, with: "\u{130}") {
            rest = position + 2..<rest.upperBound
            return UInt8(ascii: "i")
        }
        if starts(rest, with: "\u{212A}") {
            rest = position + 3..<rest.upperBound
            return UInt8(ascii: "k")
        }
        return nil
    }
}
