import Cron
import TestSupport
import Testing
import Time

/// The record of schedules: how each text of `Fixtures/verdicts/values.txt` is read and explained, and when it fires.
@Suite struct ScheduleRecordTests {
    private static let heading = """
        How the schedules of verdicts/values.txt are read: the mistake with its place, or the explanation, the next times from
        two moments on (in seconds from them), and how close runs come to each other and to those of five other schedules.
        `make verdicts` writes this page.
        """

    /// 2026-02-27T23:59:30Z, a Friday, and 2028-02-28T12:00:00Z.
    private static let moments = [1_772_236_770, 1_835_352_000].map { Instant(secondsSinceEpoch: $0) }
    private static let others = ["0 3 * * *", "*/7 * * * *", "30 3 1 * *", "@weekly", "0 0 29 2 *", "@every 50m"]
        .compactMap { try? Schedule(parsing: $0) }
    private static let longestInterval: Int64 = 40 * 86_400

    @Test func readsAsRecorded() throws {
        let list = try #require(VerdictValues.all.list(".scheduler.schedule"))
        let texts = list.compactMap { if case .string(let text) = $0 { text } else { nil } }
        #expect(texts.count > 80 && Self.others.count == 6)
        let record = texts.map { text in
            let lines = Self.lines(about: text).map { "    \($0)\n" }.joined()
            return "\(String(decoding: JSONValue.string(text).json, as: UTF8.self).prefix(80))\n\(lines)"
        }
        let page = RecordedPage("verdicts/schedules", heading: Self.heading)
        let differences = try page.differences(from: record.joined())
        #expect(differences == nil, "\(differences ?? "")")
    }

    private static func lines(about text: String) -> [String] {
        let oversized = OversizedStep(in: text.utf8.span).map { [words(for: $0)] } ?? []
        let schedule: Schedule
        do throws(ScheduleError) {
            schedule = try Schedule(parsing: text)
        } catch {
            let meant = error.suggestion.map { " => \($0)" } ?? ""
            return ["\(error.code) at \(error.offset) for \(error.length): \(error.message)\(meant)"] + oversized
        }
        let oneMinute = Schedule.withOneMinute(text.utf8.span).map { ["with one minute: \($0)"] } ?? []
        let times = moments.map { moment in
            var instant: Instant? = moment
            let next = (0..<3).map { _ in
                instant = instant.flatMap { schedule.next(after: $0) }
                return instant.map { "\($0.secondsSinceEpoch - moment.secondsSinceEpoch)" } ?? "never"
            }
            return next.joined(separator: " ")
        }
        let distances = others.map { other in
            let seconds = other.shortestInterval(to: schedule, below: longestInterval)
            return seconds.map { "\($0)" } ?? "far"
        }
        let closest = [3600, 90_000, longestInterval].map {
            schedule.shortestInterval(below: $0).map { "\($0)" } ?? "more"
        }
        let facts = [
            schedule.firesOnEitherDay ? "on either day" : nil, schedule.canFire ? nil : "never",
            schedule.hasFires(within: 300) ? "often" : nil,
            others.contains { $0.coincides(with: schedule) } ? "with another" : nil,
            schedule.interval.map { "every \($0) s" },
        ].compactMap { $0 }
        return [
            schedule.explanation, "next: \(times.joined(separator: ", "))",
            "closest: \(closest.joined(separator: " ")); to others: \(distances.joined(separator: " "))",
        ] + (facts.isEmpty ? [] : [facts.joined(separator: ", ")]) + oversized + oneMinute
    }

    private static func words(for step: OversizedStep) -> String {
        let values = [step.value, step.otherValue].compactMap { $0 }.map { "\($0)" }.joined(separator: " and ")
        let facts = [step.isInList ? ", one of a list" : "", step.beginsAgain ? ", begins again" : ""].joined()
        return "oversized step: \(step.item) of \(step.field) is \(values)\(facts)"
            + (step.suggestion.map { " => \($0)" } ?? "")
    }
}
