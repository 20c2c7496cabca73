internal import Net
internal import System

/// How many connections each client address has.
final class AddressCounts: Sendable {
    private let counts = Locked<[ClientNetwork: Int]>([:])

    /// Counts a connection for as long as the result lives.
    /// - Parameters:
    ///   - client: Where it comes from.
    ///   - limit: How many connections it may have; nil for any number.
    /// - Returns: What counts; nil where the client has as many connections as it may.
    func share(for client: ClientNetwork, limit: Int?) -> AddressShare? {
        let isGranted = counts.withLock { counts in
            let count = counts[client, default: 0]
            guard limit.map({ count < $0 }) ?? true else { return false }
            counts[client] = count + 1
            return true
        }
        return isGranted ? AddressShare(of: client, in: self) : nil
    }

    /// The client that has most connections, and how many it has; nil where none has one.
    var largest: (client: ClientNetwork, count: Int)? {
        counts.withLock { counts in counts.max { $0.value < $1.value } }.map { ($0.key, $0.value) }
    }

    fileprivate func leave(_ client: ClientNetwork) {
        counts.withLock { counts in
            guard let count = counts[client] else { return }
            counts[client] = count > 1 ? count - 1 : nil
        }
    }
}

/// One connection's part of what its client's address may have.
final class AddressShare: Sendable {
    private let client: ClientNetwork
    private let counts: AddressCounts

    fileprivate init(of client: ClientNetwork, in counts: AddressCounts) {
        self.client = client
        self.counts = counts
    }

    deinit { counts.leave(client) }
}

/// A connection that has just been accepted.
struct Arrival: Sendable {
    let socket: Socket
    let share: AddressShare
    /// The memory of its handshake.
    let reservation: HandedReservation
}
