import Admission
import ArgumentParser
import Cluster
import Glibc
import HTTP
import KubernetesAPI
import Logging
import Logs
import ManagedCertificates
import Net
import Serving
import System
import TLS
import Webhook

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
            valueName: "n"),
        transform: WholeNumber.within(1...Self.mostWorkers))
    var workers: Int?

    @OptionGroup
    var config: PolicyOption

    @OptionGroup(title: "Cluster") var cluster: ServeClusterArguments

    @OptionGroup(title: "Limits") var limits: LimitArguments

    @OptionGroup(title: "Log") var logging: LoggingArguments

    /// The usual target of a webhook's Service: all addresses, and a port that needs no privileges.
    private static let defaultAddress = "0.0.0.0:8443"

    /// How long the last lines of the log may take; a log with a reader takes them at once.
    private static let logPatience = Duration.seconds(1)

    /// The most workers: no machine that runs a webhook has more processors for it.
    private static let mostWorkers = 256

    func run() throws {
        // Signals are taken before there are other threads, which they would end otherwise.
        let (signals, reloadSignals) = try Self.takeSignals()
        let log = try Self.startLog(logging.format)
        defer { log.close(within: Self.logPatience) }
        let logger = Logger(label: "stashgate") { _ in LineLogHandler(log, level: logging.logLevel) }
        let code: ExitCode
        do {
            let outcome = try serve(endingOn: signals, reloadingOn: reloadSignals, logger: logger)
            guard outcome != .finished else { return }
            code = outcome.exitCode
        } catch {
            let reasons = (error as? CommandFailure)?.reasons ?? ["\(error)"]
            for reason in reasons { logger.critical("cannot serve", metadata: ["reason": .string(reason)]) }
            code = ExitCode(Stashgate.wrongUsage)
        }
        log.close(within: Self.logPatience)
        // _exit leaves the libraries as they are, which threads that were started before may still use.
        _exit(code.rawValue)
    }

    /// How serving ended.
    enum Outcome: CaseIterable {
        /// All requests were answered, and all threads have ended.
        case finished
        /// All requests were answered, and a thread waits for a file system.
        case stalled
        /// Some requests were not answered.
        case failed

        /// The exit code, which says only whether all clients have their answers.
        var exitCode: ExitCode {
            switch self {
            case .finished, .stalled: .success
            case .failed: .failure
            }
        }
    }

    private func serve(
        endingOn signals: Signals, reloadingOn reloadSignals: Signals, logger: Logger
    ) throws -> Outcome {
        let policy = try config.policy()
        let credentials = try tls.files?.read()
        let context = try credentials.map { credentials throws(TLSError) in
            try ServerContext(credentials, options: tls.options)
        }
        let clusterConfiguration = try cluster.chosen()
        let managing = try tls.managed.chosen(beside: cluster)
        var configuration = try configuration()
        if clusterConfiguration != nil { cluster.reserve(in: &configuration) }
        if managing != nil { configuration.applicationThreads += ManagedCertificates.threadCount }
        if let bytes = configuration.keptHeap { Heap.keep(atMost: bytes) }
        let report = StartReport(
            configuration, wanted: limits.limits, policy: (config.file, policy), certificate: context,
            cluster: clusterConfiguration?.origin)
        logger.log(level: report.level, "starting", metadata: report.metadata)
        let watch = try clusterConfiguration.map {
            try cluster.watch($0, readers: configuration.workers, logger: logger)
        }
        let session = ServeSession(
            configuration: configuration, policy: policy, options: tls.options, metricsListen: metricsListen,
            watch: watch, certificates: try managing.map { try $0.start(logger: logger) }, logger: logger)
        guard let files = tls.files, let credentials, let context else {
            return try session.serveManaged(
                by: tls.managed, clientAuthority: tls.clientCA, endingOn: signals, reloadingOn: reloadSignals)
        }
        return try session.serve(
            ServeSession.Start(source: files, credentials: credentials, context: context),
            endingOn: signals, reloadingOn: reloadSignals)
    }

    private static func takeSignals() throws -> (ending: Signals, reloading: Signals) {
        Signals.ignoreUserDefined()
        do throws(SystemError) {
            return (try Signals(Signals.ending), try Signals(Signals.reloading))
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    private static func startLog(_ format: LogFormat) throws -> LogWriter {
        do throws(SystemError) {
            return try LogWriter(format, to: .standardError)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// The server's configuration, within the limits of descriptors and memory.
    func configuration() throws(AddressError) -> ServerConfiguration {
        var configuration = ServerConfiguration(addresses: try addresses())
        configuration.limits = limits.limits
        if let workers { configuration.workers = workers }
        if let descriptors = DescriptorLimit.raise() { configuration.limits.fit(descriptors: descriptors) }
        if let memory = configuration.memory?.granted {
            configuration.limits.fit(memory: memory, bodyBytes: Reviewer.largestReview(within:))
        }
        return configuration
    }

    private func addresses() throws(AddressError) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        for text in listen.isEmpty ? [Self.defaultAddress] : listen {
            addresses.append(try SocketAddress(parsing: text))
        }
        return addresses
    }
}
