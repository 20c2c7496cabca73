internal import Document
internal import KubernetesAPI
internal import System
internal import TLS

/// One replica's look at the cluster: it reads, decides and writes until nothing is left to do.
///
/// Every write has the version of what was read (optimistic concurrency), so that of two replicas one loses, reads what
/// the other has written, and decides anew.
struct CertificateCheck {
    private let client: Client
    private let objects: CertificateObjects
    private let report: @Sendable (CertificateNews) -> Void
    private var keeper: CertificateKeeper
    /// The configurations that did not exist at the last look.
    private var unregistered: Set<String> = []

    /// The most steps of a look: a first start has five, and each replica that writes at the same time adds a few.
    private static let mostSteps = 32

    /// The name under which objects are written.
    private static let fieldManager = "stashgate"

    init(
        _ client: Client, _ objects: CertificateObjects, _ plan: CertificatePlan,
        report: @escaping @Sendable (CertificateNews) -> Void
    ) {
        self.client = client
        self.objects = objects
        self.report = report
        keeper = CertificateKeeper(plan)
    }

    private var secrets: Resource {
        Resource(group: "", version: "v1", plural: "secrets", namespace: objects.namespace)
    }

    /// Looks, and writes what is to be written.
    ///
    /// - Parameters:
    ///   - clock: The time of day, in seconds since 1970-01-01T00:00:00Z.
    ///   - use: Takes a certificate to serve with from now on.
    /// - Throws: `APIError` if the server cannot be asked, or refuses, or if there is still something to do after many steps.
    mutating func run(clock: () -> Int64, use: (ServingPair) -> Void) throws(APIError) {
        for _ in 0..<Self.mostSteps {
            // The order matters: see CertificateKeeper.consider.
            let registrations = try readRegistrations()
            let secret = try found { () throws(APIError) in try client.get(secrets, name: objects.secret) }
            let stored = secret.map { StoredCertificates(of: $0) }
            let before = keeper.inUse
            let step = keeper.consider(
                stored, registrations.flatMap { $0.webhooks.map(\.bundle) }, at: clock())
            if let pair = keeper.inUse, pair != before { use(pair) }
            switch step {
            case .wait: return
            case .store(let change): try store(change, from: stored, to: secret, at: clock())
            case .trust(let contents): try trust(contents, in: registrations)
            }
        }
        throw APIError(.malformed, "the certificates are not settled after \(Self.mostSteps) steps")
    }

    private mutating func readRegistrations() throws(APIError) -> [WebhookRegistration] {
        var registrations: [WebhookRegistration] = []
        for resource in WebhookRegistration.resources {
            let name = objects.configuration
            let document = try found({ () throws(APIError) in try client.get(resource, name: name) })
            // One without webhooks is called as little as one that is missing.
            if let registration = document.map({ WebhookRegistration($0, of: resource) }),
                !registration.webhooks.isEmpty
            {
                unregistered.remove(resource.plural)
                registrations.append(registration)
            } else if unregistered.insert(resource.plural).inserted {
                report(.unregistered(resource: resource.plural))
            }
        }
        return registrations
    }

    /// Reads an object; nil if there is none.
    private func found(_ read: () throws(APIError) -> Document) throws(APIError) -> Document? {
        do throws(APIError) {
            return try read()
        } catch  where error.isNotFound {
            return nil
        }
    }

    private func store(
        _ change: StoreChange, from stored: StoredCertificates?, to secret: Document?, at now: Int64
    ) throws(APIError) {
        let made: StoredCertificates
        do throws(TLSError) {
            made = try keeper.contents(of: change, from: stored, at: now)
        } catch {
            throw APIError(.malformed, "cannot make a certificate: \(error)")
        }
        do throws(APIError) {
            if let secret {
                try client.replace(
                    made.replacing(secret), as: secrets, name: objects.secret, fieldManager: Self.fieldManager)
            } else {
                try client.create(
                    made.newSecret(objects.secret, in: objects.namespace), as: secrets,
                    fieldManager: Self.fieldManager)
            }
        } catch  where error.isConflict || (error.isNotFound && secret != nil) {
            return report(.overtaken)
        }
        report(
            .stored(
                change.reason, change.flaw,
                authorityNotAfter: change.makesAuthority ? made.authorities.first?.notAfter : nil,
                notAfter: change.serving == nil ? made.serving?.certificate.notAfter : nil))
    }

    private func trust(
        _ contents: [[ParsedCertificate]?], in registrations: [WebhookRegistration]
    ) throws(APIError) {
        var rest = contents[...]
        for registration in registrations {
            let own = rest.prefix(registration.webhooks.count)
            rest = rest.dropFirst(registration.webhooks.count)
            guard let count = own.compactMap({ $0?.count }).max() else { continue }
            do throws(APIError) {
                try client.merge(
                    registration.patch(own), into: registration.resource, name: objects.configuration,
                    fieldManager: Self.fieldManager)
            } catch  where error.isConflict || error.isNotFound {
                return report(.overtaken)
            }
            report(.trusted(resource: registration.resource.plural, authorities: count))
        }
    }
}
