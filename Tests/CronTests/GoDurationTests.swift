import Cron
import Testing

/// A duration by itself is read as Go reads it.
@Suite struct GoDurationTests {
    @Test(arguments: [
        ("0", 0), ("30s", 30_000_000_000), ("1h30m", 5_400_000_000_000), ("-1.5s", -1_500_000_000), ("+5ns", 5),
        (".5us", 500), ("1\u{B5}s", 1000),
    ])
    func reads(text: String, nanoseconds: Int64) throws {
        #expect(try GoDuration(utf8: text.utf8.span).nanoseconds == nanoseconds)
    }

    @Test(arguments: [("30", "no unit"), ("1d", "a day is 24h"), ("abc", "is not a duration"), ("3000000h", "longer")])
    func saysWhatIsWrong(text: String, mention: String) {
        #expect {
            _ = try GoDuration(utf8: text.utf8.span)
        } throws: { error in
            "\(error)".contains(mention)
        }
    }
}
