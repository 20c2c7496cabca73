import Logging
import System

/// A log that keeps its lines for a test.
final class LogLines: LogHandler, Sendable {
    private let kept = Locked<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set { _ = newValue }
    }
    var logLevel: Logger.Level {
        get { .info }
        set { _ = newValue }
    }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set { _ = newValue }
    }

    func log(event: LogEvent) {
        kept.withLock { $0.append("\(event.level): \(event.message) \(event.metadata ?? [:])") }
    }
}

/// A log that accepts no line until a test opens its gate.
struct StalledLog: LogHandler {
    let gate = Gate()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set { _ = newValue }
    }

    func log(event _: LogEvent) {
        gate.pass {}
    }
}
