import Logging
import Net
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

    /// What is in flight when the webhook has ended concerns nobody any more.
    private static let shutdownTimeout = Duration.milliseconds(200)

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
        configuration.limits.connections = Self.connections
        configuration.limits.connectionsPerAddress = Self.connectionsPerAddress
        configuration.limits.shutdownDelay = .zero
        configuration.limits.shutdownTimeout = Self.shutdownTimeout
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
