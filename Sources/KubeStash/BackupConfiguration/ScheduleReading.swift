internal import Cron
internal import Document

/// What came of reading the cron expression of one session; read once, for every rule about schedules.
struct ScheduleReading: Sendable {
    /// The expression.
    let node: Document.Node
    /// The `TZ=` or `CRON_TZ=` that it begins with, up to the first space.
    let timeZonePrefix: String?
    /// What the expression, without such a prefix, means or why it means nothing.
    let outcome: Result<Schedule, ScheduleError>
    /// Whether it has the letters `TZ`, for which alone Kubernetes refuses it.
    let mentionsTimeZone: Bool

    init(_ node: Document.Node, in document: Document) {
        self.node = node
        (timeZonePrefix, outcome, mentionsTimeZone) = document.withUTF8(of: node) { text in
            let prefix = Self.timeZonePrefix(of: text)
            let mentions = zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: "T") && $1 == UInt8(ascii: "Z") }
            return (
                prefix.map { String(decoding: $0, as: UTF8.self) }, Self.read(text.dropFirst(prefix?.count ?? 0)),
                mentions
            )
        }
    }

    /// The prefix as the reference parser takes it: up to the first space, without which there is none.
    private static func timeZonePrefix(of text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.starts(with: "TZ=".utf8) || text.starts(with: "CRON_TZ=".utf8),
            let space = text.firstIndex(of: UInt8(ascii: " "))
        else { return nil }
        return text[..<space]
    }

    private static func read(_ text: ArraySlice<UInt8>) -> Result<Schedule, ScheduleError> {
        do throws(ScheduleError) {
            return .success(try Schedule(utf8: text.span))
        } catch {
            return .failure(error)
        }
    }
}
