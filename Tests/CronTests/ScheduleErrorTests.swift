import Cron
import TestSupport
import Testing

/// Messages about texts that are not schedules, and the parts that they point at.
@Suite struct ScheduleErrorTests {
    struct Case: CustomTestStringConvertible {
        let expression: String
        let code: ScheduleError.Code
        /// The part that the error points at, and its start.
        let part: String
        let offset: Int
        let message: String

        var testDescription: String { expression }

        init(_ expression: String, _ code: ScheduleError.Code, at offset: Int, _ part: String, _ message: String) {
            self.expression = expression
            self.code = code
            self.part = part
            self.offset = offset
            self.message = message
        }
    }

    private static let fields = [
        Case("61 * * * *", .outOfRange, at: 0, "61", "minute 61 is out of range 0-59"),
        Case("+0061 * * * *", .outOfRange, at: 0, "+0061", "minute 61 is out of range 0-59"),
        Case("-1 * * * *", .outOfRange, at: 0, "-1", "minute -1 is out of range 0-59"),
        Case("0 5,24-25 * * *", .outOfRange, at: 4, "24", "hour 24 is out of range 0-23"),
        Case("0 0 0 * *", .outOfRange, at: 4, "0", "day of month 0 is out of range 1-31"),
        Case("0 0 * 13 *", .outOfRange, at: 6, "13", "month 13 is out of range 1-12"),
        Case(
            "0 0 * * 1-7", .outOfRange, at: 10, "7",
            "day of week 7 is out of range 0-6 (Sunday is 0); did you mean \"0 0 * * 0-6\"?"),
        Case(
            "99999999999999999999 * * * *", .outOfRange, at: 0, "99999999999999999999",
            "minute 99999999999999999999 is out of range 0-59"),
        Case("a * * * *", .malformedItem, at: 0, "a", "minute \"a\" is not a number 0-59"),
        Case("0x1 * * * *", .malformedItem, at: 0, "0x1", "minute \"0x1\" is not a number 0-59"),
        Case(
            "0 0 * foo *", .malformedItem, at: 6, "foo",
            "month \"foo\" is not a number 1-12 or a name jan-dec"),
        Case(
            "0 0 * * ٣", .malformedItem, at: 8, "٣",
            "day of week \"٣\" is not a number 0-6 (Sunday is 0) or a name sun-sat"),
        Case(
            "0 0 * January *", .malformedItem, at: 6, "January",
            "month \"January\" is not a name here; write jan; did you mean \"0 0 * jan *\"?"),
        Case(
            "0 0 * * tues", .malformedItem, at: 8, "tues",
            "day of week \"tues\" is not a name here; write tue; did you mean \"0 0 * * tue\"?"),
        Case(
            "0 0 * mon *", .malformedItem, at: 6, "mon",
            "month \"mon\" is a name for the day of week; the month is a number 1-12 or a name jan-dec"),
        Case(
            "0 0 Jan * *", .malformedItem, at: 4, "Jan",
            "day of month \"Jan\" is a name for the month; the day of month is a number 1-31"),
        Case("5- * * * *", .malformedItem, at: 0, "5-", "the range \"5-\" has no end"),
        Case("1,- * * * *", .malformedItem, at: 2, "-", "the range \"-\" has no beginning"),
        Case(
            "/5 * * * *", .malformedItem, at: 0, "/5",
            "a value is missing before the step \"/5\"; write * for every minute"),
        Case(
            "1-2-3 * * * *", .malformedItem, at: 0, "1-2-3",
            "\"1-2-3\" has more than one hyphen; a range is two values, as in 1-5"),
    ]

