import TestSupport
import Testing

/// Durations have Go's format, and each field takes those that make sense for it.
@Suite struct InvalidDurationTests {
    private static let timeouts = [
        "spec/sessions/0/timeout", "spec/sessions/0/backupTimeout", "spec/sessions/0/hooks/preBackup/0/timeout",
        "spec/sessions/0/hooks/postBackup/0/timeout",
    ]

    @Test(arguments: timeouts)
    func takesTimeoutsAboveZero(_ pointer: String) throws {
        var object = valid
        for text in ["90s", "1h30m", "1.5h", "+5m", "1ns"] {
            object[pointer] = .string(text)
            #expect(try errors(object) == [], "\(text)")
        }
        for text in ["0", "0s", "-1s", "", "30", "1d", "soon", " 1h", "1h ", "1 h", "300000000h"] {
            let found = try places(setting: pointer, to: .string(text)).filter { !$0.hasPrefix("renamed-timeout ") }
            #expect(found == ["invalid-duration " + path(pointer)], "\(text)")
        }
    }

    @Test func takesDelaysOfZeroOrMore() throws {
        let pointer = "spec/sessions/0/retryConfig/delay"
        for text in ["0", "0s", "1m0s", "168h"] {
            #expect(try places(setting: pointer, to: .string(text)) == [], "\(text)")
        }
        for text in ["-1s", "", "30", "1d"] {
            #expect(try places(setting: pointer, to: .string(text)) == ["invalid-duration " + path(pointer)], "\(text)")
        }
    }

    /// The message says what is wrong with the text and what is allowed.
    @Test(arguments: [
        ("0s", "must be a duration above 0, such as 90s, 30m or 1h30m"),
        (
            "30",
            "such as 90s, 30m or 1h30m: \"30\" has no unit; the units are h, m, s, ms, us and ns; did you mean \"30s\"?"
        ),
        ("1d", "a day is 24h; did you mean \"24h\"?"), ("2 days", "did you mean \"48h\"?"),
        ("1,5h", "did you mean \"1.5h\"?"), ("30 min", "did you mean \"30m\"?"), ("1h 30m", "did you mean \"1h30m\"?"),
        // A lost colon, thousands, and months or minutes.
        ("1 30m", "a duration has no white space in it"), ("1,500s", "is none of h, m, s, ms, us and ns"),
        ("3mon", "1h30m: there is no unit of months, and 30 days are 720h"),
        ("1y", "1h30m: there is no unit of months, and 30 days are 720h"),
        ("1M", "is none of h, m, s, ms, us and ns; a unit is in lower case"),
        ("abc", "must be a duration above 0, such as 90s, 30m or 1h30m"),
    ])
    func explains(_ text: String, ending: String) throws {
        var object = valid
        object["spec/sessions/0/backupTimeout"] = .string(text)
        let lines = try errors(object)
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("invalid-duration FieldValueInvalid spec.sessions[0].backupTimeout: "))
        #expect(lines[0].hasSuffix(ending))
    }

    /// A number without a unit means seconds.
    @Test func suggestsSeconds() throws {
        var object = valid
        object["spec/sessions/0/backupTimeout"] = .number("30")
        #expect(
            try errors(object) == [
                "wrong-type FieldValueTypeInvalid spec.sessions[0].backupTimeout: Invalid value: 30: must be a string: "
                    + "a duration above 0, such as 90s, 30m or 1h30m; did you mean \"30s\"?"
            ])
    }

    /// Both names of the timeout together are ambiguous, even with equal values.
    @Test(arguments: ["1h", "2h"])
    func refusesBothTimeouts(_ timeout: String) throws {
        var object = valid
        object["spec/sessions/1/timeout"] = .string(timeout)
        object["spec/sessions/1/backupTimeout"] = "2h"
        #expect(
            try findings(object) == [
                "invalid-duration FieldValueForbidden spec.sessions[1].timeout: Forbidden: "
                    + "must not be set together with backupTimeout, which is the same under its new name"
            ])
        object["spec/sessions/1/backupTimeout"] = .null
        #expect(try errors(object) == [])
    }
}
