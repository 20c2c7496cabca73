package import TLS

/// The state of the cluster's certificates at one time, as one replica sees it.
package struct CertificateSituation: Sendable {
    /// The contents of the Secret; nil if there is none.
    package var stored: StoredCertificates?
    /// The certificates in the caBundle of each webhook, of all configurations that exist.
    package var bundles: [[ParsedCertificate]]
    /// The certificate that this replica serves with.
    package var inUse: ServingPair?
    /// The authorities that clients of this replica trusted when it began to use its certificate.
    package var trustedInUse: [ParsedCertificate] = []
    /// How long, in seconds, each caBundle has had the first authority of the Secret; nil if one has not.
    package var held: Int64?
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    package var now: Int64
}

/// The reason why the Secret is written.
package enum StoreReason: String, Hashable, Sendable, CaseIterable {
    /// There is no Secret.
    case missing = "there is no Secret"
    /// The authority cannot sign: its certificate or its key is missing, malformed, expired, not valid yet, or of another
    /// authority.
    case noAuthority = "the authority in the Secret cannot be used"
    /// The authority is near its end.
    case authorityDue = "the authority is near its end"
    /// The serving certificate is missing, malformed, expired, not valid yet, or for other names.
    case noCertificate = "the certificate in the Secret cannot be used"
    /// The serving certificate is near its end.
    case certificateDue = "the certificate is near its end"
    /// Every API server trusts the new authority.
    case authorityTrusted = "the new authority is trusted"
    /// No replica can serve with a certificate of the old authority.
    case authorityRetired = "no certificate of the old authority is valid"

    /// Whether something was wrong, rather than due.
    package var isRepair: Bool { self == .noAuthority || self == .noCertificate }
}

/// A change of the Secret.
package struct StoreChange: Equatable, Sendable {
    /// The reason of the change.
    package var reason: StoreReason
    /// The flaw of the present contents; nil if they are only due for renewal.
    package var flaw: CertificateFlaw?
    /// Whether a new authority signs from now on.
    package var makesAuthority = false
    /// The authorities that stay trusted, the newest first.
    package var authorities: [ParsedCertificate]
    /// The serving certificate that stays; nil if the first authority issues a new one.
    package var serving: ServingPair?
}

/// The next thing to do about the certificates.
package enum CertificateStep: Equatable, Sendable {
    /// To write the Secret.
    case store(StoreChange)
    /// To write the caBundle of webhooks: the contents for each bundle, nil for one that is as it should be.
    case trust([[ParsedCertificate]?])
    /// To look again after a while.
    case wait
}

