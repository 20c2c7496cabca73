package import Logging
internal import System

/// A log that keeps its lines for a test, each as `level: message` with its values behind it: ` key=value`, sorted by keys.
package final class LogLines: LogHandler, Sendable {
    private let kept = Locked<[String]>([])
    private let level: Logger.Level

    /// Makes an empty log.
    ///
    /// - Parameter level: The lowest level that is kept.
    package init(level: Logger.Level = .info) {
        self.level = level
    }

    /// The lines so far.
    package var lines: [String] { kept.withLock { $0 } }

    /// None: only the values of a line are kept.
    package var metadata: Logger.Metadata {
        get { [:] }
        set { _ = newValue }
    }

    /// The lowest level that is kept, whatever is set.
    package var logLevel: Logger.Level {
        get { level }
        set { _ = newValue }
    }

    /// None, as ``metadata``.
    ///
    /// - Parameter key: The name of the value.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { _ = newValue }
    }

    /// Keeps a line.
    ///
    /// - Parameter event: The line.
    package func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        kept.withLock { $0.append("\(event.level): \(event.message)\(values.joined())") }
    }
}
