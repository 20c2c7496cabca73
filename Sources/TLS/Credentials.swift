/// A certificate and its key.
public struct Credentials: Equatable, Sendable {
    /// The certificate, and after it those that lead from it to its authority.
    public var certificate: PEMFile
    /// The certificate's private key, without a passphrase.
    public var key: PEMFile

    /// Puts a certificate and its key together, without looking whether they fit.
    /// - Parameters:
    ///   - certificate: The certificate, and after it those that lead from it to its authority.
    ///   - key: The certificate's private key, without a passphrase.
    public init(certificate: PEMFile, key: PEMFile) {
        self.certificate = certificate
        self.key = key
    }
}

/// Where a certificate and its key are.
public struct CredentialFiles: Sendable {
    /// The path of a PEM file with the certificate and its chain.
    public var certificate: String
    /// The path of a PEM file with the certificate's private key.
    public var key: String

    /// Names the files.
    /// - Parameters:
    ///   - certificate: The path of a PEM file with the certificate and its chain.
    ///   - key: The path of a PEM file with the certificate's private key.
    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// The folders that the files are in, each once.
    public var folders: Set<String> { Set([certificate, key].map(Self.folder)) }

    /// Reads the files as they are now.
    /// - Returns: What is in them.
    /// - Throws: `TLSError`, which names the file that cannot be read.
    public func read() throws(TLSError) -> Credentials {
        Credentials(certificate: try Self.file(certificate), key: try Self.file(key))
    }

    private static func file(_ path: String) throws(TLSError) -> PEMFile {
        PEMFile(contents: try FileContents.read(path), name: path)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
