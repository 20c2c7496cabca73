import Admission
import HTTP
import KubeStash
import Metrics
import Schema
import Serving

/// The paths by which requests are told apart.
enum ServedPath: String, CaseIterable {
    case mutate = "/mutate"
    case validate = "/validate"
    case livez = "/livez"
    case readyz = "/readyz"
    /// Any other, and requests whose path is not known; the last, as whatever is beyond the others counts here.
    case other

    var endpoint: Endpoint {
        switch self {
        case .mutate: Endpoint(rawValue: 0)
        case .validate: Endpoint(rawValue: 1)
        case .livez: Endpoint(rawValue: 2)
        case .readyz: Endpoint(rawValue: 3)
        case .other: .other
        }
    }
}

/// The status codes by which answers are told apart: all that the webhook and its server know, and one for any other.
enum AnsweredCode {
    private static let codes: [UInt16] = [
        200, 400, 404, 405, 408, 413, 414, 415, 417, 431, 500, 501, 503, 504, 505,
    ]

    static let dimension = Dimension("code", codes.map { String($0) } + ["other"])

    static func index(of status: StatusCode) -> Int {
        codes.firstIndex(of: status.rawValue) ?? codes.count
    }
}

/// What was asked for in a review, and what came of it.
enum ReviewOutcome {
    /// All that there is; a body that is no AdmissionReview says nothing of an operation.
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

/// The rules of the catalogue by number.
enum RuleIndex {
    static let dimension = Dimension("rule", RuleCatalog.all.map(\.id.rawValue))

    /// Looked into for findings alone, so that a review without any costs nothing.
    private static let places = [RuleID: Int](
        RuleCatalog.all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })

    static func index(of rule: RuleID) -> Int {
        places[rule] ?? -1
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

    /// Its place among all cases.
    var index: Int {
        switch self {
        case .ok: 0
        case .clientCertificate: 1
        case .serverCertificate: 2
        case .badProtocol: 3
        case .plainHTTP: 4
        case .closed: 5
        case .timeout: 6
        case .failure: 7
        }
    }
}

extension ConnectionState {
    var label: String { "\(self)" }

    /// Its place among all cases.
    var index: Int {
        switch self {
        case .handshake: 0
        case .idle: 1
        case .reading: 2
        case .writing: 3
        case .closing: 4
        }
    }
}
