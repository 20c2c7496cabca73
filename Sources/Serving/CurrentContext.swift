internal import System
internal import TLS

/// The certificate that a new connection gets; none where the server speaks plain HTTP.
///
/// The lock is taken once a connection. A connection keeps what it began with, so a change disturbs no handshake.
final class CurrentContext: Sendable {
    private let context: Locked<ServerContext?>

    init(_ context: ServerContext?) {
        self.context = Locked(context)
    }

    /// What a connection that begins now gets; changing it changes nothing for those that have begun.
    var value: ServerContext? {
        get { context.withLock { $0 } }
        set { context.withLock { $0 = newValue } }
    }
}
