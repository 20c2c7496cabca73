import Testing

@testable import stashgate

/// A zone that the database does not have, and the name in it that was meant.
struct TimeZoneArgumentTests {
    @Test(
        arguments: [
            ("utc", "UTC"), ("america/new york", "America/New_York"), ("EUROPE/BERLIN", "Europe/Berlin"),
            // The database counts west of Greenwich as positive, from -14 to 12.
            ("UTC+0", "UTC"), ("UTC-0", "UTC"), ("+00:00", "UTC"), ("+1", "Etc/GMT-1"), ("-01:00", "Etc/GMT+1"),
            ("GMT+02:00", "Etc/GMT-2"), ("utc+14", "Etc/GMT-14"), ("UTC-12", "Etc/GMT+12"),
            ("UTC+15", nil), ("UTC-13", nil), ("+05:30", nil), ("+1:0", nil), ("+1:00:00", nil), ("+100", nil),
            ("+", nil), ("+-1", nil), ("UTC 1", nil), ("1", nil), ("Mars", nil),
        ] as [(String, String?)])
    func meant(_ text: String, name: String?) {
        let error = #expect(throws: (any Error).self) { try TimeZoneArgument.name(text) }
        let hint = name.map { "did you mean \($0)?" } ?? "it must be a name such as Europe/Berlin"
        #expect("\(error.map { "\($0)" } ?? "")".contains("this machine knows no such time zone; \(hint)"))
    }

    /// No name is UTC, as in Go.
    @Test(arguments: ["UTC", "Europe/Berlin", "Etc/GMT-2", ""])
    func known(_ name: String) throws {
        #expect(try TimeZoneArgument.name(name) == name)
    }
}
