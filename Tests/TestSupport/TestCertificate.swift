internal import COpenSSL

/// A certificate as OpenSSL reads it.
@safe
package final class TestCertificate {
    private let pointer: OpaquePointer

    /// Reads a certificate.
    /// - Parameter pem: The certificate in PEM.
    /// - Throws: `TestClientError` if it cannot be read.
    package init(pem: [UInt8]) throws {
        let input = unsafe BIO_new_mem_buf(pem, Int32(pem.count))
        defer { unsafe BIO_free_all(input) }
        guard let pointer = unsafe PEM_read_bio_X509(input, nil, nil, nil) else {
            throw TestClientError("this is no certificate")
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_free(pointer) }

    /// The name of its subject.
    package var subject: String {
        unsafe print { unsafe openssl_print_name($0, X509_get_subject_name(pointer)) }
    }

    /// The name of its issuer.
    package var issuer: String {
        unsafe print { unsafe openssl_print_name($0, X509_get_issuer_name(pointer)) }
    }

    /// The serial number, in hexadecimal.
    package var serialNumber: String {
        unsafe print { unsafe i2a_ASN1_INTEGER($0, X509_get_serialNumber(pointer)) }
    }

    /// The curve of the key.
    package var keyType: String {
        var name = [CChar](repeating: 0, count: 80)
        var length = 0
        _ = unsafe EVP_PKEY_get_group_name(X509_get0_pubkey(pointer), &name, name.count, &length)
        return unsafe OBJ_nid2sn(OBJ_txt2nid(name)).map { unsafe String(cString: $0) == "prime256v1" ? "P-256" : "" }
            ?? ""
    }

    /// The identifier of the subject's key, as it is printed.
    package var keyIdentifier: String { extensions["X509v3 Subject Key Identifier"] ?? "" }

    /// The extensions by their printed names, with `critical` before the critical ones.
    package var extensions: [String: String] {
        var all: [String: String] = [:]
        for index in 0..<(unsafe X509_get_ext_count(pointer)) {
            let each = unsafe X509_get_ext(pointer, index)
            let name = unsafe print { unsafe i2a_ASN1_OBJECT($0, X509_EXTENSION_get_object(each)) }
            let value = unsafe print { unsafe X509V3_EXT_print($0, each, 0, 0) }
            all[name] = unsafe (X509_EXTENSION_get_critical(each) == 1 ? "critical " : "") + value
        }
        return all
    }

    /// Whether a certificate's key signed this one.
    /// - Parameter issuer: The certificate.
    /// - Returns: Whether it did.
    package func isSigned(by issuer: TestCertificate) -> Bool {
        unsafe X509_verify(pointer, X509_get0_pubkey(issuer.pointer)) == 1
    }

    /// The start and the end of the validity, in seconds from now.
    /// - Returns: Both.
    package func validityFromNow() -> (before: Int, after: Int) {
        (unsafe seconds(until: X509_get0_notBefore(pointer)), unsafe seconds(until: X509_get0_notAfter(pointer)))
    }

    @unsafe
    private func seconds(until time: UnsafePointer<ASN1_TIME>?) -> Int {
        var days: Int32 = 0
        var seconds: Int32 = 0
        _ = unsafe ASN1_TIME_diff(&days, &seconds, nil, time)
        return Int(days) * 86400 + Int(seconds)
    }

    @unsafe
    private func print(_ write: (OpaquePointer?) -> Int32) -> String {
        let output = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free_all(output) }
        _ = unsafe write(output)
        return unsafe String(decoding: TestKey.contents(of: output), as: UTF8.self)
    }
}
