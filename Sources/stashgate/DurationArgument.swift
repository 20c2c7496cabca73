import ArgumentParser
import Cron

/// A duration on the command line, as Go and Kubernetes write it: `3s`, `1m30s`.
struct DurationArgument: ExpressibleByArgument {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// A duration below zero is none.
    init?(argument: String) {
        let text = Array(argument.utf8)
        guard let parsed = try? GoDuration(utf8: text.span), parsed.nanoseconds >= 0 else { return nil }
        duration = .nanoseconds(parsed.nanoseconds)
    }

    /// In whole seconds, as all defaults are.
    var defaultValueDescription: String {
        let (minutes, seconds) = duration.components.seconds.quotientAndRemainder(dividingBy: 60)
        guard minutes > 0 else { return "\(seconds)s" }
        return seconds == 0 ? "\(minutes)m" : "\(minutes)m\(seconds)s"
    }
}
