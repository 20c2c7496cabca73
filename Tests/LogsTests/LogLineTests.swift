import Logging
import TestSupport
import Testing

@testable import Logs

/// An event of any content is one line, so that people and programs do not misread the log.
struct LogLineTests {
    /// Texts that would be several lines, or not be text, if they were written unescaped.
    ///
    /// Tests get their indices, so that they do not print megabytes.
    static let hostileTexts: [String] = [
        "", " ", "=", "a b", "a=b", "[a,b]", "{", "\"", "\\", "\\n", "'", "two\nlines", "two\r\nlines", "\r", "\t",
        "\u{0}",
        "\u{7F}", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}", "\u{9B}2J", "\u{85}", "a\u{2028}b\u{2029}c",
        "\u{202E}desrever", "\u{FEFF}", "\u{E000}", "\u{F0000}", "\u{E0041}", "größer", "備份", "🗄️", "e\u{301}",
        "\"}\n{\"level\":\"info\",\"msg\":\"forged\"}", "x 2026-01-01T00:00:00.000Z info forged",
        "\n2026-01-01T00:00:00.000Z info forged uid=1", String(repeating: "x", count: LogLine.longestText),
        String(repeating: "x", count: LogLine.longestText + 1), String(repeating: "long ", count: 200_000),
        String(repeating: "\u{0}", count: 1 << 20), String(repeating: "é", count: 1 << 19),
        "a" + String(repeating: "é", count: 1 << 19), String(repeating: "\u{1F600}", count: 1 << 18),
        String(repeating: "e\u{301}\u{302}", count: 1 << 18), String(repeating: "\n", count: 1 << 20),
    ]

    private static func line(_ message: String = "event", _ metadata: Logger.Metadata = [:]) -> LogLine {
        LogLine(time: 1_772_237_100_007, level: .notice, message: message, metadata: metadata)
    }

    /// Uses the text everywhere: as message, value and name, and within lists and groups.
    private static func line(everywhere text: String) -> LogLine {
        line(
            text,
            [
                "value": .string(text), text: "name", "list": [.string(text), .string(text)],
                "group": .dictionary([text: .string(text)]), "described": .stringConvertible(text),
            ])
    }

    private static func isOneLine(_ bytes: [UInt8]) -> Bool {
        guard bytes.last == UInt8(ascii: "\n"), let text = String(validating: bytes.dropLast(), as: UTF8.self) else {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
            default: true
            }
        }
    }

    @Test(arguments: hostileTexts.indices)
    func isOneLineOfText(_ index: Int) {
        let text = Self.hostileTexts[index]
        let bytes = Self.line(everywhere: text).bytes(as: .text)
        #expect(Self.isOneLine(bytes))
        // Each text is capped, and escaping turns a byte into at most four.
        #expect(bytes.count < 8 * 4 * LogLine.longestText + 1024)
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("2026-02-28T00:05:00.007Z notice   "))
    }

    @Test(arguments: hostileTexts.indices)
    func isOneLineOfJSON(_ index: Int) throws {
        let text = Self.hostileTexts[index]
        let bytes = Self.line(everywhere: text).bytes(as: .json)
        #expect(Self.isOneLine(bytes))
        #expect(bytes.count < 8 * 6 * LogLine.longestText + 1024)
        let value = try JSONValue(parsing: Array(bytes.dropLast()))
        let shown = LogLine.capped(text)
        #expect(value["/msg"] == .string(shown))
        #expect(value["/value"] == .string(shown))
        #expect(value["/list/1"] == .string(shown))
        #expect(value["/described"] == .string(shown))
        #expect(value["/level"] == "notice")
    }

    /// A short text is written in full; a long one is cut after a whole character and gets a mark.
    @Test(arguments: hostileTexts.indices)
    func capsTexts(_ index: Int) {
        let text = Self.hostileTexts[index]
        let capped = LogLine.capped(text)
        if text.utf8.count <= LogLine.longestText {
            #expect(capped == text)
        } else {
            #expect(capped.hasSuffix("..."))
            #expect(text.utf8.starts(with: capped.utf8.dropLast(3)))
            #expect((LogLine.longestText - 3...LogLine.longestText).contains(capped.utf8.count - 3))
        }
    }

    /// Combines dangerous characters at random, in random places.
    @Test func neverMoreThanOneLine() throws {
        var random = SeededGenerator(seed: 20_261_123)
        let pieces = Self.hostileTexts.filter { $0.utf8.count < 100 }
        for _ in 0..<2000 {
            func text() -> String {
                let count = Int.random(in: 0...5, using: &random)
                return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            }
            let message = text()
            let line = Self.line(message, [text(): .dictionary([text(): [.string(text())]])])
            #expect(Self.isOneLine(line.bytes(as: .text)))
            let json = line.bytes(as: .json)
            #expect(Self.isOneLine(json))
            #expect(try JSONValue(parsing: Array(json.dropLast()))["/msg"] == .string(message))
        }
    }

    /// Values can be told apart, and none looks like two.
    @Test(arguments: [
        ("plain", "plain"), ("system:serviceaccount:shop:deployer", "system:serviceaccount:shop:deployer"),
        ("", "\"\""), ("a b", "\"a b\""), ("a=b", "\"a=b\""), ("a,b", "\"a,b\""), ("a\nb", #""a\nb""#),
        ("say \"hi\"", #""say \"hi\"""#), (#"C:\"#, #""C:\\""#), ("\u{1B}[0m", #""\x1b[0m""#), ("備份", "\"備份\""),
    ])
    func wordsOfText(_ text: String, shown: String) {
        let line = Self.line("event", ["a": .string(text), "b": "2"]).text
        #expect(line == "2026-02-28T00:05:00.007Z notice   event                a=\(shown) b=2\n")
    }

    /// Names are sorted, numbers are numbers, and durations are in seconds.
    @Test func everyKindOfValue() {
        let line = Self.line(
            "event",
            [
                "truth": .stringConvertible(true), "number": .stringConvertible(-7), "text": "7",
                "duration": .stringConvertible(Duration.microseconds(1_000_143)), "list": ["a", "b c"],
                "group": ["z": "1", "a": ["2"]], "nothing": [], "other": .stringConvertible(UInt8(1)),
            ])
        #expect(
            String(decoding: line.bytes(as: .json), as: UTF8.self) == """
                {"time":"2026-02-28T00:05:00.007Z","level":"notice","msg":"event","duration":1.000143,\
                "group":{"a":["2"],"z":"1"},"list":["a","b c"],"nothing":[],"number":-7,"other":"1","text":"7",\
                "truth":true}

                """)
        #expect(
            line.text == """
                2026-02-28T00:05:00.007Z notice   event                duration=1.000143 group={a=[2],z=1} \
                list=[a,"b c"] nothing=[] number=-7 other=1 text=7 truth=true

                """)
    }

    /// A value cannot replace a field that every line has.
    @Test func fixedNamesAreKept() throws {
        let metadata: Logger.Metadata = ["time": "never", "level": "info", "msg": "forged"]
        let json = Self.line("event", metadata).bytes(as: .json)
        let value = try JSONValue(parsing: Array(json.dropLast()))
        #expect(value["/msg"] == "event")
        #expect(value["/level"] == "notice")
        #expect(value["/msg_"] == "forged")
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"),
        (1_772_237_100_040, "2026-02-28T00:05:00.040Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func times(milliseconds: Int64, text: String) {
        #expect(LogLine(time: milliseconds, level: .info, message: "", metadata: [:]).timeText == text)
    }

    @Test(arguments: [
        (Duration.zero, "0.000000"), (.nanoseconds(143_999), "0.000143"), (.milliseconds(20), "0.020000"),
        (.seconds(86_400), "86400.000000"),
    ])
    func durations(duration: Duration, text: String) {
        #expect(duration.secondsText == text)
    }

    @Test func formatFollowsTheReader() {
        #expect(LogFormat.usual(forTerminal: true) == .text)
        #expect(LogFormat.usual(forTerminal: false) == .json)
    }
}
