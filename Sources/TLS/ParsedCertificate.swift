internal import COpenSSL
private import Glibc

/// A certificate that was read, as a value: two are equal if they are the same certificate.
package struct ParsedCertificate: Hashable, Sendable {
    /// The certificate alone, in PEM as OpenSSL writes it.
    package let pem: [UInt8]
    /// The start of the validity, in seconds since 1970-01-01T00:00:00Z.
    package let notBefore: Int64
    /// The end of the validity, in seconds since 1970-01-01T00:00:00Z.
    package let notAfter: Int64
    /// Whether it may sign other certificates.
    package let isAuthority: Bool
    /// The names and addresses that it is for, without those that no host can have.
    package let hosts: [HostName]

    private init(_ certificate: borrowing Certificate) throws(TLSError) {
        pem = try CertificateAuthority.pem(certificate)
        notBefore = unsafe openssl_seconds_since_epoch(X509_get0_notBefore(certificate.pointer))
        notAfter = unsafe openssl_seconds_since_epoch(X509_get0_notAfter(certificate.pointer))
        isAuthority = unsafe X509_check_ca(certificate.pointer) == 1
        hosts = unsafe Self.names(of: certificate.pointer).compactMap { try? HostName($0) }
    }

    /// The subject alternative names of a certificate, in order, without their types; none if OpenSSL fails.
    @unsafe
    static func names(of certificate: OpaquePointer?) -> [String] {
        guard let output = try? MemoryBIO(),
            unsafe openssl_print_alternative_names(output.pointer, certificate) == 1
        else {
            ERR_clear_error()
            return []
        }
        // One name a line, as in "DNS:stashgate.stashgate-system.svc" and "IP Address:127.0.0.1".
        return String(decoding: output.contents, as: UTF8.self).split(separator: "\n").map { line in
            line.firstIndex(of: ":").map { String(line[line.index(after: $0)...]) } ?? String(line)
        }
    }

    /// Reads all certificates of a text.
    ///
    /// - Parameter text: The text in PEM.
    /// - Returns: The certificates in order, each once; none if one of them is broken.
    package static func all(in text: [UInt8]) -> [ParsedCertificate] {
        var found: [ParsedCertificate] = []
        do throws(TLSError) {
            let reader = try PEMReader(PEMFile(contents: text, name: ""))
            while let next = reader.nextCertificate() {
                let certificate = try ParsedCertificate(next)
                if !found.contains(certificate) { found.append(certificate) }
            }
            let isWhole = reader.isAtEnd
            ERR_clear_error()
            return isWhole ? found : []
        } catch {
            return []
        }
    }

    /// Whether clients that trust some certificates accept this one from a server, whatever its name.
    ///
    /// - Parameters:
    ///   - trusted: The trusted certificates.
    ///   - time: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: Whether one of them has signed it, and both are valid at that time.
    package func isAccepted(byThoseWhoTrust trusted: [ParsedCertificate], at time: Int64) -> Bool {
        defer { ERR_clear_error() }
        guard let certificate = reread(), let store = unsafe X509_STORE_new() else { return false }
        defer { unsafe X509_STORE_free(store) }
        for each in trusted {
            guard let authority = each.reread(), unsafe X509_STORE_add_cert(store, authority.pointer) == 1 else {
                return false
            }
        }
        return unsafe openssl_verify_certificate(certificate.pointer, store, time_t(time)) == 1
    }

    /// Whether it is for a name or an address.
    ///
    /// - Parameter host: The name or the address.
    /// - Returns: Whether clients that connect to the host accept the certificate.
    package func isFor(_ host: HostName) -> Bool {
        defer { ERR_clear_error() }
        guard let certificate = reread() else { return false }
        return unsafe openssl_is_for(certificate.pointer, host.description, host.kind == .address ? 1 : 0) == 1
    }

    /// Whether a private key belongs to it.
    ///
    /// - Parameter key: The key in PEM, without a passphrase.
    /// - Returns: Whether it does; false if it cannot be read.
    package func isOf(key: [UInt8]) -> Bool {
        defer { ERR_clear_error() }
        guard let certificate = reread(),
            let key = try? PEMReader(PEMFile(contents: key, name: "")).privateKey()
        else { return false }
        return unsafe X509_check_private_key(certificate.pointer, key.pointer) == 1
    }

    private func reread() -> Certificate? {
        guard let reader = try? PEMReader(PEMFile(contents: pem, name: "")) else { return nil }
        return reader.nextCertificate()
    }
}
