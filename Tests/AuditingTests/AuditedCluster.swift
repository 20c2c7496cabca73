import Document
import KubeStash
import KubernetesAPI
import Linting
import Schema
import System
import TestSupport

@testable import Auditing

/// A cluster with some objects, as an API server tells of it over TLS.
struct AuditedCluster {
    let server: FakeAPIServer
    let client: Client

    /// The path of the objects of a kind.
    static func path(_ kind: String) -> String {
        switch kind {
        case "Namespace": "/api/v1/namespaces"
        case "Report": "/apis/openreports.io/v1alpha1/reports"
        case "ClusterReport": "/apis/openreports.io/v1alpha1/clusterreports"
        default:
            Kinds.all.first { $0.names.kind == kind }.map {
                "/apis/\($0.names.group)/\($0.names.version)/\($0.names.plural)"
            } ?? ""
        }
    }

    /// All kinds of KubeStash, namespaces and reports.
    static let kinds = Kinds.all.map(\.names.kind) + ["Namespace", "Report", "ClusterReport"]

    /// Starts a cluster.
    ///
    /// - Parameters:
    ///   - manifests: The objects in YAML.
    ///   - kinds: The kinds that are installed.
    ///   - pageSize: The number of objects in a page of a list.
    /// - Throws: An error if the server cannot be started.
    init(
        _ manifests: String..., kinds: [String] = Self.kinds, pageSize: Int = ClientLimits().pageSize
    ) throws {
        server = try FakeAPIServer(kinds.map(Self.path))
        for manifest in manifests { try server.apply(manifest: manifest, path: Self.path) }
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(Array(server.kubeconfig.utf8), of: "test")
        var limits = ClientLimits()
        limits.pageSize = pageSize
        client = Client(
            ClusterAccess(
                try kubeconfig.configuration(), environment: [:], limits: limits, interruption: try Interruption()))
    }

    /// Ends the server; call it once.
    func end() {
        client.close()
        server.stop()
    }

    /// Audits the cluster.
    func audit(_ namespace: String? = nil, _ change: (inout LintOptions) -> Void = { _ in }) throws -> Audit {
        var options = LintOptions()
        change(&options)
        return try Auditor(options, namespace: namespace).audit(client)
    }

    /// The mistakes of an audit as a report shows them.
    static func text(of audit: Audit, as report: some LintReport = ConciseReport()) -> String {
        var (report, output): (any LintReport, [UInt8]) = (report, [])
        report.begin(&output)
        for each in audit.reports { report.add(each, to: &output) }
        report.end(audit.counts, exitCode: 1, &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The objects and rules of the mistakes: `BackupStorage demo/s3 shared-place`, with `~` before a warning.
    static func marks(of audit: Audit) -> [String] {
        audit.reports.flatMap(\.diagnostics).map {
            "\($0.place) \($0.severity == .warning ? "~" : "")\($0.rule)"
        }
    }
}
