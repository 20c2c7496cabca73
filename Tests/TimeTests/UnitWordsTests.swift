import Testing
import Time

/// People write times with words and blanks; what is not clear is not read.
@Suite struct UnitWordsTests {
    @Test(arguments: [
        ("30", "30s"), ("30S", "30s"), ("5min", "5m"), ("5 minutes", "5m"), ("1 Hour", "1h"), ("1h 30m", "1h30m"),
        ("1,5h", "1.5h"), ("2d", "48h"), ("2 days", "48h"), ("1 week", "168h"), ("100ms", "100ms"),
        // Days and weeks add up with the hours beside them.
        ("1h,30m", "1h30m"), ("1 hour, 30 minutes", "1h30m"),
        ("1d12h", "36h"), ("1w 1d", "192h"), ("1 day 2 hours 5 min", "26h5m"), ("2h 1d", "26h"),
    ])
    func readsDurations(_ text: String, meant: String) {
        #expect(UnitWords.duration.meant(by: text.utf8.span) == meant)
    }

    @Test(arguments: [
        "PT30M", "1h30", "1d1.5h", "1.5d", "soon", "-5m", "1 fortnight", "5m and 30s", "h", "1mo", "1M", "1h 1h",
        "1d 5m 2h", "1 2h", "1,500s", "1h,", ",5h", ".5h", "1h,.5m", "1h,,30m", "\u{BD}h", "1h,30",
        "99999999999999999999d", "384307168202282326d", "384307168202282325d 9223372036854775807h",
        String(repeating: "1", count: 65),
    ])
    func readsNoOther(_ text: String) {
        #expect(UnitWords.duration.meant(by: text.utf8.span) == nil)
    }

    @Test func readsUpToALength() {
        for (count, isRead) in [(63, true), (64, true), (65, false)] {
            let number = String(repeating: "1", count: count - 2)
            #expect(UnitWords.duration.meant(by: "\(number) m".utf8.span) == (isRead ? "\(number)m" : nil))
            #expect(UnitWords.hasMonths("\(number)mo".utf8.span) == isRead)
        }
    }

    /// An interval has no unit that a number alone is meant in.
    @Test func needsAUnit() {
        #expect(UnitWords.interval.meant(by: "5".utf8.span) == nil)
        #expect(UnitWords.interval.meant(by: "5 min".utf8.span) == "5m")
    }
}
