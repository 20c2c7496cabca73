internal import Text

// Messages about the five fields. All of this runs only once a schedule has turned out to be wrong.
extension ScheduleError {
    static func fieldCount(
        _ count: Int, _ text: Span<UInt8>, _ range: Range<Int>, first: Range<Int>, last: Range<Int>
    ) -> ScheduleError {
        let trimmed = text.trimmedWhiteSpace(range)
        if count == 1, text.starts(first, with: "@") {
            return ScheduleError(
                .unknownDescriptor, "white space around \(text.quoted(first)) is not allowed", at: 0..<text.count)
        }
        let message = "expected 5 fields (minute, hour, day of month, month, day of week), found \(count)"
        guard count > Field.allCases.count else {
            return ScheduleError(.fieldCount, message, at: trimmed.upperBound..<trimmed.upperBound)
        }
        let extra = text.trimmedWhiteSpace(last.upperBound..<trimmed.upperBound)
        let hint =
            text.hasBrokenWord(in: trimmed)
            ? "; a field has no white space in it"
            : text.beginsWithRemark(in: extra)
                ? "; nothing can follow the day of week, neither a time zone nor a comment"
                : "; there is no field for seconds or years"
        return ScheduleError(.fieldCount, message + hint, at: extra)
    }

    static func outOfRange(_ text: Span<UInt8>, _ range: Range<Int>, in field: Field) -> ScheduleError {
        // A number may have a sign and leading zeros; the message shows it without them.
        let number = text.number(at: range).map(String.init) ?? text.excerpt(range)
        return ScheduleError(.outOfRange, "\(field.name) \(number) is out of range \(field.allowedNumbers)", at: range)
    }

    static func malformedValue(
        _ text: Span<UInt8>, _ range: Range<Int>, of item: Range<Int>, in field: Field
    ) -> ScheduleError {
        if range.isEmpty { return missingValue(text, range, of: item, in: field) }
        if text.isAllDigits(range) { return outOfRange(text, range, in: field) }
        if let notation = ForeignNotation(text, item, in: field) {
            return ScheduleError(
                .unsupportedNotation, "\(text.quoted(item)) is not supported: \(notation.explanation)", at: item)
        }
        let subject = "\(field.name) \(text.quoted(range))"
        let message =
            if let name = field.abbreviation(of: text.excerpt(range)) {
                "\(subject) is not a name here; write \(name)"
            } else if let other = Field.allCases.first(where: { $0.hasName(text, range) }) {
                "\(subject) is a name for the \(other.name); the \(field.name) is \(field.allowedValues)"
            } else {
                "\(subject) is not \(field.allowedValues)"
            }
        return ScheduleError(.malformedItem, message, at: range)
    }

    private static func missingValue(
        _ text: Span<UInt8>, _ range: Range<Int>, of item: Range<Int>, in field: Field
    ) -> ScheduleError {
        let base = text.split(item, at: "/").head
        let message: String
        if base.isEmpty {
            message = "a value is missing before the step \(text.quoted(item)); write * for every \(field.name)"
        } else if range.lowerBound > base.lowerBound {
            message = "the range \(text.quoted(base)) has no end"
        } else if text.isAllDigits(base.lowerBound + 1..<base.upperBound) {
            return ScheduleError(
                .outOfRange, "\(field.name) \(text.excerpt(base)) is out of range \(field.allowedNumbers)", at: base)
        } else {
            message = "the range \(text.quoted(base)) has no beginning"
        }
        return ScheduleError(.malformedItem, message, at: item)
    }

    /// The error about a range whose ends may be swapped, or which is to go on past the end.
    static func reversedRange(
        _ text: Span<UInt8>, _ range: Range<Int>, from low: Int, to high: Int, by step: Int, in field: Field
    ) -> ScheduleError {
        let usesNames = text.number(at: text.split(range, at: "-").head) == nil
        let name = { (value: Int) in usesNames ? field.valueNames[value - field.bounds.lowerBound] : String(value) }
        let swapped = "\(name(high))-\(name(low))\(step == 1 ? "" : "/\(step)")"
        let wrapped = field.range(from: low, pastTheEndTo: high, by: step, name)
        return ScheduleError(
            .reversedRange, "\(field.name) range \(text.quoted(range)) ends before it begins",
            help: "; write \(swapped), or \(wrapped) to go on past the end", at: range)
    }

