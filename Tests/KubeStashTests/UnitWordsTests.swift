import Testing

@testable import KubeStash

/// People write times with words and blanks; what is not clear is not read.
@Suite struct UnitWordsTests {
    @Test(arguments: [
        ("30", "30s"), ("30S", "30s"), ("5min", "5m"), ("5 minutes", "5m"), ("1 Hour", "1h"), ("1h 30m", "1h30m"),
        ("1,5h", "1.5h"), ("2d", "48h"), ("2 days", "48h"), ("1 week", "168h"), ("100ms", "100ms"),
    ])
    func readsDurations(_ text: String, meant: String) {
        #expect(UnitWords.duration.meant(by: text.utf8.span) == meant)
    }

    @Test(arguments: [
        "PT30M", "1h30", "1d12h", "1.5d", "soon", "-5m", "1 fortnight", "5m and 30s", "h", "1mo",
        "99999999999999999999d", "384307168202282326d", String(repeating: "1", count: 65),
    ])
    func readsNoOther(_ text: String) {
        #expect(UnitWords.duration.meant(by: text.utf8.span) == nil)
    }

    @Test(arguments: [
        ("30 days", "30d"), ("6 months", "6mo"), ("1Y", "1y"), ("1y 6mo", "1y6mo"), ("30", nil), ("30s", nil), ("", ""),
    ])
    func readsPeriods(_ text: String, meant: String?) {
        #expect(UnitWords.period.meant(by: text.utf8.span) == meant)
    }
}
