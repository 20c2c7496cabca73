/// News of the certificates that an operator should see.
package enum CertificateNews: Equatable, Sendable {
    /// The Secret was written; the flaw is what was wrong with its contents.
    case stored(StoreReason, CertificateFlaw? = nil, authorityNotAfter: Int64?, notAfter: Int64?)
    /// The caBundle of a webhook configuration was written, with so many authorities.
    case trusted(resource: String, authorities: Int)
    /// A webhook configuration does not exist.
    case unregistered(resource: String)
    /// Another replica has written first.
    case overtaken
    /// This replica serves with another certificate from now on.
    case used(notAfter: Int64)
    /// The API server cannot be asked, or refuses; the reason has changed.
    case trouble(String)
    /// The API server can be asked again.
    case recovered
}

/// How the certificates of a replica are doing.
package struct CertificateReading: Equatable, Sendable {
    /// Whether there is no certificate to serve with yet.
    package let isWaiting: Bool
    /// Why the last check failed; nil if it did not.
    package let trouble: String?

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - isWaiting: Whether there is no certificate to serve with yet.
    ///   - trouble: Why the last check failed; nil if it did not.
    package init(isWaiting: Bool, trouble: String?) {
        self.isWaiting = isWaiting
        self.trouble = trouble
    }
}

/// The names of the objects that belong to the certificates.
package struct CertificateObjects: Equatable, Sendable {
    /// The name of the Secret.
    package let secret: String
    /// The namespace of the Secret.
    package let namespace: String
    /// The name of both webhook configurations.
    package let configuration: String

    /// Combines the names.
    ///
    /// - Parameters:
    ///   - secret: The name of the Secret.
    ///   - namespace: The namespace of the Secret.
    ///   - configuration: The name of both webhook configurations.
    package init(secret: String, namespace: String, configuration: String) {
        self.secret = secret
        self.namespace = namespace
        self.configuration = configuration
    }
}
