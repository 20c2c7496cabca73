package import TLS

/// The memory of one replica: the certificate that it serves with, and how long the authority has been trusted.
///
/// It knows neither a server nor a clock: calls hand in what was read, and when.
package struct CertificateKeeper: Sendable {
    private let plan: CertificatePlan
    /// The certificate that the replica serves with; nil until there is one that clients accept.
    package private(set) var inUse: ServingPair?
    private var trustedInUse: [ParsedCertificate] = []
    /// The authority that each caBundle has, and since when, in seconds.
    private var held: (authority: ParsedCertificate, since: Int64)?

    /// Begins without a certificate.
    ///
    /// - Parameter plan: The plan.
    package init(_ plan: CertificatePlan) {
        self.plan = plan
    }

    /// Takes what was read, and decides.
    ///
    /// The webhooks must have been read before the Secret: then a certificate in a caBundle that is not in the Secret is
    /// one that no replica serves with.
    ///
    /// - Parameters:
    ///   - stored: The contents of the Secret; nil if there is none.
    ///   - bundles: The certificates in the caBundle of each webhook.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The next step.
    package mutating func consider(
        _ stored: StoredCertificates?, _ bundles: [[ParsedCertificate]], at now: Int64
    ) -> CertificateStep {
        if let authority = stored?.signer, bundles.allSatisfy({ $0.contains(authority) }) {
            let since = held.flatMap { $0.authority == authority ? min($0.since, now) : nil } ?? now
            held = (authority, since)
        } else {
            held = nil
        }
        var situation = CertificateSituation(stored: stored, bundles: bundles, now: now)
        if let serving = plan.usable(in: situation) {
            inUse = serving
            trustedInUse = stored?.authorities ?? []
        }
        situation.inUse = inUse
        situation.trustedInUse = trustedInUse
        situation.held = held.map { now - $0.since }
        return plan.next(in: situation)
    }

    /// Makes the new contents of the Secret.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - stored: The present contents.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The contents.
    /// - Throws: `TLSError` if OpenSSL fails.
    package func contents(
        of change: StoreChange, from stored: StoredCertificates?, at now: Int64
    ) throws(TLSError) -> StoredCertificates {
        try change.made(from: stored, by: plan, at: now)
    }
}
