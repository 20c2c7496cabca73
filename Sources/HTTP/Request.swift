/// A request with its body.
public struct Request: Sendable {
    /// The request line and the header fields.
    public let head: RequestHead
    /// The body, its chunks put together; empty where there is none, or where it was discarded.
    public let body: [UInt8]
}