/// Decides about the certificates that all replicas share: a pure function of what is there and of the time.
///
/// A new authority is trusted before it signs, and an old one for as long as a certificate of it is valid, so no replica
/// needs to know of the others.
package struct CertificatePlan: Sendable {
    /// The names and addresses that the certificate is for.
    package let hosts: [HostName]
    /// The validity of serving certificates, in seconds.
    package let certificateSeconds: Int64
    /// The validity of authorities, in seconds.
    package let authoritySeconds: Int64

    /// The most authorities that are trusted at a time; each is one more signature that API servers may try.
    static let mostAuthorities = 8

    /// The most names of a certificate, with those that another replica wants.
    private static let mostHosts = 32

    /// A certificate is renewed when this part of its validity is left, as cert-manager does.
    static let renewedPart: Int64 = 3

    /// A certificate is replaced by one of a new authority without further waiting when this part of its validity is left.
    private static let urgentPart: Int64 = 6

    /// The longest time, in seconds, from a written caBundle to its use: API servers follow their webhook configurations,
    /// and know of a change within a second.
    private static let longestSettling: Int64 = 60

    /// The time from a written caBundle to its use is at most this part of a certificate's validity.
    private static let settlingPart: Int64 = 12

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - hosts: The names and addresses that the certificate is for.
    ///   - certificateSeconds: The validity of serving certificates, in seconds.
    ///   - authoritySeconds: The validity of authorities, in seconds; at least three times as long.
    package init(hosts: [HostName], certificateSeconds: Int64, authoritySeconds: Int64) {
        self.hosts = hosts
        self.certificateSeconds = certificateSeconds
        self.authoritySeconds = authoritySeconds
    }

    /// The names of a new certificate: those that are wanted here, and, where the present one lacks some of these, also its
    /// own, since a replica with other flags would else replace the certificate again.
    ///
    /// - Parameters:
    ///   - present: The present certificate.
    ///   - reason: The reason of the change.
    /// - Returns: The names.
    func hosts(besides present: ParsedCertificate?, for reason: StoreReason) -> [HostName] {
        guard reason == .noCertificate, let present else { return hosts }
        let others = present.hosts.filter { !hosts.contains($0) }
        return hosts + others.prefix(max(0, Self.mostHosts - hosts.count))
    }

    private var settlingSeconds: Int64 { min(Self.longestSettling, certificateSeconds / Self.settlingPart) }

    /// The next step.
    ///
    /// - Parameter situation: The present state.
    /// - Returns: The step.
    package func next(in situation: CertificateSituation) -> CertificateStep {
        let (stored, now) = (situation.stored, situation.now)
        // One that seems to be expired stays trusted until it is retired: the clock here may be the wrong one.
        let trusted = stored?.authorities ?? []
        guard let stored, let signer = stored.signer, isValid(signer, at: now) else {
            let reason = stored == nil ? StoreReason.missing : .noAuthority
            var change = newAuthority(trusting: trusted, reason, in: situation)
            change.flaw = stored?.authorityFlaw(at: now)
            return .store(change)
        }
        guard let serving = stored.serving, isUsable(serving, by: trusted, at: now) else {
            let flaw = stored.servingFlaw(for: hosts, at: now)
            return .store(StoreChange(reason: .noCertificate, flaw: flaw, authorities: trusted))
        }
        if serving.certificate.isAccepted(byThoseWhoTrust: [signer], at: now) {
            if isLeft(1, of: Self.renewedPart, serving.certificate, at: now) {
                return .store(StoreChange(reason: .certificateDue, authorities: trusted))
            }
            if isLeft(1, of: Self.renewedPart, signer, at: now) {
                return .store(newAuthority(trusting: trusted, .authorityDue, in: situation))
            }
            let begin = signer.notBefore + CertificateAuthority.grace
            let kept = now >= begin + certificateSeconds ? [signer] : trusted
            if kept != stored.authorities {
                return .store(StoreChange(reason: .authorityRetired, authorities: kept, serving: serving))
            }
        } else if let held = situation.held,
            held >= settlingSeconds || isLeft(1, of: Self.urgentPart, serving.certificate, at: now)
        {
            return .store(StoreChange(reason: .authorityTrusted, authorities: trusted))
        }
        return trust(trusted, in: situation)
    }

    /// The certificate of the Secret, if clients accept it now.
    ///
    /// - Parameter situation: The present state.
    /// - Returns: The certificate; nil if it is not valid, or one of the webhooks does not trust it yet.
    package func usable(in situation: CertificateSituation) -> ServingPair? {
        guard let stored = situation.stored, let serving = stored.serving,
            isUsable(serving, by: stored.authorities, at: situation.now),
            situation.bundles.allSatisfy({ isUsable(serving, by: $0, at: situation.now) })
        else { return nil }
        return serving
    }

    private func isUsable(_ serving: ServingPair, by trusted: [ParsedCertificate], at now: Int64) -> Bool {
        serving.certificate.isAccepted(byThoseWhoTrust: trusted, at: now)
            && hosts.allSatisfy(serving.certificate.isFor)
    }

    private func isValid(_ authority: ParsedCertificate, at now: Int64) -> Bool {
        authority.notBefore <= now && now < authority.notAfter
    }

    /// Whether at most a part of a certificate's validity is left; its grace, before it was made, does not count.
    private func isLeft(_ part: Int64, of whole: Int64, _ certificate: ParsedCertificate, at now: Int64) -> Bool {
        let validity = certificate.notAfter - certificate.notBefore - CertificateAuthority.grace
        return certificate.notAfter - now <= max(validity, 0) / whole * part
    }

    /// A change to a new authority; what clients trust by now stays trusted, as another replica may serve with it.
    private func newAuthority(
        trusting trusted: [ParsedCertificate], _ reason: StoreReason, in situation: CertificateSituation
    ) -> StoreChange {
        let now = situation.now
        var kept = trusted.filter { isValid($0, at: now) }
        if reason != .authorityDue {
            for each in situation.trustedInUse + situation.bundles.flatMap(\.self)
            where now < each.notAfter && !kept.contains(each) && !trusted.contains(each) {
                kept.append(each)
            }
        }
        kept = Array((kept + trusted.filter { !isValid($0, at: now) }).prefix(Self.mostAuthorities - 1))
        let serving = [situation.stored?.serving, situation.inUse].compactMap(\.self).first {
            isUsable($0, by: kept, at: now)
        }
        return StoreChange(reason: reason, makesAuthority: true, authorities: kept, serving: serving)
    }

    private func trust(_ wanted: [ParsedCertificate], in situation: CertificateSituation) -> CertificateStep {
        let isSettled = situation.held.map { $0 >= settlingSeconds } ?? false
        let contents = situation.bundles.map { bundle -> [ParsedCertificate]? in
            let others = bundle.filter { !wanted.contains($0) }
            guard wanted.allSatisfy(bundle.contains) else {
                let valid = others.filter { situation.now < $0.notAfter }
                return wanted + valid.prefix(Self.mostAuthorities)
            }
            return isSettled && !others.isEmpty ? wanted : nil
        }
        return contents.contains { $0 != nil } ? .trust(contents) : .wait
    }
}

extension StoreChange {
    /// Makes the new contents.
    ///
    /// - Parameters:
    ///   - stored: The present contents.
    ///   - plan: The names and validities.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The contents.
    /// - Throws: `TLSError` if OpenSSL fails.
    package func made(
        from stored: StoredCertificates?, by plan: CertificatePlan, at now: Int64
    ) throws(TLSError) -> StoredCertificates {
        guard makesAuthority || serving == nil else {
            return StoredCertificates(
                authorities: authorities, authorityKey: stored?.authorityKey, serving: serving)
        }
        let authority =
            if !makesAuthority, let signer = stored?.signer, let key = stored?.authorityKey {
                try CertificateAuthority(
                    KeyPair(certificate: signer.pem, key: key), servingSeconds: plan.certificateSeconds)
            } else {
                try CertificateAuthority(
                    seconds: plan.authoritySeconds, servingSeconds: plan.certificateSeconds, from: now)
            }
        let pair = try authority.keyPair()
        let own = ParsedCertificate.all(in: pair.certificate)
        var issued = serving
        if issued == nil {
            let hosts = plan.hosts(besides: stored?.serving?.certificate, for: reason)
            issued = ServingPair(try authority.issue(for: hosts, from: now))
        }
        return StoredCertificates(
            authorities: own + authorities.filter { !own.contains($0) }, authorityKey: pair.key, serving: issued)
    }
}
