import Cluster
import KubeStash
import Serving
import TestSupport
import Webhook

extension ClusterReading {
    /// The reading of a cluster that has every kind, so that all series exist.
    static let known = ClusterReading(
        isWaiting: false,
        kinds: WatchedKind.all.map { kind in
            ClusterKindStatus(
                kind: kind, state: .known, objects: 1, age: .zero, trouble: nil, lists: 1, watches: 1, errors: [:])
        })
}

extension WebhookMetrics {
    /// All metrics that a server can have, before anything has happened.
    static var all: WebhookMetrics {
        let metrics = WebhookMetrics(for: ServerConfiguration(addresses: [])) { .known }
        metrics.noteCertificate(notBefore: 0, notAfter: 0)
        return metrics
    }
}

extension FakeAPIServer {
    /// The collections of the kinds that a server follows.
    static let watched = WatchedKind.all.map { kind in
        kind.group.isEmpty
            ? "/api/\(kind.version)/\(kind.plural)" : "/apis/\(kind.group)/\(kind.version)/\(kind.plural)"
    }
}
