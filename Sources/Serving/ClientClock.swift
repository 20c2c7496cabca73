internal import Net

/// When the time is over that a client has for what it is to do, and the server for its answer.
struct ClientClock {
    /// When the client's time is over.
    private(set) var deadline: Instant

    private var activityBegan: Instant
    private var requestBegan: Instant?
    private var answerBy = Instant.never

    /// Starts with a connection, and so with its handshake.
    init(at now: Instant, _ limits: ServerLimits) {
        activityBegan = now
        deadline = now.advanced(by: limits.handshakeTimeout)
    }

    /// Whether an answer would come too late now; others may have had their turns since the clock was looked at.
    var isTooLate: Bool { answerBy != .never && Instant.now() >= answerBy }

    /// Notes that the client is to do something else, or the same once more.
    mutating func beginActivity(at now: Instant) {
        activityBegan = now
    }

    /// Notes how long the client waits for the answer to the request that comes in; nil for any time.
    mutating func expectAnswer(within time: Duration?, at now: Instant) {
        answerBy = time.map { (requestBegan ?? now).advanced(by: $0) } ?? .never
    }

    /// Notes that the request is answered.
    mutating func endRequest() {
        requestBegan = nil
        answerBy = .never
    }

    /// Makes the deadline for what the client is to do.
    /// - Parameters:
    ///   - activity: What it is to do.
    ///   - receivedBytes: How much of a request's body has come in.
    ///   - now: The time.
    ///   - limits: How long it may take.
    mutating func setDeadline(
        for activity: ClientConnection.Activity, receivedBytes: Int, at now: Instant, _ limits: ServerLimits
    ) {
        switch activity {
        case .sendHead, .sendBody:
            let began = requestBegan ?? now
            requestBegan = began
            deadline = min(began.advanced(by: limits.time(for: activity)), answerBy)
            guard activity == .sendBody else { return }
            deadline = min(deadline, activityBegan.advanced(by: limits.time(forBody: receivedBytes)))
        default:
            deadline = activityBegan.advanced(by: limits.time(for: activity))
        }
    }
}
