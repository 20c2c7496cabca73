package import HTTP
package import Net
package import System

/// Where and with what a server serves.
package struct ServerConfiguration: Sendable {
    /// The addresses to listen on; at least one.
    ///
    /// `[::]` takes IPv4 connections as well, unless an IPv4 address with the same port is listed too.
    package var addresses: [SocketAddress]

    /// How many threads answer requests.
    package var workers: Int

    /// How long and how much clients may keep the server busy.
    package var limits = ServerLimits()

    /// How much memory the server may take; nil for a server whose limits leave it little to take.
    package var memory: MemoryRoom?

    /// The threads that the application starts beside the server's.
    package var applicationThreads = 0

    /// How much memory the application takes beside its answers, in bytes; none of it is left for clients.
    package var applicationBytes = 0

    /// How much free memory the heap of each worker may keep, in bytes, so that the server stays within its memory.
    ///
    /// It is what `Heap.keep(atMost:)` is to be told; nil where the memory is not limited.
    package var keptHeap: Int? { memory.map { ServerBudgets.keptHeap(of: $0, workers: workers) } }

    /// Makes a configuration with the usual limits.
    /// - Parameters:
    ///   - addresses: The addresses to listen on; at least one.
    ///   - workers: How many threads answer requests; by default one for each processor that this process is granted.
    ///   - memory: How much memory the server may take; by default what this process is granted and has not taken yet.
    package init(
        addresses: [SocketAddress], workers: Int = Processors.granted(), memory: MemoryRoom? = MemoryRoom()
    ) {
        self.addresses = addresses
        self.workers = workers
        self.memory = memory
    }
}