    static func extraHyphen(_ text: Span<UInt8>, _ item: Range<Int>) -> ScheduleError {
        ScheduleError(
            .malformedItem, "\(text.quoted(item)) has more than one hyphen; a range is two values, as in 1-5", at: item)
    }

    static func extraSlash(_ text: Span<UInt8>, _ item: Range<Int>) -> ScheduleError {
        ScheduleError(.invalidStep, "\(text.quoted(item)) has more than one step", at: item)
    }

    static func invalidStep(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        let message =
            if range.isEmpty {
                "a step is missing behind the slash; it is a whole number from 1"
            } else if text.isAllDigits(range), text.number(at: range) == nil {
                "step \(text.excerpt(range)) is larger than \(Int.max)"
            } else {
                "step \(text.quoted(range)) is not a whole number from 1"
            }
        return ScheduleError(.invalidStep, message, at: range)
    }
}

extension Field {
    /// The bounds as messages show them.
    fileprivate var allowedNumbers: String {
        "\(bounds.lowerBound)-\(bounds.upperBound)" + (self == .dayOfWeek ? " (Sunday is 0)" : "")
    }

    fileprivate var allowedValues: String {
        guard let first = valueNames.first, let last = valueNames.last else { return "a number \(allowedNumbers)" }
        return "a number \(allowedNumbers) or a name \(first)-\(last)"
    }

    fileprivate func hasName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        text.lowercasedName(at: range).flatMap(value(ofName:)) != nil
    }

    /// The name of three letters for a name that is written in full or in part, such as `January` or `tues`.
    fileprivate func abbreviation(of word: String) -> String? {
        let word = word.lowercased()
        guard word.utf8.count > 3 else { return nil }
        return zip(valueNames, fullNames).first { $0.1.lowercased().hasPrefix(word) }?.0
    }
}

/// A notation that other schedulers know and Kubernetes does not.
private struct ForeignNotation {
    let explanation: String

    init?(_ text: Span<UInt8>, _ item: Range<Int>, in field: Field) {
        let isDay = field == .dayOfMonth || field == .dayOfWeek
        if text.firstIndex(of: UInt8(ascii: "#"), in: item) != nil, field == .dayOfWeek {
            explanation = "there is no nth weekday of a month"
        } else if text.starts(item, with: "H") || text.starts(item, with: "h"),
            item.count == 1 || text.starts(item.dropFirst(), with: "/") || text.starts(item.dropFirst(), with: "(")
        {
            explanation = "there is no hashed value; write a number \(field.allowedNumbers)"
        } else if isDay, text.ends(item, withLetter: "W") {
            explanation = "there is no nearest weekday"
        } else if isDay, text.ends(item, withLetter: "L") || text.starts(item, with: "L-") {
            explanation = "there is no last day"
        } else {
            return nil
        }
    }
}

extension Span<UInt8> {
    /// Whether a word begins or ends with a mark that belongs between two values, as in `1, 2`.
    fileprivate func hasBrokenWord(in range: Range<Int>) -> Bool {
        var rest = range
        while let word = nextWord(in: rest) {
            let ends = [self[word.lowerBound], self[word.upperBound - 1]]
            if ends.contains(where: { ",-/".utf8.contains($0) }) { return true }
            rest = word.upperBound..<range.upperBound
        }
        return false
    }

    /// Whether the first word is a comment, or a name that no field takes.
    fileprivate func beginsWithRemark(in range: Range<Int>) -> Bool {
        guard let word = nextWord(in: range) else { return false }
        let first = self[word.lowerBound]
        if first == UInt8(ascii: "#") { return true }
        // One letter is a notation of other schedulers, such as L.
        return word.count > 1 && ByteSet.letterOrDigit.contains(first) && first.decimalDigit == nil
            && [Field.month, .dayOfWeek].allSatisfy { (try? FieldParser($0).parse(self, at: word)) == nil }
    }

    fileprivate func isAllDigits(_ range: Range<Int>) -> Bool {
        let digits = starts(range, with: "+") ? range.dropFirst() : range
        return !digits.isEmpty && digits.allSatisfy { self[$0].decimalDigit != nil }
    }

    /// Whether the range is the letter in either case, alone or after digits or `L`.
    fileprivate func ends(_ range: Range<Int>, withLetter letter: Unicode.Scalar) -> Bool {
        guard let last = range.last, self[last] & ~0x20 == UInt8(ascii: letter) else { return false }
        return range.dropLast().allSatisfy { self[$0].decimalDigit != nil || self[$0] & ~0x20 == UInt8(ascii: "L") }
    }
}
