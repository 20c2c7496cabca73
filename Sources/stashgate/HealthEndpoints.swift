import HTTP
import Serving

/// What the server says about itself to the kubelet and to people, in the form of Kubernetes' own components.
struct HealthEndpoints {
    let health: Health

    /// The answer to a request for a path.
    /// - Parameter head: The request.
    /// - Returns: The answer; nil where the path is another one.
    func response(to head: RequestHead) -> Response? {
        switch head.path {
        case "/livez": text(.ok, "ok\n")
        case "/readyz": readiness(isVerbose: head.query?.split(separator: "&").contains { Self.asks($0) } ?? false)
        default: nil
        }
    }

    private static func asks(_ parameter: Substring) -> Bool {
        parameter == "verbose" || parameter.hasPrefix("verbose=")
    }

    /// A certificate that cannot be replaced is a reason to look after the server, and none to take requests from it.
    private func readiness(isVerbose: Bool) -> Response {
        let isReady = !health.isStopping
        let verdict = "readyz check \(isReady ? "passed" : "failed")"
        let status: StatusCode = isReady ? .ok : .serviceUnavailable
        guard isVerbose else { return text(status, isReady ? "ok\n" : "\(verdict): the server is stopping\n") }
        let serving = isReady ? "[+]serving ok" : "[-]serving failed: the server is stopping"
        let certificate =
            health.certificateProblem.map { "[!]certificate: the new one cannot be used, the one in use stays: \($0)" }
            ?? "[+]certificate ok"
        return text(status, "\(serving)\n\(certificate)\n\(verdict)\n")
    }

    private func text(_ status: StatusCode, _ text: String) -> Response {
        Response(status, fields: [.contentType(.text)], body: Array(text.utf8))
    }
}
