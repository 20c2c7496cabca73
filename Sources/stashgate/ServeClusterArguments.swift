import ArgumentParser
import Cluster
import KubernetesAPI
import Logging
import Serving
import System
import Webhook

/// The flags of `stashgate serve` that say which cluster's objects it follows.
struct ServeClusterArguments: ParsableArguments {
    /// Where the cluster is found.
    enum Source: String, CaseIterable, ExpressibleByArgument {
        /// The cluster that this process runs in, if it has the token of a service account there.
        case auto
        /// None: each object is judged alone.
        case off
        /// The cluster that this process runs in.
        case inCluster = "in-cluster"
        /// The cluster of a kubeconfig file.
        case kubeconfig
    }

    @Option(
        name: .customLong("cluster"),
        help: ArgumentHelp(
            "Where the other objects of the cluster are read.",
            discussion: "auto is in-cluster in a Pod that has the token of its service account, and off elsewhere.",
            valueName: "source"))
    var source = Source.auto

    @OptionGroup var arguments: ClusterArguments

    @Option(
        explained: ArgumentHelp(
            "How long /readyz waits for the first lists of the cluster's objects.", valueName: "duration"))
    var clusterSyncTimeout = DurationArgument(.seconds(30))

    @Option(
        explained: ArgumentHelp(
            "How long objects count as known after the API server was last heard of.", valueName: "duration"))
    var clusterMaxAge = DurationArgument(.seconds(300))

    /// The least age: an API server sends a bookmark once a minute, and a kind that is not installed is asked for as
    /// often.
    private static let leastAge = Duration.seconds(120)

    /// The memory that is kept for the objects: 10,000 Repositories, 1,000 storages and 1,000 BackupConfigurations take
    /// as much together with the program.
    private static let objectBytes = 64 << 20

    func validate() throws {
        guard clusterMaxAge.duration >= Self.leastAge else {
            throw ValidationError(
                "--cluster-max-age must be at least \(DurationArgument(Self.leastAge)), "
                    + "as an API server with nothing to tell sends a word once a minute")
        }
        let isNamed = arguments.kubeconfig != nil || arguments.context != nil
        guard !isNamed || source == .kubeconfig else {
            throw ValidationError("--kubeconfig and --context need --cluster kubeconfig")
        }
    }

    /// The cluster that the flags choose.
    ///
    /// - Returns: The configuration; nil if no cluster is followed.
    /// - Throws: `CommandFailure` if it cannot be used.
    func chosen() throws(CommandFailure) -> ClusterConfiguration? {
        let environment = Environment.all
        do throws(ConfigurationError) {
            switch source {
            case .off: return nil
            case .auto where !ClusterConfiguration.isInCluster(environment: environment): return nil
            case .auto, .inCluster: return try .inCluster(environment: environment)
            case .kubeconfig: return try arguments.fromKubeconfig()
            }
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Keeps memory for the objects: a fixed amount, or a quarter of what the process is granted.
    ///
    /// - Parameter configuration: The configuration of the server.
    func reserve(in configuration: inout ServerConfiguration) {
        configuration.applicationThreads = ClusterWatch.threadCount
        configuration.applicationBytes = min(Self.objectBytes, (configuration.memory?.granted ?? .max) / 4)
    }

    /// The limits of the client that follows a cluster: those of any client, but for the objects of a list, which are kept.
    static var clientLimits: ClientLimits {
        var limits = ClientLimits()
        limits.objects = ClusterKnowledge.mostObjects
        return limits
    }

    /// Begins to follow a cluster.
    ///
    /// - Parameters:
    ///   - configuration: The cluster.
    ///   - readers: How many threads judge objects.
    ///   - logger: Gets a line for what an operator should know.
    /// - Returns: The watch.
    /// - Throws: `SystemError` if there is no memory for its threads.
    func watch(
        _ configuration: ClusterConfiguration, readers: Int, logger: Logger
    ) throws(SystemError) -> ClusterWatch {
        let access = ClusterAccess(
            configuration, environment: Environment.all, limits: Self.clientLimits, interruption: try Interruption(),
            userAgent: "stashgate/\(Build.version)")
        let log = ClusterLog(logger: logger)
        return try ClusterWatch(
            access, readers: readers, maxAge: clusterMaxAge.duration, syncTimeout: clusterSyncTimeout.duration
        ) { log.note($0) }
    }
}
