public import Logging
internal import System

/// A handler for swift-log that makes one line of each event.
public struct LineLogHandler: LogHandler {
    /// Values that every line has.
    public var metadata: Logger.Metadata = [:]
    /// What gives more values for every line.
    public var metadataProvider: Logger.MetadataProvider?
    /// The least level that is logged.
    public var logLevel: Logger.Level

    private let writer: LogWriter

    /// Makes a handler.
    ///
    /// - Parameters:
    ///   - writer: What writes the lines; several handlers may share it.
    ///   - level: The least level that is logged.
    public init(_ writer: LogWriter, level: Logger.Level) {
        self.writer = writer
        logLevel = level
    }

    /// The value that every line has under a name.
    public subscript(metadataKey name: String) -> Logger.MetadataValue? {
        get { metadata[name] }
        set { metadata[name] = newValue }
    }

    /// Makes a line of an event, and hands it on.
    ///
    /// - Parameter event: What happened.
    public func log(event: LogEvent) {
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

/// How the lines of a log look.
public enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// For people: aligned words, and values as `name=value`.
    case text
    /// For machines: one JSON object a line.
    case json

    /// The format for whoever has not said which.
    ///
    /// - Parameter isTerminal: Whether the log goes to a terminal.
    /// - Returns: What whoever is at the other end can read best.
    public static func usual(forTerminal isTerminal: Bool) -> LogFormat {
        isTerminal ? .text : .json
    }
}
