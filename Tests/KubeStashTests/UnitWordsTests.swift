import Testing
import Time

@testable import KubeStash

/// Periods as people write them, in KubeStash's notation.
@Suite struct UnitWordsTests {
    @Test(arguments: [
        ("30 days", "30d"), ("6 months", "6mo"), ("6 Months", "6mo"), ("30 MIN", "30m"), ("1Y", "1y"),
        ("1y 6mo", "1y6mo"),
        // An M alone could be a month or a minute, and one of two numbers is wrong.
        ("6M", nil), ("1y 6M", nil), ("1d 2d", nil), ("30", nil), ("30s", nil), ("", ""),
    ])
    func readsPeriods(_ text: String, meant: String?) {
        #expect(UnitWords.period.meant(by: text.utf8.span) == meant)
    }
}
