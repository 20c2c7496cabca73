import Admission
import ArgumentParser
import Glibc
import HTTP
import Logging
import Logs
import Net
import Serving
import TLS

/// `stashgate serve`: the admission webhook as an HTTPS server.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the admission webhook over TLS.",
        discussion: """
            SIGTERM and SIGINT end it: /readyz fails, requests are served on for --shutdown-delay, and those in flight \
            are answered. A second signal ends it at once. SIGHUP has it look at its certificate now.

            Exits with 0 after all requests were answered, with 1 if some were cut short, and with 2 on wrong usage, \
            a certificate or policy that cannot be used, or an address that is in use.
            """)

    @OptionGroup(title: "Certificates") var tls: TLSArguments

    @Option(
        help: ArgumentHelp(
            "An address to listen on; may be given more than once (default: \(Self.defaultAddress)).",
            discussion: """
                Port 0 lets the system choose, and the log says which it is. [::] takes IPv4 as well, unless another \
                --listen names an IPv4 address with the same port.
                """,
            valueName: "host:port"))
    var listen: [String] = []

    @Option(
        help: ArgumentHelp(
            "An address on which /metrics, /livez and /readyz are served in plain HTTP (default: none).",
            valueName: "host:port"))
    var metricsListen: String?

    @Option(
        help: ArgumentHelp(
            "How many threads answer requests, 1 to \(Self.mostWorkers) (default: one for each granted processor).",
            valueName: "n"))
    var workers: Int?

    @OptionGroup
    var config: PolicyOption

    @OptionGroup(title: "Limits") var limits: LimitArguments

    @OptionGroup(title: "Log") var logging: LoggingArguments

    /// What a webhook's Service usually forwards to: all addresses, and no port that needs privileges.
    private static let defaultAddress = "0.0.0.0:8443"

    /// How long the last lines of the log may take: one that is read takes them at once.
    private static let logPatience = Duration.seconds(1)

    /// No machine that runs a webhook has more processors to give it.
    private static let mostWorkers = 256

    func validate() throws {
        guard workers.map((1...Self.mostWorkers).contains) ?? true else {
            throw ValidationError("The number of workers must be from 1 to \(Self.mostWorkers).")
        }
    }

    func run() throws {
        do {
            // Before there are other threads, which would otherwise be ended by the signals.
            let signals = try Signals(Signals.ending)
            let reloadSignals = try Signals(Signals.reloading)
            Signals.ignoreUserDefined()
            let policy = try config.policy()
            let credentials = try tls.files.read()
            let context = try ServerContext(credentials, options: tls.options)
            let log = try LogWriter(logging.format, to: .standardError)
            defer { log.close(within: Self.logPatience) }
            let logger = Logger(label: "stashgate") { _ in LineLogHandler(log, level: logging.logLevel) }
            let health = Health()
            let configuration = try configuration()
            tellIfLower(configuration.limits, logger)
            // Nobody counts where nobody could ask for it.
            let metrics = metricsListen.map { _ in WebhookMetrics(for: configuration) }
            let server = try Server(
                configuration, context: context,
                application: WebhookApplication(
                    policy: policy, health: health, metrics: metrics, log: ReviewLog(logger: logger)),
                health: health, observer: metrics, logger: logger)
            var monitoring: MonitoringServer?
            if let metricsListen, let metrics {
                monitoring = try MonitoringServer(
                    on: SocketAddress(parsing: metricsListen), health: health, metrics: metrics, logger: logger)
            }
            let reloader = try CertificateReloader(
                of: tls.files, inUse: credentials, options: tls.options, askedBy: reloadSignals, for: server,
                logger: logger)
            let outcome = try server.run(endingOn: signals)
            guard outcome == .finished, reloader.stop() else {
                log.close(within: Self.logPatience)
                // At once: a thread that is still computing must not find the libraries cleaned up under it.
                _exit(outcome == .finished ? ExitCode.success.rawValue : ExitCode.failure.rawValue)
            }
            monitoring?.stop()
        } catch let error where error is SystemError || error is TLSError || error is AddressError {
            StandardError.write("error: \(error)\n")
            throw ExitCode(Stashgate.wrongUsage)
        }
    }

    private func configuration() throws(AddressError) -> ServerConfiguration {
        var configuration = ServerConfiguration(addresses: try addresses())
        configuration.limits = limits.limits
        if let workers { configuration.workers = workers }
        if let descriptors = DescriptorLimit.raise() { configuration.limits.fit(descriptors: descriptors) }
        if let memory = configuration.memory?.granted {
            configuration.limits.fit(memory: memory, bodyBytes: Reviewer.largestReview(within:))
        }
        return configuration
    }

    /// Tells the operator where less is allowed than was asked for.
    private func tellIfLower(_ actual: ServerLimits, _ logger: Logger) {
        let wanted = limits.limits
        guard
            actual.connections < wanted.connections || actual.heldBytes < wanted.heldBytes
                || actual.request.bodyBytes < wanted.request.bodyBytes
        else { return }
        logger.notice(
            "descriptors or memory allow less than the limits",
            metadata: [
                "max-connections": "\(actual.connections)", "max-held-bytes": "\(actual.heldBytes)",
                "max-body-bytes": "\(actual.request.bodyBytes)",
            ])
    }

    private func addresses() throws(AddressError) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        for text in listen.isEmpty ? [Self.defaultAddress] : listen {
            addresses.append(try SocketAddress(parsing: text))
        }
        return addresses
    }
}
