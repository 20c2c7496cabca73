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

/// The kind, the operation and the result of a review, by which reviews are counted.
enum ReviewOutcome {
    /// The word for all kinds that stashgate does not judge, so that no client can add one.
    private static let otherKind = "other"

    /// All kinds with all operations; a body that is not an AdmissionReview names none.
    static let dimension = Dimension(
        ["kind", "operation", "result"],
        (Kinds.all.map(\.names.kind) + [otherKind]).flatMap { kind in
            Operation.allCases.flatMap { [[kind, $0.rawValue, "allowed"], [kind, $0.rawValue, "denied"]] }
        } + [["unknown", "unknown", "failed"]])

    static func index(of answer: Reviewer.Answer) -> Int {
        let kind = answer.kind.flatMap { kind in Kinds.all.firstIndex { $0 === kind } } ?? Kinds.all.count
        let perKind = 2 * Operation.allCases.count
        let row =
            switch answer.operation {
            case .create: 0
            case .update: 1
            case .delete: 2
            case .connect: 3
            case nil: -1
            }
        guard row >= 0 else { return (Kinds.all.count + 1) * perKind }
        return kind * perKind + 2 * row + (answer.verdict == .denied ? 1 : 0)
    }
}

/// The kind and the rule of a finding, by which findings are counted: for each kind the rules that it can break.
enum ReviewFinding {
    static let dimension = Dimension(
        ["kind", "rule"],
        Kinds.all.flatMap { kind in kind.allRules.map { [kind.names.kind, $0.id.rawValue] } })

    /// The first row of each kind.
    private static let starts: [Int] = Kinds.all.reduce(into: [0]) { starts, kind in
        starts.append((starts.last ?? 0) + kind.allRules.count)
    }

    /// The row of a rule, nil if the kind cannot break it.
    static func index(of rule: RuleID, in kind: Kind) -> Int? {
        guard let place = Kinds.all.firstIndex(where: { $0 === kind }), let index = kind.index(of: rule) else {
            return nil
        }
        return starts[place] + index
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
