internal import Cluster
internal import HTTP
internal import KubeStash
internal import ManagedCertificates
internal import Serving

/// The health endpoints for kubelets and people, in the form that Kubernetes' own components use.
struct HealthEndpoints {
    let health: Health
    /// How the watch of the cluster is doing; nil if there is none.
    var cluster: (@Sendable () -> ClusterReading)?
    /// How the self-managed certificates are doing; nil if there are none.
    var certificates: (@Sendable () -> CertificateReading)?

    /// The answer to a request for a path.
    ///
    /// - Parameter head: The request.
    /// - Returns: The answer; nil if the path is another one.
    func response(to head: RequestHead) -> Response? {
        let isVerbose = head.query?.split(separator: "&").contains { Self.asks($0) } ?? false
        switch head.path {
        case "/livez": return answer("livez", [workers], otherwise: .internalServerError, isVerbose)
        case "/readyz":
            return answer(
                "readyz", [serving, workers, certificate] + managedCertificate + knowledge,
                otherwise: .serviceUnavailable, isVerbose)
        default: return nil
        }
    }

    private static func asks(_ parameter: Substring) -> Bool {
        parameter == "verbose" || parameter.hasPrefix("verbose=")
    }

    private var serving: HealthCheck {
        HealthCheck(name: "serving", problem: health.isStopping ? "the server is stopping" : nil)
    }

    /// A worker that hangs keeps all its clients waiting until the process is restarted.
    private var workers: HealthCheck { HealthCheck(name: "workers", problem: health.workerProblem) }

    /// A certificate that clients refuse, or that cannot be replaced, is a warning.
    ///
    /// It does not make the server unready: the other replicas have the same certificate.
    private var certificate: HealthCheck {
        let reload = health.certificateProblem.map { "the new one cannot be used, the one in use stays: \($0)" }
        let problems = [health.validityProblem, reload].compactMap { $0 }
        return HealthCheck(
            name: "certificate", problem: problems.isEmpty ? nil : problems.joined(separator: "; "), isWarning: true)
    }

    /// Without a certificate there is nothing to serve with; one that cannot be looked after is as good as those of the
    /// other replicas for a while.
    private var managedCertificate: [HealthCheck] {
        guard let reading = certificates?() else { return [] }
        let reason = reading.trouble.map { ": \($0)" } ?? ""
        let problem = reading.isWaiting ? "there is no certificate yet\(reason)" : reading.trouble
        return [HealthCheck(name: "managed-certificate", problem: problem, isWarning: !reading.isWaiting)]
    }

    /// Without the objects of the cluster, reviews are answered with a warning: a server that waits for them is not ready,
    /// but one that has lost them is as good as the other replicas, which read the same API server.
    private var knowledge: [HealthCheck] {
        guard let reading = cluster?() else { return [] }
        let unknown = reading.kinds.filter { $0.state == .unknown }
        let names = unknown.map(\.kind.kind).joined(separator: ", ")
        let reason = unknown.compactMap(\.trouble).first.map { ": \($0)" } ?? ""
        return [
            HealthCheck(
                name: "cluster", problem: unknown.isEmpty ? nil : "the objects of \(names) are not known\(reason)",
                isWarning: !reading.isWaiting)
        ]
    }

    private func answer(
        _ name: String, _ checks: [HealthCheck], otherwise failure: StatusCode, _ isVerbose: Bool
    ) -> Response {
        let reasons = checks.filter { !$0.isWarning }.compactMap(\.problem)
        let verdict = "\(name) check \(reasons.isEmpty ? "passed" : "failed")"
        let text =
            if isVerbose {
                checks.map { "\($0)\n" }.joined() + verdict
            } else {
                reasons.isEmpty ? "ok" : "\(verdict): \(reasons.joined(separator: "; "))"
            }
        return Response(
            reasons.isEmpty ? .ok : failure, fields: [.contentType(.text)], body: Array("\(text)\n".utf8))
    }
}

/// One condition of a healthy server.
private struct HealthCheck: CustomStringConvertible {
    let name: String
    let problem: String?
    /// Whether a problem is reported without failing the endpoint.
    var isWarning = false

    /// As Kubernetes' own components print it.
    var description: String {
        guard let problem else { return "[+]\(name) ok" }
        return isWarning ? "[!]\(name): \(problem)" : "[-]\(name) failed: \(problem)"
    }
}
