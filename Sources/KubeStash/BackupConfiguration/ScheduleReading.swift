internal import Cron
internal import Document
internal import Text

/// The cron expression of one session, parsed once for all rules about schedules.
struct ScheduleReading: Sendable {
    /// The expression.
    let node: Document.Node
    /// Its `TZ=` or `CRON_TZ=` prefix, up to the first space.
    let timeZonePrefix: String?
    /// The meaning of the expression without such a prefix, or the error in it.
    let outcome: Result<Schedule, ScheduleError>
    /// Whether it contains the letters `TZ`, for which alone Kubernetes refuses it.
    let mentionsTimeZone: Bool

    init(_ node: Document.Node, in document: Document) {
        self.node = node
        (timeZonePrefix, outcome, mentionsTimeZone) = document.withUTF8(of: node) { text in
            guard Self.mentionsTimeZone(text) else { return (nil, Self.read(text), false) }
            guard let end = Self.timeZonePrefixEnd(in: text) else { return (nil, Self.read(text), true) }
            let rest = text.extracting(end...).trimmedAsByGo
            return (String(text.extracting(..<end)), Self.read(rest.span), true)
        }
    }

    /// Whether both can be read, and start at one minute.
    func coincides(with other: ScheduleReading) -> Bool {
        guard case .success(let one) = outcome, case .success(let two) = other.outcome else { return false }
        return one.coincides(with: two)
    }

    private static func mentionsTimeZone(_ text: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for index in text.indices {
            if previous == UInt8(ascii: "T"), text[index] == UInt8(ascii: "Z") { return true }
            previous = text[index]
        }
        return false
    }

    /// The end of the prefix for the reference parser: the first space; nil if there is no space.
    private static func timeZonePrefixEnd(in text: Span<UInt8>) -> Int? {
        guard text.starts(with: "TZ=") || text.starts(with: "CRON_TZ=") else { return nil }
        return text.firstIndex(of: UInt8(ascii: " "))
    }

    private static func read(_ text: Span<UInt8>) -> Result<Schedule, ScheduleError> {
        do throws(ScheduleError) {
            return .success(try Schedule(utf8: text))
        } catch {
            return .failure(error)
        }
    }
}
