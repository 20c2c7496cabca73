package import KubernetesAPI
package import System
package import TLS

/// Keeps the certificate of a webhook in a Secret, and the caBundle of its configurations, together with the other replicas.
///
/// A thread looks at both regularly, so that it renews in time and repairs what others have changed. A server gets a
/// certificate once API servers accept it, and keeps it while none can be asked.
package final class ManagedCertificates: Sendable {
    /// How often to look: for as long, API servers may refuse the certificate after somebody has overwritten a caBundle.
    private static let longestInterval = Duration.seconds(10)

    /// The shortest time between two looks.
    private static let shortestInterval = Duration.seconds(1)

    /// A certificate is looked at this often within its validity at least.
    private static let looks = 30

    /// How long the thread may take to end; only one that waits for a file or for a name server takes longer.
    package static let patience = Duration.seconds(2)

    /// Ends the wait for a certificate.
    package let interruption: Interruption

    private let arrival: WakeUp
    private let state: Locked<State>
    private let threads: ThreadGroup

    private struct State: Sendable {
        var inUse: ServingPair?
        var trouble: String?
    }

    /// Begins to look after the certificates.
    ///
    /// - Parameters:
    ///   - access: The cluster; its interruption belongs to this object.
    ///   - objects: The names of the Secret and of the configurations.
    ///   - plan: The names and validities of certificates.
    ///   - interval: The time between two looks; nil for one that suits the validities.
    ///   - clock: The time of day, in seconds since 1970-01-01T00:00:00Z.
    ///   - report: Takes the news, on the thread of this object.
    /// - Throws: `SystemError` if there is no memory for the thread.
    package init(
        _ access: ClusterAccess, _ objects: CertificateObjects, _ plan: CertificatePlan, interval: Duration? = nil,
        clock: @escaping @Sendable () -> Int64 = WallClock.secondsSinceEpoch,
        report: @escaping @Sendable (CertificateNews) -> Void
    ) throws(SystemError) {
        interruption = access.interruption
        arrival = try WakeUp()
        threads = try ThreadGroup()
        state = Locked(State())
        let interval = interval ?? Self.interval(for: plan)
        try threads.start("managed-certs") { [self] in
            var check = CertificateCheck(Client(access), objects, plan, report: report)
            var backoff = Backoff()
            while !interruption.isRequested {
                let wait = look(with: &check, &backoff, every: interval, clock: clock, report)
                interruption.wait(timeout: wait)
            }
        }
    }

    /// The time between two looks.
    static func interval(for plan: CertificatePlan) -> Duration {
        min(longestInterval, max(shortestInterval, .seconds(plan.certificateSeconds) / looks))
    }

    /// The number of threads.
    package static let threadCount = 1

    private func look(
        with check: inout CertificateCheck, _ backoff: inout Backoff, every interval: Duration,
        clock: () -> Int64, _ report: (CertificateNews) -> Void
    ) -> Duration {
        do throws(APIError) {
            try check.run(clock: clock) { pair in
                state.withLock { $0.inUse = pair }
                arrival.ring()
                report(.used(notAfter: pair.certificate.notAfter))
            }
            if note(nil) { report(.recovered) }
            backoff.reset()
            return interval
        } catch {
            guard error.code != .interrupted else { return .zero }
            if note(error.description) { report(.trouble(error.description)) }
            return Self.pause(after: error, backoff.wait(chance: Double.random(in: 0...1)), every: interval)
        }
    }

    /// The time until the next look after one that failed: a replica without a certificate must not be late when the
    /// API server is back, and no request comes before the time that the server names.
    static func pause(after error: APIError, _ wait: Duration, every interval: Duration) -> Duration {
        max(min(wait, interval), error.retryAfter ?? .zero)
    }

    /// Notes what is wrong, and tells whether that is new.
    private func note(_ trouble: String?) -> Bool {
        state.withLock { state in
            defer { state.trouble = trouble }
            return state.trouble != trouble
        }
    }

    /// Says how the certificates are doing.
    package var reader: @Sendable () -> CertificateReading {
        { self.reading }
    }

    /// How the certificates are doing.
    package var reading: CertificateReading {
        state.withLock { CertificateReading(isWaiting: $0.inUse == nil, trouble: $0.trouble) }
    }

    /// The certificate to serve with; nil until there is one.
    package var pair: KeyPair? { state.withLock { $0.inUse?.pair } }

    /// A descriptor that can be read once there is another certificate.
    package var arrivalNumber: Int32 { arrival.number }

    /// Silences the descriptor until there is another certificate.
    package func silenceArrival() {
        arrival.silence()
    }

    /// Ends the thread; to be called once.
    ///
    /// - Parameter patience: How long to wait for the thread.
    /// - Returns: Whether it has ended; if not, the process is to end without taking anything away from it.
    @discardableResult
    package func stop(within patience: Duration = patience) -> Bool {
        interruption.request()
        return threads.end(within: patience)
    }
}

/// The self-managed certificate, and the authority of clients in a file.
package struct ManagedCredentials: CredentialSource {
    private let certificates: ManagedCertificates
    private let first: KeyPair
    private let secret: String
    private let clientAuthority: String?

    /// Names the sources.
    ///
    /// - Parameters:
    ///   - certificates: The certificates.
    ///   - first: Their first one.
    ///   - secret: The name of the Secret, for messages.
    ///   - clientAuthority: The path of a PEM file with the certificates that sign those of clients; nil if clients need
    ///     none.
    package init(
        _ certificates: ManagedCertificates, first: KeyPair, secret: String, clientAuthority: String?
    ) {
        self.certificates = certificates
        self.first = first
        self.secret = secret
        self.clientAuthority = clientAuthority
    }

    /// The folder of the clients' authority.
    package var folders: Set<String> { Set([clientAuthority].compactMap(\.self).map(CredentialFiles.folder)) }

    /// A descriptor that can be read once there is another certificate.
    package var bellNumber: Int32? { certificates.arrivalNumber }

    /// Silences the descriptor.
    package func silenceBell() {
        certificates.silenceArrival()
    }

    /// The present credentials.
    ///
    /// - Returns: The credentials.
    /// - Throws: `TLSError` if the clients' authority cannot be read.
    package func read() throws(TLSError) -> Credentials {
        let pair = certificates.pair ?? first
        var credentials = Credentials(
            certificate: PEMFile(contents: pair.certificate, name: "tls.crt of the Secret \(secret)"),
            key: PEMFile(contents: pair.key, name: "tls.key of the Secret \(secret)"))
        if let clientAuthority { credentials.clientAuthority = try CredentialFiles.file(clientAuthority) }
        return credentials
    }
}
