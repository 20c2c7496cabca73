internal import Cluster
internal import KubeStash
internal import KubernetesAPI
internal import Metrics

/// The metrics of a watch of a cluster: how much is known, how old it is, and what went wrong.
struct ClusterMetrics: Collector {
    private let reading: @Sendable () -> ClusterReading

    /// Makes the metrics.
    ///
    /// - Parameter reading: Says how the watch is doing.
    init(of reading: @escaping @Sendable () -> ClusterReading) {
        self.reading = reading
    }

    /// The present numbers.
    ///
    /// - Returns: The metrics, each with a series for each kind.
    func collect() -> [MetricFamily] {
        let kinds = reading().kinds
        func family(
            _ name: String, _ help: String, _ kind: MetricFamily.Kind, unit: String? = nil,
            _ value: (ClusterKindStatus) -> Sample.Value?
        ) -> MetricFamily {
            MetricFamily(
                MetricDescription(name, unit: unit, help), kind,
                kinds.compactMap { status in
                    value(status).map { Sample(suffix: kind == .counter ? "_total" : "", labels: [status.label], $0) }
                })
        }
        return [
            family("stashgate_cluster_objects", "Objects of the cluster, by kind.", .gauge) {
                .integer(Int64($0.objects))
            },
            family(
                "stashgate_cluster_kind_known", "Whether all objects of a kind are known, or it is not installed.",
                .gauge
            ) { .integer($0.state == .unknown ? 0 : 1) },
            family(
                "stashgate_cluster_age_seconds", "Time since the API server was last heard of, by kind.", .gauge,
                unit: "seconds"
            ) { status in status.age.map { .decimal(max(0, $0 / .seconds(1))) } },
            family("stashgate_cluster_lists", "Lists of a kind that were begun.", .counter) {
                .unsigned(UInt64($0.lists))
            },
            family("stashgate_cluster_watches", "Watches of a kind that the API server has accepted.", .counter) {
                .unsigned(UInt64($0.watches))
            },
            errors(of: kinds),
        ]
    }

    private func errors(of kinds: [ClusterKindStatus]) -> MetricFamily {
        let samples = kinds.flatMap { status in
            APIError.Code.failures.map { code in
                Sample(
                    suffix: "_total", labels: [status.label, Label(name: "reason", value: code.description)],
                    .unsigned(UInt64(status.errors[code] ?? 0)))
            }
        }
        return MetricFamily(
            MetricDescription("stashgate_cluster_errors", "Lists and watches that failed, by kind and reason."),
            .counter,
            samples)
    }
}

extension ClusterKindStatus {
    fileprivate var label: Label { Label(name: "kind", value: kind.kind) }
}
