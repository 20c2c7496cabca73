internal import Cron
internal import Document

/// What came of reading the cron expression of one session; read once, for every rule about schedules.
///
/// It lies outside of its session, which would else take room for it also where it has no schedule: of empty sessions an
/// object of 3 MiB, which the API server takes, can hold a million.
final class ScheduleReading: Sendable {
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
            let mentions = zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: "T") && $1 == UInt8(ascii: "Z") }
            guard let prefix = Self.timeZonePrefix(of: text) else { return (nil, Self.read(text), mentions) }
            let rest = Self.trimmed(text[prefix.endIndex...])
            return (String(decoding: prefix, as: UTF8.self), Self.read(rest), mentions)
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

    /// What follows a prefix, without the white space around it, as the reference parser reads it.
    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.drop(while: \.properties.isWhitespace)
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map(scalars.index(after:)) ?? scalars.startIndex
        return Array(String(scalars[..<end]).utf8)[...]
    }
}
