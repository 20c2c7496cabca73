internal import COpenSSL

extension ServerContext {
    /// How the dates of a certificate lie to some time (RFC 5280, section 4.1.2.5).
    public enum Validity: Sendable {
        /// The time is before the first second for which the certificate is meant.
        case notYetValid
        /// Clients whose clocks agree take the certificate.
        case valid
        /// The time is after the last second for which the certificate is meant.
        case expired
    }

    /// When the certificate begins to be valid, in seconds since 1970-01-01T00:00:00Z.
    public var notBefore: Int64 {
        unsafe openssl_seconds_since_epoch(X509_get0_notBefore(SSL_CTX_get0_certificate(pointer)))
    }

    /// Compares the certificate's dates with a time; both dates belong to the time in which it is valid.
    ///
    /// - Parameter time: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: How they lie to it.
    public func validity(at time: Int64) -> Validity {
        if time > notAfter { return .expired }
        return time < notBefore ? .notYetValid : .valid
    }

    /// The names and addresses that the certificate is for: its subject alternative names, in its order, without types.
    ///
    /// Empty where it has none, or where OpenSSL fails.
    public var names: [String] {
        guard let output = try? MemoryBIO(),
            unsafe openssl_print_alternative_names(output.pointer, SSL_CTX_get0_certificate(pointer)) == 1
        else {
            ERR_clear_error()
            return []
        }
        // One a line, as in "DNS:stashgate.stashgate-system.svc" and "IP Address:127.0.0.1".
        return String(decoding: output.contents, as: UTF8.self).split(separator: "\n").map { line in
            line.firstIndex(of: ":").map { String(line[line.index(after: $0)...]) } ?? String(line)
        }
    }
}
