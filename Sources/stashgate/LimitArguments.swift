import ArgumentParser
import HTTP
import Serving

/// The flags of `stashgate serve` that limit its clients.
///
/// `ServerLimits` has the reasons for all defaults.
struct LimitArguments: ParsableArguments {
    private static let usual = ServerLimits()

    /// The largest head and body that the flags allow: etcd refuses far smaller objects.
    static let largest = 1 << 30

    @Option(
        explained: ArgumentHelp("The most connections at a time; for more, idle ones are closed.", valueName: "n"),
        in: WholeNumber.positive)
    var maxConnections = Self.usual.connections

    @Option(
        help: ArgumentHelp(
            "The most connections of one client address; more are closed (default: no limit).", valueName: "n"),
        transform: WholeNumber.within(WholeNumber.positive))
    var maxConnectionsPerAddress: Int?

    @Option(
        explained: ArgumentHelp(
            "When to end a connection, give or take a tenth, so that clients find new replicas; 0 for never.",
            valueName: "duration"))
    var maxConnectionAge = DurationArgument(Self.usual.connectionAge ?? .zero)

    @Option(
        explained: ArgumentHelp("The most requests that have come in in part; more are refused.", valueName: "n"),
        in: WholeNumber.positive)
    var maxRequestsInFlight = Self.usual.requestsInFlight

    @Option(
        explained: ArgumentHelp("The longest head of a request.", valueName: "bytes"))
    var maxHeaderBytes = ByteCountArgument(Self.usual.request.headBytes)

    @Option(
        explained: ArgumentHelp("The largest body of a request.", valueName: "bytes"))
    var maxBodyBytes = ByteCountArgument(Self.usual.request.bodyBytes)

    @Option(
        explained: ArgumentHelp(
            "The most memory for unfinished requests and untaken answers of all clients together.", valueName: "bytes"))
    var maxHeldBytes = ByteCountArgument(Self.usual.heldBytes)

    @Option(
        explained: ArgumentHelp("The time for a TLS handshake.", valueName: "duration"))
    var handshakeTimeout = DurationArgument(Self.usual.handshakeTimeout)

    @Option(
        explained: ArgumentHelp("The time for the head of a request.", valueName: "duration"))
    var headerTimeout = DurationArgument(Self.usual.headTimeout)

    @Option(
        explained: ArgumentHelp("The time for a whole request.", valueName: "duration"))
    var requestTimeout = DurationArgument(Self.usual.requestTimeout)

    @Option(
        explained: ArgumentHelp("The least bytes of a body in a second.", valueName: "bytes"))
    var minBodyRate = ByteCountArgument(Self.usual.bodyBytesPerSecond)

    @Option(
        explained: ArgumentHelp("The time in which a client takes its answer.", valueName: "duration"))
    var writeTimeout = DurationArgument(Self.usual.writeTimeout)

    @Option(
        explained: ArgumentHelp("How long a connection may be without a request.", valueName: "duration"))
    var idleTimeout = DurationArgument(Self.usual.idleTimeout)

    @Option(
        explained: ArgumentHelp(
            "How long to serve on after a signal, while /readyz already fails and answers end their connections.",
            valueName: "duration"))
    var shutdownDelay = DurationArgument(Self.usual.shutdownDelay)

    @Option(
        explained: ArgumentHelp("The time for requests in flight after that.", valueName: "duration"))
    var shutdownTimeout = DurationArgument(Self.usual.shutdownTimeout)

    func validate() throws {
        for (flag, size) in [("--max-header-bytes", maxHeaderBytes), ("--max-body-bytes", maxBodyBytes)]
        where size.bytes > Self.largest {
            throw ValidationError("\(flag) must be at most \(ByteCountArgument(Self.largest))")
        }
        for (flag, timeout) in [
            ("--handshake-timeout", handshakeTimeout), ("--header-timeout", headerTimeout),
            ("--request-timeout", requestTimeout), ("--write-timeout", writeTimeout), ("--idle-timeout", idleTimeout),
        ] where timeout.duration == .zero {
            throw ValidationError("\(flag) must be longer than 0, which no client could keep")
        }
    }

    var limits: ServerLimits {
        var limits = ServerLimits()
        limits.connections = maxConnections
        limits.connectionsPerAddress = maxConnectionsPerAddress
        limits.connectionAge = maxConnectionAge.duration == .zero ? nil : maxConnectionAge.duration
        limits.requestsInFlight = maxRequestsInFlight
        limits.request.headBytes = maxHeaderBytes.bytes
        limits.request.bodyBytes = maxBodyBytes.bytes
        limits.heldBytes = maxHeldBytes.bytes
        limits.handshakeTimeout = handshakeTimeout.duration
        limits.headTimeout = headerTimeout.duration
        limits.requestTimeout = requestTimeout.duration
        limits.bodyBytesPerSecond = minBodyRate.bytes
        limits.writeTimeout = writeTimeout.duration
        limits.idleTimeout = idleTimeout.duration
        limits.shutdownDelay = shutdownDelay.duration
        limits.shutdownTimeout = shutdownTimeout.duration
        return limits
    }
}
