import Cluster
import KubeStash
import KubernetesAPI
import Logging
import TestSupport
import Testing

@testable import Metrics
@testable import Webhook

struct ClusterMetricsTests {
    @Test("each kind has its numbers, and an age once the API server was heard of")
    func numbers() {
        let kinds = [
            ClusterKindStatus(
                kind: WatchedKind.all[0], state: .known, objects: 3, age: .milliseconds(1500), trouble: nil, lists: 1,
                watches: 2, errors: [.timedOut: 4]),
            ClusterKindStatus(
                kind: WatchedKind.all[1], state: .unknown, objects: 0, age: nil, trouble: "no", lists: 5, watches: 0,
                errors: [:]),
            ClusterKindStatus(
                kind: WatchedKind.all[2], state: .absent, objects: 0, age: .zero, trouble: nil, lists: 1, watches: 0,
                errors: [:]),
        ]
        let metrics = ClusterMetrics { ClusterReading(isWaiting: false, kinds: kinds) }
        let text = Exposition.text(of: metrics.collect(), in: .prometheus)
        let lines = Set(text.split(separator: "\n").map(String.init))
        for line in [
            #"stashgate_cluster_objects{kind="Namespace"} 3"#,
            #"stashgate_cluster_kind_known{kind="Namespace"} 1"#,
            #"stashgate_cluster_kind_known{kind="BackupStorage"} 0"#,
            #"stashgate_cluster_kind_known{kind="RetentionPolicy"} 1"#,
            #"stashgate_cluster_age_seconds{kind="Namespace"} 1.5"#,
            #"stashgate_cluster_lists_total{kind="BackupStorage"} 5"#,
            #"stashgate_cluster_watches_total{kind="Namespace"} 2"#,
            #"stashgate_cluster_errors_total{kind="Namespace",reason="timed-out"} 4"#,
            #"stashgate_cluster_errors_total{kind="Namespace",reason="tls"} 0"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(!text.contains(#"age_seconds{kind="BackupStorage"}"#))
    }

    @Test("news of the cluster are one line each, and those that need an operator are errors")
    func log() {
        let lines = LogLines(level: .trace)
        let log = ClusterLog(logger: Logger(label: "test") { _ in lines })
        let kind = WatchedKind.all[1]
        for news: ClusterNews in [
            .synced(objects: 7), .trouble(kind, "it is gone"), .outdated(kind, "it is gone"), .outdated(kind, nil),
            .recovered(kind),
        ] {
            log.note(news)
        }
        #expect(
            lines.lines == [
                "info: the objects of the cluster are known objects=7",
                "warning: cannot follow the objects of the cluster kind=BackupStorage reason=it is gone",
                "error: the objects of the cluster are too old to be used kind=BackupStorage reason=it is gone",
                "error: the objects of the cluster are too old to be used kind=BackupStorage",
                "info: the objects of the cluster can be followed again kind=BackupStorage",
            ])
    }
}
