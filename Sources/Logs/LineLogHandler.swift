package import Logging
internal import System

/// A handler for swift-log that writes one line for each event.
package struct LineLogHandler: LogHandler {
    /// Values that every line has.
    package var metadata: Logger.Metadata = [:]
    /// The source of more values for every line.
    package var metadataProvider: Logger.MetadataProvider?
    /// The lowest level that is logged.
    package var logLevel: Logger.Level

    private let writer: LogWriter

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - writer: The writer of the lines; several handlers may share it.
    ///   - level: The lowest level that is logged.
    package init(_ writer: LogWriter, level: Logger.Level) {
        self.writer = writer
        logLevel = level
    }

    /// The value that every line has under a name.
    package subscript(metadataKey name: String) -> Logger.MetadataValue? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    /// Formats an event as a line, and passes it to the writer.
    ///
    /// - Parameter event: The event.
    package func log(event: LogEvent) {
        writer.write(event.level) {
            var values = metadata
            values.merge(metadataProvider?.get() ?? [:]) { $1 }
            values.merge(event.metadata ?? [:]) { $1 }
            if let error = event.error { values["error"] = .string("\(error)") }
            return LogLine(
                time: WallClock.millisecondsSinceEpoch(), level: event.level, message: event.message.description,
                metadata: values)
        }
    }
}

/// The format of the lines of a log.
package enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// For people: aligned words, and values as `name=value`.
    case text
    /// For machines: one JSON object a line.
    case json

    /// The default format.
    ///
    /// - Parameter isTerminal: Whether the log goes to a terminal.
    /// - Returns: The format that the reader of the log can read best.
    package static func usual(forTerminal isTerminal: Bool) -> LogFormat {
        isTerminal ? .text : .json
    }
}
