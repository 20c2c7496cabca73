import TLS

@testable import ManagedCertificates

/// Certificates with short validities, at times that a test chooses.
struct CertificateScene {
    /// Some time in 2027.
    static let begin: Int64 = 1_800_000_000

    let plan: CertificatePlan

    init(certificateSeconds: Int64 = 3600, authoritySeconds: Int64 = 36_000, hosts: [String] = ["stashgate.demo.svc"])
        throws
    {
        plan = CertificatePlan(
            hosts: try hosts.map { try HostName($0) }, certificateSeconds: certificateSeconds,
            authoritySeconds: authoritySeconds)
    }

    /// What a first replica stores.
    func stored(at now: Int64 = begin) throws -> StoredCertificates {
        try StoreChange(reason: .missing, makesAuthority: true, authorities: []).made(from: nil, by: plan, at: now)
    }

    /// A new authority before those of other contents, whose serving certificate stays.
    func succeeded(_ stored: StoredCertificates, at now: Int64) throws -> StoredCertificates {
        try StoreChange(
            reason: .authorityDue, makesAuthority: true, authorities: stored.authorities, serving: stored.serving
        ).made(from: stored, by: plan, at: now)
    }

    /// A situation in which every caBundle has the authorities of the Secret.
    func situation(
        _ stored: StoredCertificates?, after seconds: Int64 = 0, bundles: [[ParsedCertificate]]? = nil,
        held: Int64? = nil
    ) -> CertificateSituation {
        CertificateSituation(
            stored: stored, bundles: bundles ?? [stored?.authorities ?? [], stored?.authorities ?? []], held: held,
            now: Self.begin + seconds)
    }
}

extension CertificateStep {
    /// The reason of a change of the Secret.
    var reason: StoreReason? {
        if case .store(let change) = self { change.reason } else { nil }
    }

    /// The change of the Secret.
    var change: StoreChange? {
        if case .store(let change) = self { change } else { nil }
    }
}
