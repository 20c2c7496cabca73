internal import COpenSSL

/// OpenSSL's queue of errors of this thread, for tests of what older ones in it lead to.
public enum OpenSSLErrors {
    /// What has failed before.
    public enum Kind: CaseIterable, Sendable {
        /// A file without a PEM block was read, which is how the end of one is noticed too.
        case noStart
        /// A kind of key was asked for that there is none of.
        case noSuchKey
    }

    /// Empties the queue.
    public static func clear() {
        ERR_clear_error()
    }

    /// Whether nothing is in it.
    public static var isEmpty: Bool { ERR_peek_error() == 0 }

    /// Lets something fail, and leaves what OpenSSL says of it.
    /// - Parameter kind: What fails.
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
