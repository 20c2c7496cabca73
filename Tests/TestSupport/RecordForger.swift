internal import COpenSSL

/// Seals TLS 1.2 records that OpenSSL would never send, with the keys of a client after its handshake.
///
/// The suite must have AES-128-GCM and SHA-256 (RFC 5246, section 6.3; RFC 5288, section 3).
@safe
package struct RecordForger: ~Copyable {
    private let key: [UInt8]
    private let fixedNonce: [UInt8]
    /// The number of the next record; the client's Finished was number 0.
    private var sequence: UInt64 = 1

    /// Derives the keys.
    /// - Parameter client: A client that has sent nothing since its handshake, and sends nothing itself afterwards.
    package init(_ client: TLSClient) {
        var master = [UInt8](repeating: 0, count: 48)
        var randoms = [UInt8](repeating: 0, count: 64)
        unsafe SSL_SESSION_get_master_key(SSL_get_session(client.ssl), &master, master.count)
        unsafe randoms.withUnsafeMutableBufferPointer { buffer in
            unsafe SSL_get_server_random(client.ssl, buffer.baseAddress, 32)
            unsafe SSL_get_client_random(client.ssl, buffer.baseAddress.map { unsafe $0 + 32 }, 32)
        }
        // Both keys come before both nonces.
        let block = Self.expand(master, Array("key expansion".utf8) + randoms, count: 40)
        key = Array(block[0..<16])
        fixedNonce = Array(block[32..<36])
    }

    /// Seals one record.
    /// - Parameters:
    ///   - type: The type of its content: 21 for alerts, 22 for handshakes, 23 for application data.
    ///   - content: The content.
    /// - Returns: The record.
    package mutating func record(type: UInt8, _ content: [UInt8]) -> [UInt8] {
        let number = Self.bytes(sequence, count: 8)
        sequence += 1
        let additional = number + [type, 3, 3] + Self.bytes(UInt64(content.count), count: 2)
        let sealed = seal(content, nonce: fixedNonce + number, additional: additional)
        return [type, 3, 3] + Self.bytes(UInt64(number.count + sealed.count), count: 2) + number + sealed
    }

    private func seal(_ content: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8] {
        let context = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: content.count)
        var tag = [UInt8](repeating: 0, count: 16)
        var count: Int32 = 0
        unsafe EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nil, key, nonce)
        unsafe EVP_EncryptUpdate(context, nil, &count, additional, Int32(additional.count))
        unsafe EVP_EncryptUpdate(context, &sealed, &count, content, Int32(content.count))
        unsafe EVP_EncryptFinal_ex(context, nil, &count)
        unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag)
        return sealed + tag
    }

    /// P_SHA256 of RFC 5246, section 5.
    private static func expand(_ secret: [UInt8], _ seed: [UInt8], count: Int) -> [UInt8] {
        func code(_ message: [UInt8]) -> [UInt8] {
            var code = [UInt8](repeating: 0, count: 32)
            unsafe HMAC(EVP_sha256(), secret, Int32(secret.count), message, message.count, &code, nil)
            return code
        }
        var (output, chain) = ([UInt8](), seed)
        while output.count < count {
            chain = code(chain)
            output += code(chain + seed)
        }
        return Array(output.prefix(count))
    }

    private static func bytes(_ number: UInt64, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }
}
