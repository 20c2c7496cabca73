internal import COpenSSL

/// Keys and certificates of kinds that the project itself does not make.
package enum TestKey {
    /// A private key with a passphrase.
    /// - Parameters:
    ///   - key: A private key in PEM.
    ///   - traditionally: Whether to use OpenSSL's own format, which is encrypted in header lines, instead of PKCS #8.
    /// - Returns: The key in PEM, encrypted.
    /// - Throws: `TestClientError` if the key cannot be read.
    package static func encrypted(_ key: [UInt8], traditionally: Bool) throws -> [UInt8] {
        let input = unsafe BIO_new_mem_buf(key, Int32(key.count))
        let output = unsafe BIO_new(BIO_s_mem())
        let parsed = unsafe PEM_read_bio_PrivateKey(input, nil, nil, nil)
        defer {
            unsafe EVP_PKEY_free(parsed)
            unsafe BIO_free_all(input)
            unsafe BIO_free_all(output)
        }
        let passphrase = Array("secret".utf8)
        let written =
            traditionally
            ? unsafe PEM_write_bio_PrivateKey_traditional(
                output, parsed, EVP_aes_128_cbc(), passphrase, Int32(passphrase.count), nil, nil)
            : unsafe PEM_write_bio_PrivateKey(
                output, parsed, EVP_aes_128_cbc(), passphrase, Int32(passphrase.count), nil, nil)
        guard written == 1 else { throw TestClientError("cannot encrypt a key") }
        return unsafe contents(of: output)
    }

    /// A self-signed certificate with an RSA key, as other tools make them.
    /// - Parameters:
    ///   - seconds: The seconds until its validity ends; negative for an expired one.
    ///   - start: The seconds until its validity starts; nil for a moment ago.
    /// - Returns: The certificate, and its key in the older format, in PEM.
    /// - Throws: `TestClientError` if OpenSSL fails.
    package static func selfSignedRSA(
        validFor seconds: Int = 3600, startingIn start: Int? = nil
    ) throws -> (certificate: [UInt8], key: [UInt8]) {
        let key = unsafe openssl_make_rsa_key(2048)
        let certificate = unsafe X509_new()
        let certificateOutput = unsafe BIO_new(BIO_s_mem())
        let keyOutput = unsafe BIO_new(BIO_s_mem())
        defer {
            unsafe X509_free(certificate)
            unsafe EVP_PKEY_free(key)
            unsafe BIO_free_all(certificateOutput)
            unsafe BIO_free_all(keyOutput)
        }
        guard unsafe X509_set_pubkey(certificate, key) == 1,
            unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), start ?? min(0, seconds - 1)) != nil,
            unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), seconds) != nil,
            unsafe X509_sign(certificate, key, EVP_sha256()) > 0,
            unsafe PEM_write_bio_X509(certificateOutput, certificate) == 1,
            unsafe PEM_write_bio_PrivateKey_traditional(keyOutput, key, nil, nil, 0, nil, nil) == 1
        else { throw TestClientError("cannot make a certificate") }
        return unsafe (contents(of: certificateOutput), contents(of: keyOutput))
    }

    @unsafe
    static func contents(of output: OpaquePointer?) -> [UInt8] {
        var start: UnsafePointer<CChar>?
        let count = unsafe openssl_memory(output, &start)
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
