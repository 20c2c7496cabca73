import Glibc
import Net
import TestSupport

/// `make run`: starts the server, sends it the shipped reviews as an API server would, prints the answers, and keeps
/// the server running until Ctrl-C.
@main
struct Main {
    private static let server = ".build/release/stashgate"
    private static let certificates = "certs/local"
    /// The longest time that a server may take to be ready; it usually takes some milliseconds.
    private static let patience = (attempts: 500, milliseconds: 20)

    private let port: UInt16
    private let endsAfterReviews: Bool

    private init(arguments: [String]) throws {
        guard let port = arguments.first.flatMap(UInt16.init), port > 0 else {
            throw Failure("PORT is to be a number from 1 to 65535")
        }
        self.port = port
        endsAfterReviews = arguments.contains("--once")
    }

    static func main() {
        do {
            exit(try Main(arguments: Array(CommandLine.arguments.dropFirst())).run())
        } catch {
            Terminal.complain("\(error)")
            exit(1)
        }
    }

    /// Runs the demo.
    ///
    /// - Returns: The exit code: 0 if every answer was the expected one and the server ended as it should.
    private func run() throws -> Int32 {
        try checkPort()
        let process = try ServerProcess(
            program: Self.server,
            arguments: [
                "serve", "--listen", "127.0.0.1:\(port)", "--tls-cert", "\(Self.certificates)/tls.crt",
                "--tls-key", "\(Self.certificates)/tls.key", "--shutdown-delay", "0s",
            ])
        guard try waitUntilReady(process) else { return process.stop() }
        var isAsExpected = true
        do {
            for (index, sample) in Sample.all.enumerated() {
                isAsExpected = try show(sample, number: index + 1) && isAsExpected
            }
        } catch {
            _ = process.stop()
            throw error
        }
        if !endsAfterReviews {
            Terminal.say(hints)
            if case .ended(let code) = process.wait() { throw Failure("the server ended by itself, with code \(code)") }
        }
        let code = process.stop()
        return isAsExpected ? code : 1
    }

    /// Checks that the port is free before the server starts, to say what to do if it is not.
    private func checkPort() throws {
        do {
            _ = try Listener(on: SocketAddress(parsing: "127.0.0.1:\(port)"))
        } catch {
            throw Failure("\(error); make run PORT=9443, for example, takes another port")
        }
    }

    /// Asks the server whether it is ready until it is.
    ///
    /// - Returns: Whether the server is ready; false after Ctrl-C.
    private func waitUntilReady(_ process: ServerProcess) throws -> Bool {
        var obstacle: any Error = Failure("it did not say why")
        for _ in 0..<Self.patience.attempts {
            do {
                if try send("GET", "/readyz").status == 200 { return true }
            } catch {
                obstacle = error
            }
            switch process.wait(milliseconds: Self.patience.milliseconds) {
            case .ended(let code): throw Failure("the server ended before it was ready, with code \(code)")
            case .interrupted: return false
            case .nothing: continue
            }
        }
        _ = process.stop()
        throw Failure("the server did not become ready: \(obstacle)")
    }

    /// Sends a review and prints the answer.
    ///
    /// - Returns: Whether the answer is the one that the sample demonstrates.
    private func show(_ sample: Sample, number: Int) throws -> Bool {
        Terminal.say("\n\(sample.heading(number: number))")
        let response = try send("POST", sample.path, body: Fixtures.read("\(Sample.folder)/\(sample.file)"))
        guard response.status == 200 else {
            throw Failure("HTTP status \(response.status): \(String(decoding: response.body, as: UTF8.self))")
        }
        let answer = try Answer(review: response.body)
        for line in answer.lines { Terminal.say(line) }
        let isExpected = sample.isExpected(answer)
        if !isExpected { Terminal.complain("this is not the answer that was expected") }
        return isExpected
    }

    /// Sends one request on a connection of its own, and checks the server's certificate as the API server does.
    private func send(_ method: String, _ path: String, body: [UInt8] = []) throws -> TestResponse {
        let client = try TLSClient(port: port, trusting: Fixtures.read("\(Self.certificates)/ca.crt"))
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
            "Content-Length: \(body.count)", "\r\n",
        ]
        try client.send(Array(head.joined(separator: "\r\n").utf8) + body)
        return try client.receiveResponse()
    }

    private var hints: String {
        """

        Serving on https://127.0.0.1:\(port) until Ctrl-C. To send one more review, from another terminal:
          curl --cacert \(Self.certificates)/ca.crt --json @\(Sample.folder)/full-create-validate.json \
        https://127.0.0.1:\(port)/validate
        or without the server:
          \(Self.server) review --webhook validate \(Sample.folder)/full-create-validate.json
        """
    }
}
