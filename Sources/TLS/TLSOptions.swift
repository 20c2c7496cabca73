/// How a server speaks TLS, apart from its certificate.
public struct TLSOptions: Sendable {
    /// A version of TLS.
    public enum Version: String, CaseIterable, Sendable {
        /// RFC 5246.
        case tls12 = "1.2"
        /// RFC 8446.
        case tls13 = "1.3"
    }

    /// The lowest version that is spoken; the API servers of all supported Kubernetes versions speak 1.3.
    public var minimumVersion = Version.tls12

    /// Which of the clients with a certificate of the client authority may connect, by common name or DNS name; empty
    /// for all of them.
    ///
    /// Kubernetes knows clients by their common names, so those count beside DNS names too, as they would not for a
    /// server (RFC 9525).
    public var clientNames: [String] = []

    /// The usual options.
    public init() {}
}
