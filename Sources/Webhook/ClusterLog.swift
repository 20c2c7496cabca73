package import Cluster
internal import KubeStash
package import Logging

/// Logs what an operator should know about the watch of the cluster.
package struct ClusterLog: Sendable {
    private let logger: Logger

    /// Makes a log.
    ///
    /// - Parameter logger: Gets the lines.
    package init(logger: Logger) {
        self.logger = logger
    }

    /// Logs news.
    ///
    /// - Parameter news: The news.
    package func note(_ news: ClusterNews) {
        switch news {
        case .synced(let objects):
            logger.info("the objects of the cluster are known", metadata: ["objects": .stringConvertible(objects)])
        case .trouble(let kind, let reason):
            logger.warning(
                "cannot follow the objects of the cluster",
                metadata: ["kind": .string(kind.kind), "reason": .string(reason)])
        case .recovered(let kind):
            logger.info("the objects of the cluster can be followed again", metadata: ["kind": .string(kind.kind)])
        case .outdated(let kind, let reason):
            var metadata: Logger.Metadata = ["kind": .string(kind.kind)]
            if let reason { metadata["reason"] = .string(reason) }
            logger.error("the objects of the cluster are too old to be used", metadata: metadata)
        }
    }
}
