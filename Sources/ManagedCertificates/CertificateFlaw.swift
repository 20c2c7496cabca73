package import TLS

/// Why an authority or a certificate of the Secret cannot be used.
package enum CertificateFlaw: Hashable, Sendable, CustomStringConvertible {
    /// There is no authority, or one of them is malformed.
    case noAuthority
    /// The certificate of the authority may not sign.
    case notAuthority
    /// The authority has no key that is its own.
    case noAuthorityKey
    /// There is no certificate with a key that is its own.
    case noPair
    /// The validity has ended.
    case expired
    /// The validity has not begun.
    case notYetValid
    /// No trusted authority has signed the certificate.
    case unsigned
    /// The certificate lacks a name or an address.
    case isNotFor(HostName)

    /// The reason in a few words.
    package var description: String {
        switch self {
        case .noAuthority: "ca.crt is missing, or a certificate in it cannot be read"
        case .notAuthority: "the first certificate of ca.crt is not that of an authority"
        case .noAuthorityKey: "ca.key is missing, cannot be read, or is not that of the first certificate of ca.crt"
        case .noPair: "tls.crt or tls.key is missing or cannot be read, or they do not belong together"
        case .expired: "it has expired by the clock of this server"
        case .notYetValid: "it is not valid yet by the clock of this server"
        case .unsigned: "no valid authority of ca.crt has signed it"
        case .isNotFor(let host): "it is not for \(host)"
        }
    }
}

extension StoredCertificates {
    /// Why the authority cannot sign.
    ///
    /// - Parameter now: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The reason; nil if it can.
    func authorityFlaw(at now: Int64) -> CertificateFlaw? {
        guard let first = authorities.first else { return .noAuthority }
        guard first.isAuthority else { return .notAuthority }
        return authorityKey == nil ? .noAuthorityKey : first.flaw(at: now)
    }

    /// Why clients that trust the authorities refuse the serving certificate.
    ///
    /// - Parameters:
    ///   - hosts: The names and addresses that it is for.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The reason; nil if they accept it.
    func servingFlaw(for hosts: [HostName], at now: Int64) -> CertificateFlaw? {
        guard let certificate = serving?.certificate else { return .noPair }
        if let flaw = certificate.flaw(at: now) { return flaw }
        guard certificate.isAccepted(byThoseWhoTrust: authorities, at: now) else { return .unsigned }
        return hosts.first { !certificate.isFor($0) }.map { .isNotFor($0) }
    }
}

extension ParsedCertificate {
    /// Whether the validity has ended or not begun.
    fileprivate func flaw(at now: Int64) -> CertificateFlaw? {
        now < notBefore ? .notYetValid : now < notAfter ? nil : .expired
    }
}
