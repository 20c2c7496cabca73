import ArgumentParser
import HTTP
import Serving
import TestSupport
import Testing

@testable import stashgate

/// The forms of values on the command line, and their documentation.
struct ServeArgumentsTests {
    /// Every word for a unit that people write means the one that there is.
    @Test(arguments: [
        ("s", ["sec", "secs", "second", "seconds", "S"]), ("m", ["min", "mins", "minute", "minutes", "M"]),
        ("h", ["hr", "hrs", "hour", "hours", "H"]),
    ])
    func wordsForTimes(unit: String, words: [String]) {
        for word in words {
            let error = #expect(throws: ValidationError.self) { try DurationArgument(parsing: "2\(word)") }
            #expect(error?.message == "the units are ms, s, m and h; did you mean 2\(unit)?")
        }
    }

    @Test(arguments: ["d", "day", "days", "D"])
    func wordsForDays(word: String) {
        let error = #expect(throws: ValidationError.self) { try DurationArgument(parsing: "2\(word)") }
        #expect(error?.message == "the units are ms, s, m and h; did you mean 48h?")
    }

    @Test(arguments: [
        ("2", ["b", "byte", "bytes", "B"]), ("2Ki", ["k", "K", "kb", "KB", "kib", "KiB", "ki"]),
        ("2Mi", ["m", "M", "mb", "MB", "mib", "MiB", "mi"]), ("2048Mi", ["g", "G", "gb", "GB", "gib", "GiB", "gi"]),
    ])
    func wordsForSizes(meant: String, words: [String]) {
        for word in words {
            let error = #expect(throws: ValidationError.self) { try ByteCountArgument(parsing: "2\(word)") }
            #expect(error?.message == "the units are Ki and Mi; did you mean \(meant)?")
        }
    }

    @Test(arguments: [
        ("0", 0), ("3s", 3_000), ("1m30s", 90_000), ("100ms", 100), ("1.5h", 5_400_000), ("0s", 0),
    ])
    func durations(text: String, milliseconds: Int) throws {
        #expect(try DurationArgument(parsing: text).duration == .milliseconds(milliseconds))
    }

    private static let durationForm = "a duration is a number with a unit, such as 500ms, 90s, 1m30s or 2h"

    /// The message about an invalid duration suggests a valid one, the intended one if that is clear.
    @Test(arguments: [
        ("120", "it has no unit; did you mean 120s?"), ("3 s", "the units are ms, s, m and h; did you mean 3s?"),
        ("5min", "the units are ms, s, m and h; did you mean 5m?"),
        ("2 Hours", "the units are ms, s, m and h; did you mean 2h?"),
        ("1d", "the units are ms, s, m and h; did you mean 24h?"), ("", durationForm), ("-1s", durationForm),
        ("s", durationForm), ("99999999999h", durationForm), ("99999999999d", durationForm), ("1.5", durationForm),
    ])
    func wrongDurations(text: String, message: String) throws {
        let error = #expect(throws: ValidationError.self) { try DurationArgument(parsing: text) }
        #expect(error?.message == message)
        if let meant = Self.suggestion(in: message) { _ = try DurationArgument(parsing: meant) }
    }

    @Test(arguments: [("1", 1), ("8388608", 8 << 20), ("8Mi", 8 << 20), ("64Ki", 64 << 10)])
    func sizes(text: String, bytes: Int) throws {
        #expect(try ByteCountArgument(parsing: text).bytes == bytes)
    }

    private static let sizeForm = "a size is a whole number of bytes, at least 1, such as 65536, 64Ki or 8Mi"

    @Test(arguments: [
        ("8MB", "the units are Ki and Mi; did you mean 8Mi?"), ("8 Mi", "the units are Ki and Mi; did you mean 8Mi?"),
        ("64k", "the units are Ki and Mi; did you mean 64Ki?"),
        ("1Gi", "the units are Ki and Mi; did you mean 1024Mi?"),
        ("512 bytes", "the units are Ki and Mi; did you mean 512?"), ("", sizeForm), ("0", sizeForm), ("-1", sizeForm),
        ("+1", sizeForm), ("1.5Mi", sizeForm), ("Mi", sizeForm), ("0MB", sizeForm),
        ("9223372036854775807Ki", sizeForm), ("9223372036854775807Gi", sizeForm), ("65536g", sizeForm),
    ])
    func wrongSizes(text: String, message: String) throws {
        let error = #expect(throws: ValidationError.self) { try ByteCountArgument(parsing: text) }
        #expect(error?.message == message)
        if let meant = Self.suggestion(in: message) { _ = try ByteCountArgument(parsing: meant) }
    }

    private static func suggestion(in message: String) -> String? {
        message.hasSuffix("?") ? message.dropLast().split(separator: " ").last.map(String.init) : nil
    }

    /// Defaults are shown as an operator would write them.
    @Test func defaults() throws {
        for duration in [Duration.seconds(5), .seconds(60), .seconds(90), .zero] {
            #expect(try DurationArgument(parsing: "\(DurationArgument(duration))").duration == duration)
        }
        for bytes in [1, 1000, 1 << 10, 3 << 20] {
            #expect(try ByteCountArgument(parsing: "\(ByteCountArgument(bytes))").bytes == bytes)
        }
        #expect("\(DurationArgument(.seconds(90)))" == "1m30s")
        #expect("\(ByteCountArgument(8 << 20))" == "8Mi")
    }

    /// The largest head and body are accepted, and one byte more is not.
    @Test(arguments: ["--max-header-bytes", "--max-body-bytes"])
    func largest(flag: String) throws {
        let limits = try LimitArguments.parse([flag, "1024Mi"]).limits
        #expect(max(limits.request.headBytes, limits.request.bodyBytes) == 1 << 30)
        #expect(throws: (any Error).self) { try LimitArguments.parse([flag, "1073741825"]) }
    }
}

/// The exit codes of `stashgate serve`, for scripts that wait for it.
struct OutcomeTests {
    /// A thread that a file system blocks does not mean that a request was lost.
    @Test(arguments: ServeCommand.Outcome.allCases)
    func exitCode(_ outcome: ServeCommand.Outcome) {
        let codes: [ServeCommand.Outcome: Int32] = [.finished: 0, .stalled: 0, .failed: 1]
        #expect(outcome.exitCode.rawValue == codes[outcome])
    }
}
