package import Cluster
internal import Document
internal import KubeStash
internal import Kubernetes
package import KubernetesAPI
package import Linting

/// The schedules of the objects of a cluster.
package struct ClusterSchedules: Sendable {
    /// The schedules, in the order of namespaces, kinds and names.
    package private(set) var all: [ManifestSchedules.Schedule] = []
    /// The kinds that could not be read.
    package private(set) var failures: [ClusterList.Failure] = []
    /// Whether the cluster has a kind with schedules.
    package private(set) var hasKubeStash = false

    /// The kinds whose objects start something.
    ///
    /// A blueprint starts nothing itself: KubeStash makes a BackupConfiguration of it for each workload. CronJobs are left
    /// out, as KubeStash makes one for each session.
    private static let kinds = ["BackupConfiguration", "BackupBatch", "BackupVerifier"]

    /// Reads the schedules of a cluster.
    ///
    /// - Parameters:
    ///   - client: The client of the cluster.
    ///   - namespace: The namespace of the objects, nil for all namespaces.
    /// - Throws: `APIError` if the server cannot be reached or does not know the caller.
    package init(_ client: Client, namespace: String?) throws(APIError) {
        var list = ClusterList(client)
        for kind in Kinds.all where Self.kinds.contains(kind.names.kind) {
            let resource = Resource(
                group: kind.names.group, version: kind.names.version, plural: kind.names.plural, namespace: namespace)
            var found = ManifestSchedules()
            let outcome = try list.read(resource) { part in
                switch part {
                case .restarted: found = ManifestSchedules()
                case .object(let document, let node):
                    guard let identity = ObjectIdentity(document, node), !document.isBeingDeleted(node) else { return }
                    found.add(node, of: document, as: kind, namespace: identity.namespace, name: identity.name)
                }
            }
            if case .absent = outcome {} else { hasKubeStash = true }
            all += found.all
        }
        failures = list.failures
        // The sessions of an object stay in their order.
        let order = all.indices.sorted { left, right in
            let (first, second) = (all[left], all[right])
            return (first.namespace, first.kind, first.name, left) < (second.namespace, second.kind, second.name, right)
        }
        all = order.map { all[$0] }
    }
}
