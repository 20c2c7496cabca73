package import TLS

/// How to reach a cluster, and as whom.
package struct ClusterConfiguration: Sendable {
    /// The URL of the API server.
    package var server: ServerAddress
    /// The certificates that the server's must be signed by.
    package var trust: Trust = .system
    /// The name that the server's certificate must have, if it is not the host of the URL.
    package var serverName: String?
    /// The client's certificate.
    package var certificate: ClientCertificate?
    /// How each request says who sends it.
    package var identity: Identity = .certificateOnly
    /// The header fields by which a request acts as somebody else.
    package var impersonation: [HeaderField] = []
    /// The namespace of the context.
    package var namespace = "default"
    /// The place that this comes from, for messages.
    package var origin: String

    /// The certificates by which a server is verified.
    package enum Trust: Equatable, Sendable {
        /// Those of this machine.
        case system
        /// Those of a file or of inline data.
        case authority(Material)
        /// The server is not verified (insecure-skip-tls-verify).
        case anyone
    }

    /// A certificate or key.
    package enum Material: Equatable, Sendable {
        /// Bytes in PEM, and their name for messages.
        case inline(PEMFile)
        /// The path of a file, which is read again for each connection, as it may be renewed.
        case file(String)

        /// The most bytes of a file with certificates: hundreds of authorities have some hundred KiB.
        private static let mostBytes = 1 << 20

        /// The contents.
        ///
        /// - Returns: The bytes and their name.
        /// - Throws: `ConfigurationError` if the file cannot be read.
        package func read() throws(ConfigurationError) -> PEMFile {
            switch self {
            case .inline(let file): file
            case .file(let path): PEMFile(contents: try BoundedFile.read(path, upTo: Self.mostBytes), name: path)
            }
        }
    }

    /// A client certificate and its key.
    package struct ClientCertificate: Equatable, Sendable {
        /// The certificate and its chain.
        package let certificate: Material
        /// Its key.
        package let key: Material
    }

    /// Says who sends a request.
    package enum Identity: Equatable, Sendable {
        /// Nothing but the client certificate, if there is one.
        case certificateOnly
        /// A bearer token.
        case token(String)
        /// The file of a bearer token, which is read again as the token rotates, and the token to use if it cannot be.
        case tokenFile(String, fallback: String?)
        /// A user name and a password.
        case password(user: String, password: String)
        /// A program that gives credentials.
        case plugin(CredentialPlugin)
    }

    /// One header field.
    package struct HeaderField: Equatable, Sendable {
        /// The name.
        package let name: String
        /// The value.
        package let value: String
    }

    /// Makes a configuration of a server that needs no credentials.
    ///
    /// - Parameters:
    ///   - server: The URL of the API server.
    ///   - origin: The place that this comes from, for messages.
    package init(server: ServerAddress, origin: String) {
        self.server = server
        self.origin = origin
    }
}
