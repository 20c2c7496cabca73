package import Logging
package import ManagedCertificates
internal import Time

/// Logs what an operator should know about self-managed certificates.
package struct CertificateLog: Sendable {
    private let logger: Logger
    private let objects: CertificateObjects

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - objects: The names of the Secret and of the configurations.
    ///   - logger: Gets the lines.
    package init(of objects: CertificateObjects, logger: Logger) {
        self.objects = objects
        self.logger = logger
    }

    /// Logs news.
    ///
    /// - Parameter news: The news.
    package func note(_ news: CertificateNews) {
        switch news {
        case .stored(let reason, let flaw, let authorityNotAfter, let notAfter):
            var metadata = secret
            metadata["reason"] = .string(reason.rawValue + (flaw.map { ": \($0)" } ?? ""))
            metadata["authority-not-after"] = authorityNotAfter.map(Self.time)
            metadata["not-after"] = notAfter.map(Self.time)
            logger.log(
                level: reason.isRepair ? .warning : .info, "wrote the Secret of the certificate", metadata: metadata)
        case .trusted(let resource, let authorities):
            logger.info(
                "wrote the caBundle",
                metadata: registration(resource).merging(["authorities": .stringConvertible(authorities)]) { $1 })
        case .unregistered(let resource):
            logger.warning("there is no webhook configuration", metadata: registration(resource))
        case .overtaken:
            logger.debug("another replica has written the certificate first", metadata: secret)
        case .used(let notAfter):
            logger.info("API servers accept the certificate", metadata: ["not-after": Self.time(notAfter)])
        case .trouble(let reason):
            logger.error("cannot look after the certificate", metadata: ["reason": .string(reason)])
        case .recovered:
            logger.info("the certificate can be looked after again")
        }
    }

    private var secret: Logger.Metadata {
        ["secret": .string("\(objects.namespace)/\(objects.secret)")]
    }

    private func registration(_ resource: String) -> Logger.Metadata {
        ["configuration": .string("\(resource)/\(objects.configuration)")]
    }

    private static func time(_ seconds: Int64) -> Logger.MetadataValue {
        .stringConvertible(Instant(secondsSinceEpoch: seconds))
    }
}
