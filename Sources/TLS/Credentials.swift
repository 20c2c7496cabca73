/// A certificate and its key, and what the certificates of clients are checked with.
public struct Credentials: Equatable, Sendable {
    /// The certificate, and after it those that lead from it to its authority.
    public var certificate: PEMFile
    /// The certificate's private key, without a passphrase.
    public var key: PEMFile
    /// The certificates that sign those of clients; nil where clients need none.
    public var clientAuthority: PEMFile?

    /// Puts a certificate and its key together, without looking whether they fit.
    /// - Parameters:
    ///   - certificate: The certificate, and after it those that lead from it to its authority.
    ///   - key: The certificate's private key, without a passphrase.
    ///   - clientAuthority: The certificates that sign those of clients; nil where clients need none.
    public init(certificate: PEMFile, key: PEMFile, clientAuthority: PEMFile? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }
}

/// Where a certificate and its key are, and what the certificates of clients are checked with.
public struct CredentialFiles: Sendable {
    /// The path of a PEM file with the certificate and its chain.
    public var certificate: String
    /// The path of a PEM file with the certificate's private key.
    public var key: String
    /// The path of a PEM file with the certificates that sign those of clients; nil where clients need none.
    public var clientAuthority: String?

    /// Names the files.
    /// - Parameters:
    ///   - certificate: The path of a PEM file with the certificate and its chain.
    ///   - key: The path of a PEM file with the certificate's private key.
    ///   - clientAuthority: The path of a PEM file with the certificates that sign those of clients; nil where clients
    ///     need none.
    public init(certificate: String, key: String, clientAuthority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }

    /// The folders that the files are in, each once.
    public var folders: Set<String> { Set([certificate, key, clientAuthority].compactMap { $0 }.map(Self.folder)) }

    /// Reads the files as they are now.
    /// - Returns: What is in them.
    /// - Throws: `TLSError`, which names the file that cannot be read.
    public func read() throws(TLSError) -> Credentials {
        var credentials = Credentials(certificate: try Self.file(certificate), key: try Self.file(key))
        if let clientAuthority { credentials.clientAuthority = try Self.file(clientAuthority) }
        return credentials
    }

    private static func file(_ path: String) throws(TLSError) -> PEMFile {
        PEMFile(contents: try FileContents.read(path), name: path)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
