internal import COpenSSL
private import Glibc
internal import System

/// A certificate authority that exists to sign the webhook's certificate.
///
/// Go's crypto/x509, and so the Kubernetes API server, accepts its certificates (RFC 5280, section 4.2): ECDSA on
/// P-256, names in subjectAltName, key usages, and key identifiers.
package struct CertificateAuthority: ~Copyable {
    private static let name = "stashgate CA"

    private let certificateHandle: Certificate
    private let keyHandle: PrivateKey
    /// The validity of the certificates that it signs, in seconds.
    private let servingSeconds: Int64

    /// The longest validity in days, 273 years: beyond it the dates get five-digit years and libraries disagree.
    package static let longestValidity = 99_999

    /// The seconds of a day.
    package static let daySeconds: Int64 = 86_400

    /// The time, in seconds, by which a certificate is valid before it was made: clocks differ, and without some minutes'
    /// grace, a certificate is "not yet valid" on a machine whose clock is slow.
    package static let grace: Int64 = 5 * 60

    /// Makes a new authority with a new key.
    /// - Parameter days: The validity of its certificate and of those that it signs, in days.
    /// - Throws: `TLSError` if `days` is not between 1 and `longestValidity`, or if OpenSSL fails.
    package init(days: Int) throws(TLSError) {
        guard (1...Self.longestValidity).contains(days) else {
            throw TLSError(.unusable, "a certificate is valid for 1 to \(Self.longestValidity) days, not \(days)")
        }
        let seconds = Int64(days) * Self.daySeconds
        try self.init(seconds: seconds, servingSeconds: seconds, from: WallClock.secondsSinceEpoch())
    }

    /// Makes a new authority with a new key.
    /// - Parameters:
    ///   - seconds: The validity of its certificate, in seconds.
    ///   - servingSeconds: The validity of the certificates that it signs, in seconds.
    ///   - now: The time at which the validity begins, in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: `TLSError` if OpenSSL fails.
    package init(seconds: Int64, servingSeconds: Int64, from now: Int64) throws(TLSError) {
        let key = try Self.makeKey()
        let certificate = try Self.makeCertificate(for: key, named: Self.name, from: now, until: now + seconds)
        let pointer = unsafe certificate.pointer
        try unsafe Self.setIssuer(of: pointer, to: pointer)
        try unsafe Self.extend(
            pointer, issuer: pointer,
            [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
                (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ])
        try unsafe Self.sign(pointer, with: key)
        self.servingSeconds = servingSeconds
        keyHandle = key
        certificateHandle = certificate
    }

    /// Takes an authority that was made before.
    /// - Parameters:
    ///   - pair: The authority's certificate and key.
    ///   - servingSeconds: The validity of the certificates that it signs, in seconds.
    /// - Throws: `TLSError` if one of them cannot be read, or they do not belong together.
    package init(_ pair: KeyPair, servingSeconds: Int64) throws(TLSError) {
        let file = PEMFile(contents: pair.certificate, name: "the authority's certificate")
        guard let certificate = try PEMReader(file).nextCertificate() else {
            throw .fromQueue(.unusable, "\(file.name) cannot be read")
        }
        let key = try PEMReader(PEMFile(contents: pair.key, name: "the authority's key")).privateKey()
        guard unsafe X509_check_private_key(certificate.pointer, key.pointer) == 1 else {
            ERR_clear_error()
            throw TLSError(.keyMismatch, "the authority's key does not belong to its certificate")
        }
        self.servingSeconds = servingSeconds
        keyHandle = key
        certificateHandle = certificate
    }

    /// Makes a serving certificate with a new key, valid from now on.
    /// - Parameter hosts: The names and addresses of the certificate; at least one.
    /// - Returns: The certificate alone, without the authority's, and its key.
    /// - Throws: `TLSError` if there is no host or OpenSSL fails.
    package func issue(for hosts: [HostName]) throws(TLSError) -> KeyPair {
        try issue(for: hosts, from: WallClock.secondsSinceEpoch())
    }

    /// Makes a serving certificate with a new key, which is not valid for longer than the authority.
    /// - Parameters:
    ///   - hosts: The names and addresses of the certificate; at least one.
    ///   - now: The time at which the validity begins, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The certificate alone, without the authority's, and its key.
    /// - Throws: `TLSError` if there is no host or OpenSSL fails.
    package func issue(for hosts: [HostName], from now: Int64) throws(TLSError) -> KeyPair {
        guard !hosts.isEmpty else { throw TLSError(.hostName, "a certificate is for at least one host") }
        let names = hosts.enumerated().filter { !hosts.prefix($0).contains($1) }.map(\.element.alternativeName)
        let key = try Self.makeKey()
        let issuer = unsafe certificateHandle.pointer
        let end = min(now + servingSeconds, unsafe openssl_seconds_since_epoch(X509_get0_notAfter(issuer)))
        let certificate = try Self.makeCertificate(for: key, named: "stashgate", from: now, until: end)
        let pointer = unsafe certificate.pointer
        try unsafe Self.setIssuer(of: pointer, to: issuer)
        try unsafe Self.extend(
            pointer, issuer: issuer,
            [
                (NID_basic_constraints, "critical,CA:FALSE"),
                (NID_key_usage, "critical,digitalSignature"),
                (NID_ext_key_usage, "serverAuth"),
                (NID_subject_key_identifier, "hash"),
                (NID_authority_key_identifier, "keyid"),
                (NID_subject_alt_name, names.joined(separator: ",")),
            ])
        try unsafe Self.sign(pointer, with: keyHandle)
        return try KeyPair(certificate: Self.pem(certificate), key: Self.pem(key))
    }

    /// The authority's own certificate and key as PEM.
    /// - Returns: The certificate and the key.
    /// - Throws: `TLSError` if OpenSSL fails.
    package func keyPair() throws(TLSError) -> KeyPair {
        try KeyPair(certificate: Self.pem(certificateHandle), key: Self.pem(keyHandle))
    }

    private static func makeKey() throws(TLSError) -> PrivateKey {
        ERR_clear_error()
        guard let key = unsafe openssl_make_p256_key() else { throw .fromQueue(.library, "cannot make a key") }
        return unsafe PrivateKey(pointer: key)
    }

    private static func makeCertificate(
        for key: borrowing PrivateKey, named name: String, from start: Int64, until end: Int64
    ) throws(TLSError) -> Certificate {
        guard let pointer = unsafe X509_new() else { throw .fromQueue(.library, "cannot make a certificate") }
        let certificate = unsafe Certificate(pointer: pointer)
        var (notBefore, notAfter) = (time_t(start - grace), time_t(end))
        guard unsafe X509_set_version(pointer, Int(X509_VERSION_3)) == 1,
            unsafe X509_set_pubkey(pointer, key.pointer) == 1,
            unsafe X509_time_adj_ex(X509_getm_notBefore(pointer), 0, 0, &notBefore) != nil,
            unsafe X509_time_adj_ex(X509_getm_notAfter(pointer), 0, 0, &notAfter) != nil,
            unsafe X509_NAME_add_entry_by_NID(
                X509_get_subject_name(pointer), NID_commonName, MBSTRING_UTF8, name, -1, -1, 0) == 1
        else { throw .fromQueue(.library, "cannot make a certificate") }
        try unsafe setRandomSerial(of: pointer)
        return certificate
    }

    /// RFC 5280, section 4.1.2.2: a positive number of at most 20 bytes.
    private static func setRandomSerial(of certificate: OpaquePointer) throws(TLSError) {
        let bits: Int32 = 127
        let number = unsafe BN_new()
        defer { unsafe BN_free(number) }
        guard unsafe BN_rand(number, bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1,
            unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
        else { throw .fromQueue(.library, "cannot make a serial number") }
    }

    private static func setIssuer(of certificate: OpaquePointer, to issuer: OpaquePointer) throws(TLSError) {
        guard unsafe X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 else {
            throw .fromQueue(.library, "cannot make a certificate")
        }
    }

    private static func extend(
        _ certificate: OpaquePointer, issuer: OpaquePointer, _ extensions: [(kind: Int32, value: String)]
    ) throws(TLSError) {
        for (kind, value) in extensions
        where unsafe openssl_add_extension(certificate, issuer, kind, value) != 1 {
            throw .fromQueue(.library, "cannot add \"\(value)\" to a certificate")
        }
    }

    private static func sign(_ certificate: OpaquePointer, with key: borrowing PrivateKey) throws(TLSError) {
        guard unsafe X509_sign(certificate, key.pointer, EVP_sha256()) > 0 else {
            throw .fromQueue(.library, "cannot sign a certificate")
        }
    }

    /// Writes a certificate in PEM.
    static func pem(_ certificate: borrowing Certificate) throws(TLSError) -> [UInt8] {
        let output = try MemoryBIO()
        guard unsafe PEM_write_bio_X509(output.pointer, certificate.pointer) == 1 else {
            throw .fromQueue(.library, "cannot write a certificate")
        }
        return output.contents
    }

    private static func pem(_ key: borrowing PrivateKey) throws(TLSError) -> [UInt8] {
        let output = try MemoryBIO()
        guard unsafe PEM_write_bio_PKCS8PrivateKey(output.pointer, key.pointer, nil, nil, 0, nil, nil) == 1 else {
            throw .fromQueue(.library, "cannot write a key")
        }
        return output.contents
    }
}

/// A certificate and its private key as PEM.
package struct KeyPair: Equatable, Sendable {
    /// The certificate.
    package let certificate: [UInt8]
    /// The private key: PKCS #8, not encrypted.
    package let key: [UInt8]

    /// Combines a certificate and a key, without checking whether they match.
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - key: The private key.
    package init(certificate: [UInt8], key: [UInt8]) {
        self.certificate = certificate
        self.key = key
    }
}
