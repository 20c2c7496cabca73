import Testing

@testable import Schema

/// Numbers in notations that JSON does not have.
@Suite struct WrittenNumberTests {
    @Test(
        arguments: [
            ("30s", 30), ("5m", 300), ("1h30m", 5400), ("2d", 172_800), ("1d12h", 129_600), ("0s", 0),
            ("", nil), ("30", nil), ("m", nil), ("5 m", nil), ("1.5h", nil), ("30m1h", nil), ("5m5m", nil), ("1w", nil),
            ("-5m", nil), ("\u{663}m", nil), ("9223372036854775807d", nil), ("99999999999999999999s", nil),
        ] as [(String, Int64?)])
    func seconds(_ text: String, _ seconds: Int64?) {
        #expect(WrittenNumber.seconds(text) == seconds)
    }

    @Test(
        arguments: [
            ("0755", 493), ("755", 493), ("0o644", 420), ("400", 256), ("0777", 511),
            ("", nil), ("0", nil), ("0800", nil), ("1000", nil), ("75", nil), ("07777", nil), ("rwx", nil),
            ("-755", nil),
        ] as [(String, Int64?)])
    func modes(_ text: String, _ mode: Int64?) {
        #expect(WrittenNumber.mode(text, within: 0...511) == mode)
        #expect(WrittenNumber.mode(text, within: 0...65535) == nil)
    }
}
