import Cluster
import KubeStash
import Logging
import ManagedCertificates
import Net
import Serving
import System
import TLS
import Webhook

/// One run of the server, from its certificate to its end.
struct ServeSession {
    let configuration: ServerConfiguration
    let policy: Policy
    let options: TLSOptions
    let metricsListen: String?
    let watch: ClusterWatch?
    let certificates: ManagedCertificates?
    let logger: Logger
    private let health = Health()
    private let metrics: WebhookMetrics?

    init(
        configuration: ServerConfiguration, policy: Policy, options: TLSOptions, metricsListen: String?,
        watch: ClusterWatch?, certificates: ManagedCertificates?, logger: Logger
    ) {
        self.configuration = configuration
        self.policy = policy
        self.options = options
        self.metricsListen = metricsListen
        self.watch = watch
        self.certificates = certificates
        self.logger = logger
        // Skip metrics when no listener exposes them.
        metrics = metricsListen.map { _ in WebhookMetrics(for: configuration, cluster: watch?.reader) }
    }

    /// The certificate to begin with, and where its successors come from.
    struct Start {
        let source: any CredentialSource
        let credentials: Credentials
        let context: ServerContext
    }

    /// Serves until a signal.
    ///
    /// - Parameters:
    ///   - start: The certificate.
    ///   - signals: The signals that end it.
    ///   - reloadSignals: The signals that have it look at its certificate.
    ///   - monitoring: The listener for probes; nil if it has not been started.
    /// - Returns: How it ended.
    /// - Throws: An error if it cannot serve.
    func serve(
        _ start: Start, endingOn signals: Signals, reloadingOn reloadSignals: Signals,
        monitoring: MonitoringServer? = nil
    ) throws -> ServeCommand.Outcome {
        let server = try Server(
            configuration, context: start.context,
            application: WebhookApplication(
                policy: policy, health: health, metrics: metrics, log: ReviewLog(logger: logger), cluster: watch,
                certificates: certificates),
            health: health, observer: metrics, logger: logger)
        let monitoring = try monitoring ?? startMonitoring()
        let reloader = try CertificateReloader(
            of: start.source, inUse: start.credentials, options: options, askedBy: reloadSignals, for: server,
            logger: logger)
        guard try server.run(endingOn: signals) == .finished else { return .failed }
        let haveEnded = stopWatching()
        guard reloader.stop(), haveEnded else { return .stalled }
        monitoring?.stop()
        return .finished
    }

    /// Serves until a signal, once there is a self-managed certificate.
    ///
    /// The listener for probes answers meanwhile, and says what is missing. The other addresses are listened on later, so
    /// that nobody waits there for an answer.
    ///
    /// - Parameters:
    ///   - arguments: The names of the Secret.
    ///   - clientAuthority: The path of the certificates that sign those of clients.
    ///   - signals: The signals that end it.
    ///   - reloadSignals: The signals that have it look at its certificate.
    /// - Returns: How it ended.
    /// - Throws: An error if it cannot serve.
    func serveManaged(
        by arguments: ManagedCertificateArguments, clientAuthority: String?, endingOn signals: Signals,
        reloadingOn reloadSignals: Signals
    ) throws -> ServeCommand.Outcome {
        // A mistake in a flag is told now rather than once there is a certificate.
        if let clientAuthority { _ = try CredentialFiles.file(clientAuthority) }
        let monitoring = try startMonitoring()
        guard let certificates, let first = firstPair(of: certificates, orUntil: signals) else {
            let haveEnded = stopWatching()
            monitoring?.stop()
            return haveEnded ? .finished : .stalled
        }
        let source = ManagedCredentials(
            certificates, first: first, secret: arguments.selfManagedCertificates ?? "",
            clientAuthority: clientAuthority)
        let credentials = try source.read()
        return try serve(
            Start(
                source: source, credentials: credentials, context: try ServerContext(credentials, options: options)),
            endingOn: signals, reloadingOn: reloadSignals, monitoring: monitoring)
    }

    private func startMonitoring() throws -> MonitoringServer? {
        guard let metricsListen, let metrics else { return nil }
        return try MonitoringServer(
            on: SocketAddress(parsing: metricsListen), health: health, metrics: metrics, logger: logger,
            cluster: watch, certificates: certificates)
    }

    /// Waits for a certificate; nil after a signal that ends the server.
    private func firstPair(of certificates: ManagedCertificates, orUntil signals: Signals) -> KeyPair? {
        while true {
            certificates.silenceArrival()
            if let pair = certificates.pair { return pair }
            _ = DescriptorWait.wait(
                readable: [certificates.arrivalNumber, signals.number], until: .never,
                interruption: certificates.interruption)
            if let signal = signals.next() {
                logger.info("received \(Signals.name(of: signal))")
                return nil
            }
        }
    }

    /// Ends what asks the API server; false if a thread goes on.
    private func stopWatching() -> Bool {
        let hasWatchEnded = watch?.stop() ?? true
        let haveCertificatesEnded = certificates?.stop() ?? true
        return hasWatchEnded && haveCertificatesEnded
    }
}
