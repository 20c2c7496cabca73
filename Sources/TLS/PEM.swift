internal import COpenSSL

/// The contents of a PEM file (RFC 7468), and its name for errors.
package struct PEMFile: Equatable, Sendable {
    /// The bytes of the file.
    package let contents: [UInt8]
    /// The file's name in errors, such as its path.
    package let name: String

    /// Makes the contents of a file.
    /// - Parameters:
    ///   - contents: The bytes of the file.
    ///   - name: The file's name in errors, such as its path.
    package init(contents: [UInt8], name: String) {
        self.contents = contents
        self.name = name
    }
}

/// The only owner of an X.509 certificate.
@safe
struct Certificate: ~Copyable {
    let pointer: OpaquePointer

    deinit { unsafe X509_free(pointer) }
}

/// The only owner of a private key.
@safe
struct PrivateKey: ~Copyable {
    let pointer: OpaquePointer

    deinit { unsafe EVP_PKEY_free(pointer) }
}

/// The only owner of a buffer that OpenSSL reads from or writes to.
@safe
struct MemoryBIO: ~Copyable {
    let pointer: OpaquePointer

    /// Makes a buffer with a copy of these bytes.
    init(_ contents: [UInt8] = []) throws(TLSError) {
        guard let pointer = unsafe BIO_new(BIO_s_mem()) else { throw .fromQueue(.library, "no memory") }
        let written = unsafe BIO_write(pointer, contents, Int32(clamping: contents.count))
        guard contents.isEmpty || Int(written) == contents.count else {
            unsafe BIO_free_all(pointer)
            throw .fromQueue(.library, "no memory")
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BIO_free_all(pointer) }

    /// The bytes that have been written to the buffer.
    var contents: [UInt8] {
        var start: UnsafePointer<CChar>?
        let count = unsafe openssl_memory(pointer, &start)
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: max(0, count)))
    }
}

/// Reads certificates and keys from a PEM file, one by one.
struct PEMReader: ~Copyable {
    private let input: MemoryBIO
    private let name: String

    init(_ file: PEMFile) throws(TLSError) {
        input = try MemoryBIO(file.contents)
        name = file.name
    }

    /// The next certificate; nil at the end, or if the next one is malformed.
    func nextCertificate() -> Certificate? {
        ERR_clear_error()
        return unsafe PEM_read_bio_X509(input.pointer, nil, nil, nil).map { unsafe Certificate(pointer: $0) }
    }

    /// Whether the last attempt found nothing, rather than something malformed.
    var isAtEnd: Bool { openssl_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE }

    /// The private key of the file.
    func privateKey() throws(TLSError) -> PrivateKey {
        ERR_clear_error()
        var isEncrypted: Int32 = 0
        let key = unsafe openssl_read_key(input.pointer, &isEncrypted)
        if isEncrypted != 0 {
            ERR_clear_error()
            unsafe EVP_PKEY_free(key)
            throw TLSError(.encryptedKey, "the key of \(name) has a passphrase, which nobody could enter; remove it")
        }
        guard let key = unsafe key else {
            throw .fromQueue(.unusable, "\(name) holds no private key that can be read")
        }
        return unsafe PrivateKey(pointer: key)
    }
}
