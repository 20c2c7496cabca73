internal import Text
internal import Time

/// A schedule that begins with `@`: a name for five fields, or `@every` with a duration.
struct Descriptor {
    let timing: Schedule.Timing

    /// Reads a descriptor, which allows no white space around it.
    init(in text: Span<UInt8>, at range: Range<Int>) throws(ScheduleError) {
        if text.starts(range, with: Self.every) {
            let start = range.lowerBound + Self.every.utf8CodeUnitCount
            timing = .interval(seconds: try Self.seconds(in: text, at: start..<range.upperBound))
        } else if let fields = Self.fields(named: text, at: range) {
            timing = .calendar(fields)
        } else {
            throw .unknownDescriptor(text, range)
        }
    }

    private static func seconds(in text: Span<UInt8>, at range: Range<Int>) throws(ScheduleError) -> Int64 {
        do throws(GoDurationError) {
            return max(try GoDuration(in: text, at: range).nanoseconds / 1_000_000_000, 1)
        } catch {
            throw ScheduleError(error)
        }
    }

    private static let every: StaticString = "@every "

    /// Every descriptor without a duration.
    static let names = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]

    private static func fields(named text: Span<UInt8>, at range: Range<Int>) -> CalendarTiming? {
        if text.equals(range, "@hourly") { return midnight(hours: Field.hour.bounds) }
        if text.equals(range, "@daily") || text.equals(range, "@midnight") { return midnight() }
        if text.equals(range, "@weekly") { return midnight(daysOfWeek: 0...0) }
        if text.equals(range, "@monthly") { return midnight(daysOfMonth: 1...1) }
        if text.equals(range, "@yearly") || text.equals(range, "@annually") {
            return midnight(daysOfMonth: 1...1, months: 1...1)
        }
        return nil
    }

    /// Midnight of every day, except where a field is restricted or widened.
    private static func midnight(
        hours: ClosedRange<Int> = 0...0, daysOfMonth: ClosedRange<Int> = Field.dayOfMonth.bounds,
        months: ClosedRange<Int> = Field.month.bounds, daysOfWeek: ClosedRange<Int> = Field.dayOfWeek.bounds
    ) -> CalendarTiming {
        CalendarTiming(
            minutes: ValueSet(0...0), hours: ValueSet(hours), daysOfMonth: ValueSet(daysOfMonth),
            months: ValueSet(months), daysOfWeek: ValueSet(daysOfWeek), daysMustMatchBoth: true)
    }
}
