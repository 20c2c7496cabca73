internal import Text

extension CalendarTiming {
    /// Reads five fields with white space between them, and perhaps around them.
    init(in text: Span<UInt8>, at range: Range<Int>) throws(ScheduleError) {
        var words = InlineArray<5, Range<Int>>(repeating: 0..<0)
        var count = 0
        var rest = range
        while let word = text.nextWord(in: rest) {
            if count < words.count { words[count] = word }
            count += 1
            rest = word.upperBound..<range.upperBound
        }
        // A wrong number of fields says more than what is wrong in one of them.
        guard count == words.count else { throw .fieldCount(count, text, range, first: words[0], last: words[4]) }

        minutes = try FieldParser(.minute).parse(text, at: words[0]).values
        hours = try FieldParser(.hour).parse(text, at: words[1]).values
        let daysOfMonth = try FieldParser(.dayOfMonth).parse(text, at: words[2])
        months = try FieldParser(.month).parse(text, at: words[3]).values
        let daysOfWeek = try FieldParser(.dayOfWeek).parse(text, at: words[4])
        self.daysOfMonth = daysOfMonth.values
        self.daysOfWeek = daysOfWeek.values
        daysMustMatchBoth = daysOfMonth.hasStar || daysOfWeek.hasStar
    }
}
