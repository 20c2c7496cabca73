import ArgumentParser
import Serving

/// The flags of `stashgate serve` that say how long and how much it lets its clients keep it busy, and how it ends.
struct LimitArguments: ParsableArguments {
    private static let usual = ServerLimits()

    @Option(
        help: ArgumentHelp(
            "How long to serve on after a signal, while /readyz already fails and answers end their connections.",
            valueName: "duration"))
    var shutdownDelay = DurationArgument(Self.usual.shutdownDelay)

    @Option(help: ArgumentHelp("The time for requests in flight after that.", valueName: "duration"))
    var shutdownTimeout = DurationArgument(Self.usual.shutdownTimeout)

    var limits: ServerLimits {
        var limits = ServerLimits()
        limits.shutdownDelay = shutdownDelay.duration
        limits.shutdownTimeout = shutdownTimeout.duration
        return limits
    }
}
