import ArgumentParser
import HTTP
import Serving

/// The flags of `stashgate serve` that say how long and how much it lets its clients keep it busy.
///
/// `ServerLimits` has the reasons of all defaults.
struct LimitArguments: ParsableArguments {
    private static let usual = ServerLimits()

    /// No body is larger: it would be refused by etcd, and a larger one would only be there to fill the memory.
    private static let largestBody = 1 << 30

    @Option(help: ArgumentHelp("The most connections at a time; more wait.", valueName: "n"))
    var maxConnections = Self.usual.connections

    @Option(
        help: ArgumentHelp(
            "The most connections of one client address; more are closed (default: no limit).", valueName: "n"))
    var maxConnectionsPerAddress: Int?

    @Option(
        help: ArgumentHelp(
            "When to end a connection, give or take a tenth, so that clients find new replicas; 0 for never.",
            valueName: "duration"))
    var maxConnectionAge = DurationArgument(Self.usual.connectionAge ?? .zero)

    @Option(help: ArgumentHelp("The most requests that have come in in part; more are refused.", valueName: "n"))
    var maxRequestsInFlight = Self.usual.requestsInFlight

    @Option(help: ArgumentHelp("The longest head of a request.", valueName: "bytes"))
    var maxHeaderBytes = ByteCountArgument(Self.usual.request.headBytes)

    @Option(help: ArgumentHelp("The largest body of a request.", valueName: "bytes"))
    var maxBodyBytes = ByteCountArgument(Self.usual.request.bodyBytes)

    @Option(
        help: ArgumentHelp(
            "The most memory for unfinished requests and untaken answers of all clients together.", valueName: "bytes"))
    var maxHeldBytes = ByteCountArgument(Self.usual.heldBytes)

    @Option(help: ArgumentHelp("The time for a TLS handshake.", valueName: "duration"))
    var handshakeTimeout = DurationArgument(Self.usual.handshakeTimeout)

    @Option(help: ArgumentHelp("The time for the head of a request.", valueName: "duration"))
    var headerTimeout = DurationArgument(Self.usual.headTimeout)

    @Option(help: ArgumentHelp("The time for a whole request.", valueName: "duration"))
    var requestTimeout = DurationArgument(Self.usual.requestTimeout)

    @Option(help: ArgumentHelp("The least bytes of a body in a second.", valueName: "bytes"))
    var minBodyRate = ByteCountArgument(Self.usual.bodyBytesPerSecond)

    @Option(help: ArgumentHelp("The time in which a client takes its answer.", valueName: "duration"))
    var writeTimeout = DurationArgument(Self.usual.writeTimeout)

    @Option(help: ArgumentHelp("How long a connection may be without a request.", valueName: "duration"))
    var idleTimeout = DurationArgument(Self.usual.idleTimeout)

    @Option(
        help: ArgumentHelp(
            "How long to serve on after a signal, while /readyz already fails and answers end their connections.",
            valueName: "duration"))
    var shutdownDelay = DurationArgument(Self.usual.shutdownDelay)

    @Option(help: ArgumentHelp("The time for requests in flight after that.", valueName: "duration"))
    var shutdownTimeout = DurationArgument(Self.usual.shutdownTimeout)

    func validate() throws {
        guard maxConnections > 0, maxConnectionsPerAddress ?? 1 > 0, maxRequestsInFlight > 0 else {
            throw ValidationError("The most connections and requests must be at least 1.")
        }
        guard maxBodyBytes.bytes <= Self.largestBody, maxHeaderBytes.bytes <= Self.largestBody else {
            throw ValidationError("The largest body and head must be at most \(Self.largestBody) bytes.")
        }
        for timeout in [handshakeTimeout, headerTimeout, requestTimeout, writeTimeout, idleTimeout]
        where timeout.duration == .zero {
            throw ValidationError("A time-out must be longer than 0; no client could keep it.")
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
