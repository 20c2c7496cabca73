import Logging

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
