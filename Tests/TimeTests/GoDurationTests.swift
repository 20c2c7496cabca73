import Time
import Testing

/// Durations are read as Go reads them.
@Suite struct GoDurationTests {
    @Test(arguments: [
        ("0", 0), ("30s", 30_000_000_000), ("1h30m", 5_400_000_000_000), ("-1.5s", -1_500_000_000), ("+5ns", 5),
        (".5us", 500), ("9223372036854775807ns", .max), ("-9223372036854775808ns", .min),
        ("-9223372036854775807ns1ns", .min), ("9223372036854775806ns1ns", .max), ("1ms1us1ns", 1_001_001),
        ("2h3m4s", 7_384_000_000_000), ("-0", 0), ("+0", 0), ("0.3s", 300_000_000), ("1\u{3BC}s", 1000),
        // The sum of both is 0 in Go as well, which adds modulo 2^64.
        ("9223372036854775808ns9223372036854775808ns", 0),
        ("1\u{B5}s", 1000),
    ])
    func reads(text: String, nanoseconds: Int64) throws {
        #expect(try GoDuration(utf8: text.utf8.span).nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        ("30", "no unit"), ("1d", "a day is 24h"), ("abc", "is not a duration"), ("3000000h", "longer"),
        ("9223372036854775808ns", "longer"), ("-9223372036854775809ns", "longer"),
        ("-9223372036854775807ns2ns", "longer"), ("9223372036854775807ns1ns", "longer"),
        ("-9223372036854775808ns1ns", "longer"), ("9223372036.854775808s", "longer"), ("2562048h", "longer"),
        ("1", "no unit"), (".s", "is not a duration"), ("1s.", "is not a duration"), ("", "needs a duration"),
        ("-", "needs a duration"),
    ])
    func reportsTheMistake(text: String, mention: String) {
        #expect {
            _ = try GoDuration(utf8: text.utf8.span)
        } throws: { error in
            "\(error)".contains(mention)
        }
    }
}