    private static let rangesAndSteps = [
        Case(
            "50-10 * * * *", .reversedRange, at: 0, "50-10",
            "minute range \"50-10\" ends before it begins; write 10-50, or 50-59,0-10 to go on past the end"),
        Case(
            "0 0 * * Fri-mon", .reversedRange, at: 8, "Fri-mon",
            "day of week range \"Fri-mon\" ends before it begins; did you mean \"0 0 * * fri-sat,sun-mon\"?"),
        // With a step, the values are listed: two ranges would be two beginnings.
        Case(
            "0 0 * * Fri-mon/2", .reversedRange, at: 8, "Fri-mon",
            "day of week range \"Fri-mon\" ends before it begins; write mon-fri/2, or fri,sun to go on past the end"),
        Case(
            "0 0 * * 6-0", .reversedRange, at: 8, "6-0",
            "day of week range \"6-0\" ends before it begins; did you mean \"0 0 * * 6,0\"?"),
        Case(
            "50-10 99 * * *", .reversedRange, at: 0, "50-10",
            "minute range \"50-10\" ends before it begins; write 10-50, or 50-59,0-10 to go on past the end"),
        Case(
            "0 22-6/3 * * *", .reversedRange, at: 2, "22-6",
            "hour range \"22-6\" ends before it begins; write 6-22/3, or 22,1,4 to go on past the end"),
        Case(
            "0 22-4/9223372036854775807 * * *", .reversedRange, at: 2, "22-4",
            "hour range \"22-4\" ends before it begins; write 4-22/9223372036854775807, or 22 to go on past the end"),
        Case("*/0 * * * *", .invalidStep, at: 2, "0", "step \"0\" is not a whole number from 1"),
        Case("*/-5 * * * *", .invalidStep, at: 2, "-5", "step \"-5\" is not a whole number from 1"),
        Case("0 0 * * */mon", .invalidStep, at: 10, "mon", "step \"mon\" is not a whole number from 1"),
        Case(
            "*/ * * * *", .invalidStep, at: 2, "", "a step is missing behind the slash; it is a whole number from 1"),
        Case(
            "*/9223372036854775808 * * * *", .invalidStep, at: 2, "9223372036854775808",
            "step 9223372036854775808 is larger than 9223372036854775807"),
        Case("1-10/3/2 * * * *", .invalidStep, at: 0, "1-10/3/2", "\"1-10/3/2\" has more than one step"),
        Case("0 0 L * *", .unsupportedNotation, at: 4, "L", "\"L\" is not supported: there is no last day"),
        Case(
            "0 0 15W * *", .unsupportedNotation, at: 4, "15W", "\"15W\" is not supported: there is no nearest weekday"),
        Case("0 0 * * 5l", .unsupportedNotation, at: 8, "5l", "\"5l\" is not supported: there is no last day"),
        Case(
            "0 0 * * mon#2", .unsupportedNotation, at: 8, "mon#2",
            "\"mon#2\" is not supported: there is no nth weekday of a month"),
        Case(
            "H/15 * * * *", .unsupportedNotation, at: 0, "H/15",
            "\"H/15\" is not supported: there is no hashed value; write a number 0-59"),
        Case(
            "h/15 * * * *", .unsupportedNotation, at: 0, "h/15",
            "\"h/15\" is not supported: there is no hashed value; write a number 0-59"),
        // A quoted text ends after 24 characters.
        Case(
            "abcdefghijklmnopqrstuvwx * * * *", .malformedItem, at: 0, "abcdefghijklmnopqrstuvwx",
            "minute \"abcdefghijklmnopqrstuvwx\" is not a number 0-59"),
        Case(
            "abcdefghijklmnopqrstuvwxy * * * *", .malformedItem, at: 0, "abcdefghijklmnopqrstuvwxy",
            "minute \"abcdefghijklmnopqrstuvwx…\" is not a number 0-59"),
    ]

    private static let count = "expected 5 fields (minute, hour, day of month, month, day of week), found "

