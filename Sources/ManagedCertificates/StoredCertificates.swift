package import Document
package import TLS

/// A serving certificate that belongs to its key.
package struct ServingPair: Equatable, Sendable {
    /// The certificate and the key, as a server loads them.
    package let pair: KeyPair
    /// The certificate.
    package let certificate: ParsedCertificate

    /// Reads a pair; nil if one of them cannot be read, or they do not belong together.
    ///
    /// - Parameter pair: The certificate and the key; nothing but the certificate, without a chain.
    package init?(_ pair: KeyPair) {
        let certificates = ParsedCertificate.all(in: pair.certificate)
        guard certificates.count == 1, let certificate = certificates.first, certificate.isOf(key: pair.key) else {
            return nil
        }
        self.pair = pair
        self.certificate = certificate
    }
}

/// The contents of the Secret that all replicas share.
///
/// Its keys are those of Secrets of the type kubernetes.io/tls, as cert-manager and `stashgate certs` name them. `ca.crt`
/// has every authority that clients are to trust, so that its order is the whole state of a renewal: the first one signs,
/// and the others stay for as long as a replica can serve with a certificate of theirs.
package struct StoredCertificates: Equatable, Sendable {
    /// The authorities that clients are to trust, the newest first.
    package var authorities: [ParsedCertificate]
    /// The key of the first authority; nil if there is none that belongs to it, so that it cannot sign.
    package var authorityKey: [UInt8]?
    /// The serving certificate; nil if there is none that belongs to its key.
    package var serving: ServingPair?

    /// Combines the contents.
    ///
    /// - Parameters:
    ///   - authorities: The authorities that clients are to trust, the newest first.
    ///   - authorityKey: The key of the first authority.
    ///   - serving: The serving certificate.
    package init(authorities: [ParsedCertificate], authorityKey: [UInt8]?, serving: ServingPair?) {
        self.authorities = authorities
        self.authorityKey = authorityKey
        self.serving = serving
    }

    /// The authority that signs; nil if none can.
    package var signer: ParsedCertificate? { authorityKey == nil ? nil : authorities.first }
}

extension StoredCertificates {
    private static let authorityCertificatesKey = "ca.crt"
    private static let authorityKeyKey = "ca.key"
    private static let certificateKey = "tls.crt"
    private static let keyKey = "tls.key"
    private static let keys = [authorityCertificatesKey, authorityKeyKey, certificateKey, keyKey]

    /// Reads the contents of a Secret, without what cannot be used.
    ///
    /// - Parameter secret: The Secret.
    package init(of secret: Document) {
        var data: [String: [UInt8]] = [:]
        if let members = secret.present("data", of: secret.root) {
            for (key, value) in secret.members(of: members) {
                guard let name = secret.string(key), Self.keys.contains(name), let text = secret.string(value) else {
                    continue
                }
                data[name] = Base64.decode(text)
            }
        }
        let authorities = ParsedCertificate.all(in: data[Self.authorityCertificatesKey] ?? [])
        let key = data[Self.authorityKeyKey]
        let canSign = authorities.first.map { first in first.isAuthority && key.map(first.isOf) == true } ?? false
        self.init(
            authorities: authorities, authorityKey: canSign ? key : nil,
            serving: ServingPair(
                KeyPair(certificate: data[Self.certificateKey] ?? [], key: data[Self.keyKey] ?? [])))
    }

    /// Writes a new Secret.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - namespace: Its namespace.
    /// - Returns: The Secret in JSON.
    func newSecret(_ name: String, in namespace: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("apiVersion", "v1")
            writer.member("kind", "Secret")
            writer.member("metadata") { writer in
                writer.member("name", name)
                writer.member("namespace", namespace)
                writer.member("labels") { $0.member("app.kubernetes.io/part-of", "stashgate") }
            }
            writer.member("type", "kubernetes.io/tls")
            writeData(to: &writer, beside: nil)
        }
        return writer.bytes
    }

    /// Writes a Secret anew.
    ///
    /// - Parameter secret: The Secret as it was read; everything but these contents stays, with the version that must not
    ///   have changed.
    /// - Returns: The Secret in JSON.
    func replacing(_ secret: Document) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for (key, value) in secret.members(of: secret.root) {
                guard let name = secret.string(key), name != "data" else { continue }
                writer.key(name)
                writer.value(value, of: secret)
            }
            writeData(to: &writer, beside: secret)
        }
        return writer.bytes
    }

    private func writeData(to writer: inout JSONWriter, beside secret: Document?) {
        writer.member("data") { writer in
            if let secret, let data = secret.present("data", of: secret.root) {
                for (key, value) in secret.members(of: data) {
                    guard let name = secret.string(key), !Self.keys.contains(name) else { continue }
                    writer.key(name)
                    writer.value(value, of: secret)
                }
            }
            for (name, bytes) in [
                (Self.authorityCertificatesKey, authorities.flatMap(\.pem)), (Self.authorityKeyKey, authorityKey ?? []),
                (Self.certificateKey, serving?.pair.certificate ?? []), (Self.keyKey, serving?.pair.key ?? []),
            ] {
                writer.key(name)
                writer.base64(bytes)
            }
        }
    }
}
