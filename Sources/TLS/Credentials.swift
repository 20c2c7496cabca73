/// A certificate with its key, and the authority that signs the certificates of clients.
package struct Credentials: Equatable, Sendable {
    /// The certificate, followed by those that lead from it to its authority.
    package var certificate: PEMFile
    /// The certificate's private key, without a passphrase.
    package var key: PEMFile
    /// The certificates that sign those of clients; nil if clients need none.
    package var clientAuthority: PEMFile?

    /// Combines a certificate and its key, without checking whether they match.
    /// - Parameters:
    ///   - certificate: The certificate, followed by those that lead from it to its authority.
    ///   - key: The certificate's private key, without a passphrase.
    ///   - clientAuthority: The certificates that sign those of clients; nil if clients need none.
    package init(certificate: PEMFile, key: PEMFile, clientAuthority: PEMFile? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }
}

/// The place where a server finds its credentials, and finds them changed.
package protocol CredentialSource: Sendable {
    /// The folders in which files change.
    var folders: Set<String> { get }

    /// A descriptor that can be read when there may be other credentials; nil if only the folders tell.
    var bellNumber: Int32? { get }

    /// Silences the descriptor until there may be others again.
    func silenceBell()

    /// Reads the credentials.
    /// - Returns: The present credentials.
    /// - Throws: `TLSError`, which says what cannot be read.
    func read() throws(TLSError) -> Credentials
}

/// The files of a certificate and its key, and of the authority that signs the certificates of clients.
package struct CredentialFiles: CredentialSource {
    /// The path of a PEM file with the certificate and its chain.
    package var certificate: String
    /// The path of a PEM file with the certificate's private key.
    package var key: String
    /// The path of a PEM file with the certificates that sign those of clients; nil if clients need none.
    package var clientAuthority: String?

    /// Names the files.
    /// - Parameters:
    ///   - certificate: The path of a PEM file with the certificate and its chain.
    ///   - key: The path of a PEM file with the certificate's private key.
    ///   - clientAuthority: The path of a PEM file with the certificates that sign those of clients; nil if clients
    ///     need none.
    package init(certificate: String, key: String, clientAuthority: String? = nil) {
        self.certificate = certificate
        self.key = key
        self.clientAuthority = clientAuthority
    }

    /// The folders of the files, each once.
    package var folders: Set<String> { Set([certificate, key, clientAuthority].compactMap { $0 }.map(Self.folder)) }

    /// No descriptor, as the folders tell.
    package var bellNumber: Int32? { nil }

    /// Does nothing.
    package func silenceBell() {}

    /// Reads the files.
    /// - Returns: Their contents.
    /// - Throws: `TLSError`, which names the file that cannot be read.
    package func read() throws(TLSError) -> Credentials {
        var credentials = Credentials(certificate: try Self.file(certificate), key: try Self.file(key))
        if let clientAuthority { credentials.clientAuthority = try Self.file(clientAuthority) }
        return credentials
    }

    /// Reads one file.
    /// - Parameter path: Its path.
    /// - Returns: The contents, with the path as name.
    /// - Throws: `TLSError`, which names the file.
    package static func file(_ path: String) throws(TLSError) -> PEMFile {
        PEMFile(contents: try FileContents.read(path), name: path)
    }

    /// The folder of a file.
    /// - Parameter path: The file's path.
    /// - Returns: The folder's path.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
