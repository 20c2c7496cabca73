package import System
package import TLS

/// A connection to a server, without waits of its own.
package protocol Wire: AnyObject {
    /// Reads what has arrived.
    ///
    /// - Parameter buffer: Receives the bytes, from its start; its size does not change.
    /// - Returns: The number of bytes read, or the reason why there were none.
    func read(into buffer: inout [UInt8]) -> Outcome

    /// Sends bytes, or only the first of them.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: The number of bytes accepted, or the reason why none were.
    func write(_ bytes: ArraySlice<UInt8>) -> Outcome

    /// Notes that a new request begins.
    func beginExchange()

    /// Waits until the connection can be read or written.
    ///
    /// - Parameters:
    ///   - isWrite: Whether to wait for space to write.
    ///   - instant: The end of the wait.
    /// - Returns: The end of the wait.
    func wait(forWriting isWrite: Bool, until instant: MonotonicInstant) -> DescriptorWait.End
}

/// Makes connections to a server.
package protocol WireMaker: Sendable {
    /// Connects, and completes the handshake of TLS.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - security: The settings of TLS and the name that the server's certificate must have; nil for none.
    ///   - limits: The limits of time.
    ///   - interruption: What ends the attempt early.
    /// - Returns: The connection.
    /// - Throws: `APIError` if there is none.
    func connect(
        to server: ServerAddress, security: WireSecurity?, limits: ClientLimits, interruption: Interruption
    ) throws(APIError) -> any Wire
}

/// The settings of TLS of a connection.
package struct WireSecurity: Sendable {
    /// The trusted certificates, and the client's own.
    package let context: ClientContext
    /// The name that the server's certificate must have.
    package let name: HostName
}
