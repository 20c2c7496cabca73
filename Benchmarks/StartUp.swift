import Glibc
import TestSupport

/// Times a server from the start of its process to its first answer over TLS.
struct StartUp {
    let program: String
    let arguments: [String]
    let port: UInt16

    /// A server answered its first request with another status than 200.
    private struct UnexpectedStatus: Error {
        let code: Int
    }

    /// The median of several starts, in milliseconds.
    func median(of times: Int) throws -> Double {
        let all = try (0..<times).map { _ in try once() }.sorted()
        return all[all.count / 2]
    }

    private func once() throws -> Double {
        let start = ContinuousClock.now
        let server = try ChildProcess(program, arguments)
        // nginx ends its workers on these signals, and two signals end stashgate without a delay.
        defer {
            server.send(SIGTERM)
            server.send(SIGINT)
            _ = server.waitForEnd()
        }
        let client = try TLSClient(connection(within: .seconds(5)), trusting: nil)
        try client.handshake()
        try client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let status = try client.receiveResponse().status
        let duration = ContinuousClock.now - start
        guard status == 200 else { throw UnexpectedStatus(code: status) }
        return duration / .milliseconds(1)
    }

    /// Connects as soon as the server listens.
    private func connection(within patience: Duration) throws -> TestSocket {
        let end = ContinuousClock.now + patience
        while true {
            do {
                return try TestSocket(port: port)
            } catch {
                guard ContinuousClock.now < end else { throw error }
                usleep(200)
            }
        }
    }
}