    private static let wholes = [
        Case("", .fieldCount, at: 0, "", count + "0"),
        Case(" 0 0 *\t61 ", .fieldCount, at: 9, "", count + "4"),
        Case("0 0 * * * * 2026 ", .fieldCount, at: 10, "* 2026", count + "7; there is no field for seconds or years"),
        // A field in front may be for seconds, and one behind for years; a name is for neither.
        Case(
            "0 0 2 * * MON", .fieldCount, at: 10, "MON",
            count + "6; there is no field for seconds or years; did you mean \"0 2 * * mon\"?"),
        Case("0 0 2 * * L", .fieldCount, at: 10, "L", count + "6; there is no field for seconds or years"),
        Case(
            "0 2 * * * UTC", .fieldCount, at: 10, "UTC",
            count + "6; nothing can follow the day of week, neither a time zone nor a comment"),
        Case(
            "0 2 * * * TZ=UTC", .fieldCount, at: 10, "TZ=UTC",
            count + "6; nothing can follow the day of week, neither a time zone nor a comment"),
        Case(
            "0 2 * * * # nightly", .fieldCount, at: 10, "# nightly",
            count + "7; nothing can follow the day of week, neither a time zone nor a comment"),
        Case(
            "1, 2 * * * *", .fieldCount, at: 11, "*",
            count + "6; a field has no white space in it; did you mean \"1,2 * * * *\"?"),
        Case(
            "\"0 * * * *\"", .malformedItem, at: 0, "\"",
            "the text has quotes in it, which do not belong to a schedule; did you mean \"0 * * * *\"?"),
        Case(
            "@every 1H", .invalidInterval, at: 8, "H",
            "unit \"H\" is none of h, m, s, ms, us and ns; a unit is in lower case; did you mean \"@every 1h\"?"),
        Case(
            " @daily", .unknownDescriptor, at: 0, " @daily",
            "white space around \"@daily\" is not allowed; did you mean \"@daily\"?"),
        Case(
            "@daily ", .unknownDescriptor, at: 0, "@daily ",
            "\"@daily \" has white space behind it, which is not allowed; did you mean \"@daily\"?"),
        Case("@Daily", .unknownDescriptor, at: 0, "@Daily", "\"@Daily\" is not a descriptor; did you mean \"@daily\"?"),
        Case(
            "@weekley", .unknownDescriptor, at: 0, "@weekley",
            "\"@weekley\" is not a descriptor; did you mean \"@weekly\"?"
        ),
        Case(
            "@reboot", .unknownDescriptor, at: 0, "@reboot",
            "\"@reboot\" is not a descriptor; they are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly "
                + "and @every with a duration"),
        Case(
            "@dxxxy", .unknownDescriptor, at: 0, "@dxxxy",
            "\"@dxxxy\" is not a descriptor; they are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly "
                + "and @every with a duration"),
        Case(
            "@every", .unknownDescriptor, at: 0, "@every",
            "\"@every\" is not a descriptor: @every needs one space and a duration behind it, as in @every 1h30m"),
        Case("@every ", .invalidInterval, at: 7, "", "@every needs a duration, as in @every 1h30m"),
        Case("@every 5", .invalidInterval, at: 7, "5", "\"5\" has no unit; the units are h, m, s, ms, us and ns"),
        Case(
            "@every 1d", .invalidInterval, at: 8, "d",
            "unit \"d\" is none of h, m, s, ms, us and ns; a day is 24h; did you mean \"@every 24h\"?"),
        Case(
            "@every 1h 30m", .invalidInterval, at: 8, "h ",
            "unit \"h \" is none of h, m, s, ms, us and ns; a duration has no white space in it; did you mean \"@every 1h30m\"?"
        ),
        Case(
            "@every  1h", .invalidInterval, at: 7, " 1h",
            "\" 1h\" is not a duration; one is numbers with units and no space, as in 1h30m; did you mean \"@every 1h\"?"
        ),
        Case(
            "@every 2562048h", .invalidInterval, at: 7, "2562048h",
            "the duration is longer than 2562047h47m16s, about 292 years"),
        Case(
            "TZ=UTC", .malformedTimeZone, at: 0, "TZ=UTC",
            "a time zone needs a space and a schedule behind it, as in CRON_TZ=UTC 0 0 * * *"),
        Case(
            "TZ=Asia/Dhaka 0 0 * * *", .unsupportedTimeZone, at: 3, "Asia/Dhaka",
            "time zone \"Asia/Dhaka\" is not supported yet; UTC is the only one"),
    ]

    @Test(arguments: fields + rangesAndSteps + wholes)
    func pointsAtTheMistake(row: Case) {
        let error = #expect(throws: ScheduleError.self) { try Schedule(parsing: row.expression) }
        #expect(error?.message == row.message)
        #expect(error?.code == row.code)
        #expect(error?.offset == row.offset)
        #expect(error?.length == row.part.utf8.count)
        #expect(Array(row.expression.utf8).dropFirst(row.offset).starts(with: row.part.utf8))
    }

    /// For any bytes, the error lies within them and its message is one short line that a terminal can show.
    @Test(arguments: 0..<3000 as Range<UInt64>)
    func survivesEveryText(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(RandomSchedule.expression(using: &random).utf8)
        if seed % 3 == 0 { bytes = Array("@every 1h2.5ms".utf8) }
        let marks: [UInt8] = Array("*?,-/+ @#LWH019\t\n\0".utf8) + [0x1B, 0x7F, 0x80, 0xC2, 0xA0, 0xE2, 0xFF]
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            let byte = marks.randomElement(using: &random) ?? 0
            let length = [1, 1, 1, 1, 500].randomElement(using: &random) ?? 1
            bytes.insert(contentsOf: [UInt8](repeating: byte, count: length), at: position)
        }
        do {
            let schedule = try Schedule(utf8: bytes.span)
            #expect(!schedule.explanation.isEmpty)
        } catch {
            #expect(error.offset >= 0 && error.length >= 0 && error.offset + error.length <= bytes.count)
            #expect(error.message.utf8.count <= 512)
            #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        }
    }
}
