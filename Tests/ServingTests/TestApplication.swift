import Dispatch
import HTTP
import Net
import Serving

/// An application that reports its requests: `/echo` answers with the body, `/size` with its length, `/fill/N` with N
/// bytes, `/address` with the client's address, and `/gate` once the test opens its gate.
struct TestApplication: Application {
    let gate = Gate()

    func refusal(of head: RequestHead) -> Response? {
        guard ["/echo", "/size", "/gate", "/address"].contains(head.path) || head.path.hasPrefix("/fill/") else {
            return Self.text(.notFound, "no such path\n")
        }
        guard head.path.hasPrefix("/fill/") ? [.get, .head].contains(head.method) : head.method == .post else {
            return Response(.methodNotAllowed, fields: [.allow([.post])])
        }
        return nil
    }

    /// The time limit in milliseconds, as in `/echo?patience=200`.
    func timeLimit(of head: RequestHead) -> Duration? {
        guard let query = head.query, query.hasPrefix("patience=") else { return nil }
        return Int(query.dropFirst("patience=".count)).map { .milliseconds($0) }
    }

    /// The length of a body that claims to need more memory than any machine has.
    static let hugeBody = 4321

    func memory(forBodyOf count: Int) -> Int {
        count == Self.hugeBody ? 1 << 50 : count
    }

    func response(to request: Request, from client: SocketAddress) -> Response {
        switch request.head.path {
        case "/address": Self.text(.ok, "\(client)")
        case "/echo": Response(.ok, body: request.body)
        case "/size": Self.text(.ok, "\(request.body.count)")
        case "/gate":
            gate.pass { Self.text(.ok, "passed") }
        default:
            Response(.ok, body: Array(repeating: 0x61, count: Int(request.head.path.dropFirst("/fill/".count)) ?? 0))
        }
    }

    func response(to error: HTTPError) -> Response {
        Self.text(error.status, error.message)
    }

    private static func text(_ status: StatusCode, _ text: String) -> Response {
        Response(status, fields: [.contentType(.text)], body: Array(text.utf8))
    }
}

/// Holds requests until the test opens the gate, and tells the test when one has arrived.
final class Gate: Sendable {
    private let arrivals = DispatchSemaphore(value: 0)
    private let permits = DispatchSemaphore(value: 0)

    func pass<Answer>(_ answer: () -> Answer) -> Answer {
        arrivals.signal()
        permits.wait()
        return answer()
    }

    /// Waits until a request has arrived at the gate.
    func waitForArrival() -> Bool { arrivals.wait(timeout: .now() + 60) == .success }

    /// Lets one request pass.
    func open() { permits.signal() }
}