/// How long and how much a server lets its clients keep it busy.
package struct ServerLimits: Sendable {
    /// How much of a request a connection holds.
    package var request = RequestParser.Limits()

    /// The most connections at a time; further clients take the places of those that have idled longest.
    ///
    /// An API server has one for each change that it waits for, 200 at the most by default, and there are three of them.
    /// A connection that does nothing costs about 15 kB, one in its handshake or with a short request up to
    /// `connectionBytes`.
    package var connections = 1024

    /// The most bytes that all connections together keep of requests that are not complete and answers that are not
    /// taken; a client that wants to add to them is refused.
    ///
    /// Eight of the largest requests at a time; without it, thirty clients that never finish theirs would take more
    /// memory than a webhook's pod is given.
    package var heldBytes = 64 << 20

    /// The most connections of one client; more are closed at once.
    ///
    /// A client is an IPv4 address or an IPv6 network of 64 bits. Nil for no limit, as an API server is one client, and so
    /// are all behind one proxy.
    package var connectionsPerAddress: Int?

    /// The most requests that have begun to come in and are not complete; a client that begins another is refused.
    ///
    /// One that comes in one piece, as a review does, is answered and never counted.
    package var requestsInFlight = 1024

    /// How old a connection gets before its next answer ends it, give or take a tenth; nil for any age.
    ///
    /// An API server keeps its connections for days, and would never use a server that was added.
    package var connectionAge: Duration? = .seconds(600)

    /// The time for a TLS handshake: what Go's servers of Kubernetes give too, and enough for a few lost packets.
    package var handshakeTimeout = Duration.seconds(10)

    /// The time from the first byte of a request to the last: the API server gives a webhook 30 s at most, so what comes
    /// later nobody waits for.
    package var requestTimeout = Duration.seconds(30)

    /// The time from the first byte of a request to the end of its head, which fits in a packet or two.
    package var headTimeout = Duration.seconds(10)

    /// The least bytes a second in which a body comes in, once `bodyGrace` is over: even a bad line has more, and who
    /// sends less is there to keep the server busy.
    package var bodyBytesPerSecond = 1 << 10

    /// How long a body may be slower than that, for a line that stalls.
    package var bodyGrace = Duration.seconds(5)

    /// How long a connection may be without a request.
    ///
    /// The API server's transport closes its idle connections after 90 s; a server that closes first makes a request
    /// fail that is on its way.
    package var idleTimeout = Duration.seconds(120)

    /// The time in which a client takes its answers, once it has stopped taking them.
    package var writeTimeout = Duration.seconds(30)

    /// How long to read on after the last answer, so that the client gets to read it (RFC 9112, section 9.6).
    package var lingerTimeout = Duration.seconds(5)

    /// How long to serve on once the server has been asked to stop: until everybody who may send requests has heard that
    /// they are better sent elsewhere, which takes Kubernetes a second or two.
    package var shutdownDelay = Duration.seconds(5)

    /// The time for requests in flight after that delay: both are below the 30 s that Kubernetes gives a pod before it
    /// kills it.
    package var shutdownTimeout = Duration.seconds(20)

    /// The time for a new connection to send its first request once the server has been asked to stop: the request may
    /// be on its way, while a connection that has been answered can be opened again.
    package var firstRequestGrace = Duration.seconds(1)

    /// How long a worker may be busy with one client before the server is better started again: the API server waits for
    /// 30 s at most, and the largest review takes less than one.
    package var hangTime = Duration.seconds(30)

    /// How long a client may be idle whoever needs its place: one that has just connected, or has just been answered, may
    /// have its next bytes on the way.
    package var idleGrace = Duration.milliseconds(100)

    /// How long a client may make no progress in a handshake, in a request or in taking its answer, whoever needs its
    /// place: a lost packet is sent again sooner.
    var stallGrace = Duration.milliseconds(500)

    /// How often to look for a place while clients wait for one.
    static let roomInterval = Duration.milliseconds(50)

    /// Which share of all connections is closed at first when newcomers need places.
    static let roomShare = 64

    /// Which share is closed at a time at most, when ever more newcomers come.
    static let largestRoomShare = 4

    /// How much a connection may keep whatever the others keep, so that clients with large requests do not shut out those with
    /// usual ones; as many bytes for each of the most connections are as much as all may keep together.
    static let freeBytes = 64 << 10

    /// How much a connection in its handshake, or with a short request, may take, in bytes.
    static let connectionBytes = 100 << 10

    /// How much a connection takes that does nothing, in bytes: it has some 15 kB, and the heap keeps a part of the rest.
    static let idleBytes = 20 << 10

    /// How many threads start after the limits are fixed, apart from the workers: one that reloads certificates, and two of
    /// the listener that tells how the server is doing.
    static let otherThreads = 3

    /// Descriptors that are no connections: standard streams, listeners, and a few for each worker.
    private static let otherDescriptors = 128

    /// The limits of a webhook.
    package init() {}

    /// Lowers the number of connections to what a number of descriptors allows.
    /// - Parameter descriptors: How many descriptors the process may have open.
    package mutating func fit(descriptors: Int) {
        connections = min(connections, max(1, descriptors - Self.otherDescriptors))
    }

    /// Lowers limits to what fits into the memory: a quarter for connections, a quarter for what they keep, and half for
    /// the largest answer.
    /// - Parameters:
    ///   - memory: How many bytes the process is granted.
    ///   - bodyBytes: How large a request's body may be for an answer that takes so many bytes.
    package mutating func fit(memory: Int, bodyBytes: (Int) -> Int) {
        connections = min(connections, max(1, memory / 4 / Self.connectionBytes))
        heldBytes = min(heldBytes, memory / 4)
        request.bodyBytes = min(request.bodyBytes, bodyBytes(memory / 2))
    }

    /// When to end a connection that begins now.
    func connectionEnd(from now: MonotonicInstant) -> MonotonicInstant {
        connectionAge.map { now.advanced(by: $0 * Double.random(in: 0.9...1.1)) } ?? .never
    }

    /// How long a body may have taken of which so many bytes have come in.
    func time(forBody bytes: Int) -> Duration {
        bodyGrace + .seconds(bytes / max(1, bodyBytesPerSecond))
    }

    /// How long so many bytes count as progress: a client moves at least as many in a second as a body must have.
    func time(forProgress bytes: Int) -> Duration {
        .seconds(bytes) / max(1, bodyBytesPerSecond)
    }

    /// The time that a client has for what it is to do.
    func time(for activity: Activity) -> Duration {
        switch activity {
        case .handshake: handshakeTimeout
        case .sendHead: min(headTimeout, requestTimeout)
        case .sendBody: requestTimeout
        case .stayIdle: idleTimeout
        case .takeAnswer: writeTimeout
        case .readLastAnswer: lingerTimeout
        case .sendFirstRequest: firstRequestGrace
        }
    }
}
