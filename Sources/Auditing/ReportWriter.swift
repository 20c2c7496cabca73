internal import Document
package import KubernetesAPI
internal import Linting

/// Writes the reports of an audit into the cluster, where dashboards of policies show them (openreports.io/v1alpha1).
package struct ReportWriter {
    /// The name of each report.
    package static let name = "stashgate-audit"
    /// The name under which the reports are written, so that nothing else of an object is touched.
    static let fieldManager = "stashgate"

    /// A report that could not be written.
    package struct Failure: Sendable, CustomStringConvertible {
        /// One line for a person.
        package let description: String
    }

    /// How a run has gone.
    package struct Outcome: Sendable {
        /// The number of reports that were written, empty ones among them.
        package fileprivate(set) var written = 0
        /// The reports that list only some of their results, one line each for a person.
        package fileprivate(set) var cuts: [String] = []
        /// The reports that could not be written.
        package fileprivate(set) var failures: [Failure] = []
    }

    private let client: Client

    /// Makes a writer.
    ///
    /// - Parameter client: The client of the cluster.
    package init(_ client: Client) {
        self.client = client
    }

    /// The reports of namespaces; those of one, or all.
    private static func reports(in namespace: String?) -> Resource {
        Resource(
            group: "openreports.io", version: "v1alpha1", plural: "reports", namespace: namespace,
            metadataOnly: namespace == nil)
    }

    /// The reports about objects of the whole cluster.
    private static let clusterReports = Resource(group: "openreports.io", version: "v1alpha1", plural: "clusterreports")

    /// Whether the cluster has reports.
    ///
    /// - Returns: Whether their definitions are installed.
    /// - Throws: `APIError` if the server does not say.
    package func isInstalled() throws(APIError) -> Bool {
        try client.isInstalled(Self.reports(in: nil))
    }

    /// Writes the reports of an audit, and empties those of earlier ones about which nothing is left to say.
    ///
    /// - Parameter audit: The audit.
    /// - Returns: How it has gone.
    /// - Throws: `APIError` if the server cannot be reached.
    package func write(_ audit: Audit) throws(APIError) -> Outcome {
        var report = PolicyReport(named: Self.name, mostResults: PolicyReport.mostStored)
        var unused: [UInt8] = []
        for each in audit.reports { report.add(each, to: &unused) }
        if let namespace = audit.namespace {
            report.include(PolicyReport.Scope(namespace: namespace))
        } else {
            for scope in try earlier() { report.include(scope) }
        }
        var outcome = Outcome()
        for object in report.objects {
            let resource = object.scope.isCluster ? Self.clusterReports : Self.reports(in: object.scope.namespace)
            let title = object.scope.isCluster ? "the ClusterReport" : "the Report in \(object.scope.namespace)"
            do throws(APIError) {
                try client.apply(
                    object.yaml, as: resource, name: Self.name, fieldManager: Self.fieldManager, force: true)
                outcome.written += 1
                guard object.leftOut > 0 else { continue }
                let all = object.leftOut + PolicyReport.mostStored
                outcome.cuts.append("\(title) lists \(PolicyReport.mostStored) of \(all) results, and counts all")
            } catch  where error.code == .status {
                // A namespace that is being deleted takes no report, and says nothing about the others.
                outcome.failures.append(Failure(description: "\(title) cannot be written: \(error)"))
            }
        }
        return outcome
    }

    /// The reports that an earlier audit has written.
    private func earlier() throws(APIError) -> [PolicyReport.Scope] {
        var scopes: [PolicyReport.Scope] = []
        for (resource, isCluster) in [(Self.reports(in: nil), false), (Self.clusterReports, true)] {
            var found: [PolicyReport.Scope] = []
            _ = try client.list(resource) { part in
                switch part {
                case .restarted: found = []
                case .object(let document, let node):
                    guard let identity = ObjectIdentity(document, node), identity.name == Self.name else { return }
                    found.append(isCluster ? .cluster : PolicyReport.Scope(namespace: identity.namespace))
                }
            }
            scopes += found
        }
        return scopes
    }
}
