package import Cluster
internal import HTTP
package import Logging
package import ManagedCertificates
internal import Metrics
package import Net
package import Serving
package import System

/// A second, small server in plain HTTP for kubelets and Prometheus.
///
/// It has its own thread and its own limit of connections, so it answers however busy the webhook is.
package struct MonitoringServer {
    /// The most connections: a few probes and scrapers need no more.
    private static let connections = 64

    /// The most connections of one client: a kubelet's probes and a few scrapers behind one address need fewer, and no
    /// client can take all connections from the probes, which would get a healthy server restarted.
    private static let connectionsPerAddress = 16

    /// How long a client may take for each step: kubelets and scrapers are near, and ask once they are connected.
    private static let patience = Duration.seconds(5)

    /// How long a client keeps its place once it has connected, whoever needs it: a crowd that connects and asks nothing must
    /// not keep a probe waiting for a second, after which it counts as failed.
    private static let idleGrace = Duration.milliseconds(20)

    /// How long requests in flight may take once the webhook has ended; their answers are of no use by then.
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
        limits.idleGrace = idleGrace
        limits.shutdownDelay = .zero
        limits.shutdownTimeout = shutdownTimeout
        return limits
    }

    private let server: Server
    private let thread: WorkerThread

    /// Starts to serve.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - health: How the webhook's server is doing.
    ///   - metrics: The metrics of the webhook.
    ///   - logger: Gets a line for the address.
    ///   - cluster: The watch of the cluster; nil if there is none.
    ///   - certificates: The self-managed certificates; nil if it does not.
    /// - Throws: `SystemError`, for example when the address is in use.
    package init(
        on address: SocketAddress, health: Health, metrics: WebhookMetrics, logger: Logger,
        cluster: ClusterWatch? = nil, certificates: ManagedCertificates? = nil
    ) throws(SystemError) {
        // A shortage of memory must stay visible, so this server answers without asking for memory first.
        var configuration = ServerConfiguration(addresses: [address], workers: 1, memory: nil)
        configuration.limits = Self.limits
        let application = MonitoringApplication(
            endpoints: HealthEndpoints(
                health: health, cluster: cluster?.reader, certificates: certificates?.reader),
            metrics: metrics)
        var quiet = logger
        // The webhook's server already logs the start and the end.
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

    /// Stops it, and waits until it has stopped.
    package func stop() {
        server.stop()
        thread.join()
    }
}

/// The endpoints for kubelets and Prometheus, which have no client certificate to show.
struct MonitoringApplication: Application {
    let endpoints: HealthEndpoints
    let metrics: WebhookMetrics

    func refusal(of head: RequestHead) -> Response? {
        guard head.path == Self.metricsPath || endpoints.response(to: head) != nil else {
            return Self.text(.notFound, "try \(Self.metricsPath), /livez or /readyz?verbose\n")
        }
        guard head.method == .get || head.method == .head else {
            return Response(.methodNotAllowed, fields: [.allow([.get, .head])])
        }
        return nil
    }

    func response(to request: Request, from client: SocketAddress) -> Response {
        if request.head.path == Self.metricsPath { return scrape(for: request.head) }
        return endpoints.response(to: request.head) ?? Response(.notFound)
    }

    func response(to error: HTTPError) -> Response {
        Self.text(error.status, "\(error.message)\n")
    }

    /// The path that Prometheus scrapes by default.
    private static let metricsPath = "/metrics"

    private func scrape(for head: RequestHead) -> Response {
        let format = Exposition.Format(for: AcceptField(of: head))
        let type = ResponseField(name: "Content-Type", value: format.contentType)
        return Response(.ok, fields: type.map { [$0] } ?? [], body: Array(metrics.text(in: format).utf8))
    }

    private static func text(_ status: StatusCode, _ text: String) -> Response {
        Response(status, fields: [.contentType(.text)], body: Array(text.utf8))
    }
}

extension Exposition.Format {
    /// Chooses the format that a client gets.
    ///
    /// A client gets OpenMetrics if it prefers that, or names it and prefers neither. A client that accepts neither
    /// format gets the older one, which people can read (RFC 9110, section 12.4.1, leaves that to the server).
    ///
    /// - Parameter accepted: The client's preferences.
    init(for accepted: AcceptField) {
        let openMetrics = accepted.preference(for: "application/openmetrics-text", version: "1.0.0")
        let plain = accepted.preference(for: "text/plain", version: "0.0.4")
        let isWanted =
            openMetrics.quality > plain.quality || (openMetrics.quality == plain.quality && openMetrics.isByName)
        self = openMetrics.quality > 0 && isWanted ? .openMetrics : .prometheus
    }
}
