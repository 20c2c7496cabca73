internal import Text

/// A part of a schedule with a step that is hardly ever made, such as `*/90` or `*/35`.
///
/// It matches its first value and at most one more, which is rarely what was meant.
public struct OversizedStep: Hashable, Sendable {
    /// The part, such as `*/90`.
    public let item: String
    /// The name of its field, such as `minute`.
    public let field: String
    /// The only value that it matches.
    public let value: Int
    /// The other value that it matches, nil if its first step already passes the end of its range.
    public let otherValue: Int?
    /// Whether it is one of several parts of the field.
    public let isInList: Bool
    /// Whether the field begins again right after its end: for a minute, in the hour after one that matches.
    public let beginsAgain: Bool
    /// The schedule with the interval that the step seems to mean, nil if that is not clear.
    public let suggestion: String?

    /// Finds the first such part: a step that is never made, or one that is made once and does not divide its range.
    /// - Parameter text: Five fields that ``Schedule`` accepts; any other text has no such part.
    public init?(in text: Span<UInt8>) {
        guard text.firstIndex(of: UInt8(ascii: "/"), in: 0..<text.count) != nil else { return nil }
        var rest = 0..<text.count
        for field in Field.allCases {
            guard let word = text.nextWord(in: rest) else { return nil }
            if let found = Self.find(in: text, at: word, field) {
                self = found
                return
            }
            rest = word.upperBound..<text.count
        }
        return nil
    }

    private init(
        in text: Span<UInt8>, at item: Range<Int>, of word: Range<Int>, _ field: Field, _ values: ValueSet, step: Int
    ) {
        self.item = text.excerpt(item)
        self.field = field.name
        value = values.first ?? 0
        otherValue = values.count == 2 ? values.last : nil
        isInList = item != word
        beginsAgain = Self.beginsAgain(field, in: text)
        let isStar = text.isStar(text.split(item, at: "/").head)
        suggestion = isStar && item == word ? Self.interval(step, field, in: text) : nil
    }

    /// Whether a field begins again right after its end, given the fields that are coarser.
    private static func beginsAgain(_ field: Field, in text: Span<UInt8>) -> Bool {
        guard let words = text.fiveWords else { return false }
        func reading(_ field: Field) -> FieldParser.Result {
            (try? FieldParser(field).parse(text, at: words[field.rawValue])) ?? FieldParser.Result()
        }
        func hasPair(_ field: Field) -> Bool {
            let values = reading(field).values
            return values.contains { values.contains($0 == field.bounds.upperBound ? field.bounds.lowerBound : $0 + 1) }
        }
        switch field {
        case .minute: return hasPair(.hour)
        case .hour where reading(.dayOfMonth).hasStar: return hasPair(.dayOfWeek)
        case .hour where reading(.dayOfWeek).hasStar: return hasPair(.dayOfMonth)
        case .hour: return hasPair(.dayOfMonth) || hasPair(.dayOfWeek)
        case .dayOfMonth: return hasPair(.month)
        case .month, .dayOfWeek: return true
        }
    }

    private static func find(in text: Span<UInt8>, at word: Range<Int>, _ field: Field) -> OversizedStep? {
        var rest = word
        while let item = text.nextItem(in: rest, separatedBy: ",") {
            rest = item.upperBound..<word.upperBound
            let (base, stepText) = text.split(item, at: "/")
            guard let stepText, let step = text.number(at: stepText), step > 1,
                let values = try? FieldParser(field).parseItem(text, at: item).values, let value = values.first,
                let last = values.last,
                values.count == 1
                    || values.count == 2 && text.split(base, at: "-").tail == nil
                        && isUneven(value, last, step, field)
            else { continue }
            return OversizedStep(in: text, at: item, of: word, field, values, step: step)
        }
        return nil
    }

    /// Whether a step that is made once is followed by a shorter one, back to the first value.
    ///
    /// A longer one is meant: `0 18/3 * * *` takes two backups in the evening.
    private static func isUneven(_ first: Int, _ last: Int, _ step: Int, _ field: Field) -> Bool {
        last > field.bounds.upperBound - step && field.bounds.count - (last - first) < step
    }

    /// The longest step that is offered as an interval: six weeks of hours.
    private static let longestInterval = 1000

    /// The schedule with the step as an interval, if nothing else restricts the times.
    private static func interval(_ step: Int, _ field: Field, in text: Span<UInt8>) -> String? {
        guard let words = text.fiveWords, step != field.bounds.count else { return nil }
        let later = (field.rawValue + 1..<words.count).allSatisfy { text.isStar(words[$0]) }
        switch field {
        case .minute where later && step % 60 == 0 && longestInterval < step && step / 60 <= longestInterval:
            return "@every \(step / 60)h"
        case _ where step > longestInterval: return nil
        case .minute where later: return "@every \(step)m"
        case .hour where later && text.number(at: words[0]) != nil: return "@every \(step)h"
        default: return nil
        }
    }
}

extension Schedule {
    /// The schedule that was probably meant by one that fires in every minute of some hours only.
    ///
    /// `* 2 * * *` fires sixty times from 02:00 on; `0 2 * * *` fires once.
    ///
    /// - Parameter text: A schedule that ``init(utf8:)`` accepts.
    /// - Returns: The schedule with one minute; nil if the other one may be meant.
    public static func withOneMinute(_ text: Span<UInt8>) -> String? {
        guard text.count <= MeantSchedule.longest, text.allSatisfy({ (0x20...0x7E).contains($0) }),
            let words = text.fiveWords,
            let minutes = try? FieldParser(.minute).parse(text, at: words[0]).values,
            minutes == ValueSet(Field.minute.bounds)
        else { return nil }
        // Of every hour of some days, one minute of each hour may be meant, or of one.
        guard !text.isStar(words[1]) else { return nil }
        let rest = (1..<words.count).map { String(text.extracting(words[$0])) }
        return (["0"] + rest).joined(separator: " ")
    }
}

extension Span<UInt8> {
    /// The five fields, nil if there are more or fewer.
    fileprivate var fiveWords: InlineArray<5, Range<Int>>? {
        var words = InlineArray<5, Range<Int>>(repeating: 0..<0)
        var count = 0
        var rest = 0..<self.count
        while let word = nextWord(in: rest) {
            guard count < words.count else { return nil }
            words[count] = word
            count += 1
            rest = word.upperBound..<self.count
        }
        return count == words.count ? words : nil
    }
}
