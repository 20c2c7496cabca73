internal import Net

/// Ports for programs that cannot choose one themselves, or cannot say which it is.
package enum TestPort {
    /// A port of 127.0.0.1 that nothing listens on.
    /// - Returns: The port; another program may take it.
    /// - Throws: An error if there is none.
    package static func free() throws -> UInt16 {
        try Listener(on: SocketAddress(parsing: "127.0.0.1:0"), onlyIPv6: false).address.port
    }
}
