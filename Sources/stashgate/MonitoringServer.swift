import Logging
import Net
import System
import Serving

/// A second, small server in plain HTTP for those who watch over the first.
///
/// It has a thread and a limit of connections of its own, so that they get their answers however busy the first one is.
struct MonitoringServer {
    /// A few probes and scrapers; what comes beyond is no watcher.
    private static let connections = 64

    /// Most connections of one client: a kubelet's probes and a few scrapers behind one address come to less, and nobody
    /// keeps the probes of a server that is well from their answers, for which it would be restarted.
    private static let connectionsPerAddress = 16

    /// How long a client may take for anything: kubelets and scrapers are near, and ask once they are connected.
    private static let patience = Duration.seconds(5)

    /// What is in flight when the webhook has ended concerns nobody any more.
    private static let shutdownTimeout = Duration.milliseconds(200)

    /// The limits of this server, which no flag changes.
    static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.connections = connections
        limits.connectionsPerAddress = connectionsPerAddress
        limits.headTimeout = patience
        limits.requestTimeout = patience
        limits.writeTimeout = patience
        limits.idleTimeout = patience
        limits.shutdownDelay = .zero
        limits.shutdownTimeout = shutdownTimeout
        return limits
    }

    private let server: Server
    private let thread: WorkerThread

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - address: Where.
    ///   - health: How the server is doing.
    ///   - metrics: What it has counted.
    ///   - logger: Gets a line for the address.
    /// - Throws: `SystemError`, for example when the address is in use.
    init(on address: SocketAddress, health: Health, metrics: WebhookMetrics, logger: Logger) throws(SystemError) {
        // Somebody must be able to see that memory is short, so this one asks nobody for it.
        var configuration = ServerConfiguration(addresses: [address], workers: 1, memory: nil)
        configuration.limits = Self.limits
        let application = MonitoringApplication(endpoints: HealthEndpoints(health: health), metrics: metrics)
        var quiet = logger
        // Its coming and going is the first server's.
        quiet.logLevel = max(.warning, logger.logLevel)
        let server = try Server(
            configuration, context: nil, application: application, health: Health(partOf: health), logger: quiet)
        for address in server.addresses { logger.info("listening on http://\(address)") }
        thread = try WorkerThread(name: "monitoring") {
            do throws(SystemError) {
                _ = try server.run()
            } catch {
                logger.error("nobody can watch over this server any more: \(error)")
            }
        }
        self.server = server
    }

    /// Stops it, and waits until it has.
    func stop() {
        server.stop()
        thread.join()
    }
}
