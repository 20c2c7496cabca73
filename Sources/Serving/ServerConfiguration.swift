public import Net
public import System

/// Where and with what a server serves.
public struct ServerConfiguration: Sendable {
    /// The addresses to listen on; at least one.
    ///
    /// `[::]` takes IPv4 connections as well, unless an IPv4 address with the same port is listed too.
    public var addresses: [SocketAddress]

    /// How many threads answer requests.
    public var workers: Int

    /// How long and how much clients may keep the server busy.
    public var limits = ServerLimits()

    /// Where to ask for memory before much is taken; nil for a server whose limits leave it little to take.
    public var memory: MemoryRoom?

    /// Makes a configuration with the usual limits.
    /// - Parameters:
    ///   - addresses: The addresses to listen on; at least one.
    ///   - workers: How many threads answer requests; by default one for each processor that this process is granted.
    ///   - memory: Where to ask for memory; by default what this process is granted.
    public init(
        addresses: [SocketAddress], workers: Int = Processors.granted(), memory: MemoryRoom? = MemoryRoom()
    ) {
        self.addresses = addresses
        self.workers = workers
        self.memory = memory
    }
}
