internal import COpenSSL

/// OpenSSL's error queue of this thread, for tests of the effects of older errors.
public enum OpenSSLErrors {
    /// The causes of older errors.
    public enum Kind: CaseIterable, Sendable {
        /// A file without a PEM block was read, which is also how OpenSSL notices the end of a file.
        case noStart
        /// A key of an unknown type was requested.
        case noSuchKey
    }

    /// Empties the queue.
    public static func clear() {
        ERR_clear_error()
    }

    /// Whether the queue is empty.
    public static var isEmpty: Bool { ERR_peek_error() == 0 }

    /// Causes an error and leaves it in the queue.
    /// - Parameter kind: The cause.
    public static func leave(_ kind: Kind) {
        switch kind {
        case .noStart:
            let input = unsafe BIO_new(BIO_s_mem())
            unsafe X509_free(PEM_read_bio_X509(input, nil, nil, nil))
            unsafe BIO_free_all(input)
        case .noSuchKey:
            unsafe EVP_PKEY_CTX_free(EVP_PKEY_CTX_new_id(-7, nil))
        }
    }
}
