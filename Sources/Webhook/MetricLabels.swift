internal import Admission
internal import HTTP
internal import KubeStash
internal import Metrics
internal import Schema
internal import Serving

/// The status codes by which answers are counted: all that the webhook and its server use, and one for any other.
enum AnsweredCode {
    private static let codes: [UInt16] = [
        200, 400, 404, 405, 408, 413, 414, 415, 417, 431, 500, 501, 503, 504, 505,
    ]

    static let dimension = Dimension("code", codes.map { String($0) } + ["other"])

    static func index(of status: StatusCode) -> Int {
        codes.firstIndex(of: status.rawValue) ?? codes.count
    }
}

/// The operation and the result of a review, by which reviews are counted.
enum ReviewOutcome {
    /// All operations; a body that is not an AdmissionReview names none.
    static let dimension = Dimension(
        ["operation", "result"],
        Operation.allCases.flatMap { [[$0.rawValue, "allowed"], [$0.rawValue, "denied"]] } + [["unknown", "failed"]])

    static func index(of answer: Reviewer.Answer) -> Int {
        let row =
            switch answer.operation {
            case .create: 0
            case .update: 1
            case .delete: 2
            case .connect: 3
            case nil: 4
            }
        return 2 * row + (answer.verdict == .denied ? 1 : 0)
    }
}

extension Finding.Severity {
    /// The severities in the order in which they are counted.
    static var counted: [Finding.Severity] { [.error, .warning] }
}

extension HandshakeResult {
    var label: String {
        switch self {
        case .ok: "ok"
        case .clientCertificate: "client_certificate"
        case .serverCertificate: "server_certificate"
        case .badProtocol: "protocol"
        case .plainHTTP: "plain_http"
        case .closed: "closed"
        case .timeout: "timeout"
        case .failure: "internal"
        }
    }
}

extension ConnectionState {
    var label: String { "\(self)" }
}

extension CutOff {
    var label: String {
        switch self {
        case .placeNeeded: "place_needed"
        case .tlsMessages: "tls_messages"
        }
    }
}
