internal import COpenSSL

/// The files of a certificate authority and of the serving certificate that it signed.
///
/// Their names are those in Kubernetes' secrets of the type kubernetes.io/tls.
package struct CertificateFiles: Sendable {
    /// The folder of the files.
    package let folder: String

    /// Names the files in a folder.
    /// - Parameter folder: The folder's path.
    package init(in folder: String) {
        self.folder = folder
    }

    /// The path of the authority's certificate.
    package var authorityCertificate: String { "\(folder)/ca.crt" }
    /// The path of the authority's key.
    package var authorityKey: String { "\(folder)/ca.key" }
    /// The path of the serving certificate.
    ///
    /// It does not contain the authority's certificate, which clients have as the caBundle.
    package var certificate: String { "\(folder)/tls.crt" }
    /// The path of the serving certificate's key.
    package var key: String { "\(folder)/tls.key" }

    /// Makes an authority and a serving certificate, and writes all four files, or none.
    /// - Parameters:
    ///   - hosts: The names and addresses of the serving certificate; at least one.
    ///   - days: The validity of both certificates, in days.
    ///   - overwriting: Whether existing files are replaced.
    ///   - isInterrupted: Whether to give up; asked before each step.
    /// - Returns: The authority's certificate in base64, which is the `caBundle` of a webhook configuration.
    /// - Throws: `TLSError` if files exist already, cannot be written, or OpenSSL fails; then nothing has changed.
    package func make(
        for hosts: [HostName], days: Int, overwriting: Bool, isInterrupted: @escaping () -> Bool = { false }
    ) throws(TLSError) -> String {
        let authority = try CertificateAuthority(days: days)
        let serving = try authority.issue(for: hosts)
        let authorityPair = try authority.keyPair()
        let madeFolders = try FileContents.makeFolder(folder)
        do throws(TLSError) {
            var files = FileSet(in: folder, isInterrupted: isInterrupted)
            try files.write(
                [
                    FileSet.File(path: authorityCertificate, contents: authorityPair.certificate, isSecret: false),
                    FileSet.File(path: authorityKey, contents: authorityPair.key, isSecret: true),
                    FileSet.File(path: certificate, contents: serving.certificate, isSecret: false),
                    FileSet.File(path: key, contents: serving.key, isSecret: true),
                ], overwriting: overwriting)
        } catch {
            FileContents.removeFolders(madeFolders)
            throw error
        }
        return Self.base64(authorityPair.certificate)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        // EVP_EncodeBlock(3): four characters for every three bytes begun, and a NUL.
        let capacity = (bytes.count + 2) / 3 * 4 + 1
        return unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
            Int(unsafe EVP_EncodeBlock(buffer.baseAddress, bytes, Int32(clamping: bytes.count)))
        }
    }
}
