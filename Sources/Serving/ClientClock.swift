internal import System

/// When the time is over that a client has for what it is to do, and the server for its answer.
struct ClientClock {
    /// When the client's time is over.
    private(set) var deadline: MonotonicInstant

    private var activityBegan: MonotonicInstant
    private var requestBegan: MonotonicInstant?
    /// Until when the client's last bytes count as progress.
    private var progressEnds: MonotonicInstant
    private var answerBy = MonotonicInstant.never

    /// Starts with a connection.
    init(at now: MonotonicInstant, for activity: Activity, _ limits: ServerLimits) {
        activityBegan = now
        progressEnds = now.advanced(by: limits.stallGrace)
        deadline = now.advanced(by: limits.time(for: activity))
    }

    /// Whether an answer would come too late now; others may have had their turns since this one began.
    func isTooLate(by clock: MonotonicClock) -> Bool { answerBy != .never && clock.now() >= answerBy }

    /// Notes that the client is to do something else, or the same once more.
    mutating func beginActivity(at now: MonotonicInstant, _ limits: ServerLimits) {
        activityBegan = now
        progressEnds = now.advanced(by: limits.stallGrace)
    }

    /// Notes that the client has sent bytes, or taken some of its answer.
    ///
    /// Each byte counts for as long as the lowest rate gives it, but nobody makes progress for longer than a stall may last
    /// without sending more: one burst is no progress for the time after it.
    mutating func noteProgress(of bytes: Int, at now: MonotonicInstant, _ limits: ServerLimits) {
        let paid = max(progressEnds, now).advanced(by: limits.time(forProgress: bytes))
        progressEnds = min(paid, now.advanced(by: limits.stallGrace))
    }

    /// Notes how long the client waits for the answer to the request that comes in; nil for any time.
    mutating func expectAnswer(within time: Duration?, at now: MonotonicInstant) {
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
        for activity: Activity, receivedBytes: Int, at now: MonotonicInstant, _ limits: ServerLimits
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

    /// How long the client keeps its place while others wait for one.
    /// - Parameters:
    ///   - isIdle: Whether nothing has come in of what it is to do.
    ///   - limits: How long it may be idle.
    /// - Returns: Its claim.
    func claim(isIdle: Bool, _ limits: ServerLimits) -> Claim {
        Claim(isIdle: isIdle, end: isIdle ? activityBegan.advanced(by: limits.idleGrace) : progressEnds)
    }
}

/// How long a connection keeps its place while other clients wait for one.
struct Claim: Equatable {
    /// Whether nothing has come in of what the client is to do next; one that has begun keeps its place longer, and is in
    /// the middle of something that it would lose.
    let isIdle: Bool
    /// When the place may be given to another client, unless this one makes progress until then.
    let end: MonotonicInstant

    /// Whether the place may be given away now.
    func hasEnded(at now: MonotonicInstant, includesStalled: Bool) -> Bool {
        end <= now && (isIdle || includesStalled)
    }

    /// Whether this place is given away rather than another one.
    func yields(before other: Claim) -> Bool {
        isIdle == other.isIdle ? end < other.end : isIdle
    }
}
