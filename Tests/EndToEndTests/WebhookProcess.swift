import Glibc
import TestSupport
import Testing

/// One `stashgate serve`.
struct WebhookProcess {
    let process: ChildProcess
    let port: UInt16
    private let monitoringPort: UInt16

    /// Starts one, and waits until it is ready.
    /// - Parameters:
    ///   - group: The group that it joins.
    ///   - arguments: The arguments of `stashgate serve`, without addresses.
    /// - Throws: An error if it does not get ready.
    init(in group: ProcessGroup, _ arguments: [String]) throws {
        process = try group.start(
            ChildProcess.product("stashgate"),
            ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--log-level", "debug"]
                + arguments, named: "stashgate")
        port = try Self.port("https", of: process)
        monitoringPort = try Self.port("http", of: process)
        try #require(eventually(isReady), "stashgate does not get ready")
    }

    private static func port(_ scheme: String, of process: ChildProcess) throws -> UInt16 {
        let line = try process.waitForErrors(containing: "listening on \(scheme)://127.0.0.1:").first
        return try #require(line.flatMap { UInt16($0.prefix { $0.isNumber }) })
    }

    /// Whether `/readyz` says so, as the kubelet would ask.
    var isReady: @Sendable () -> Bool {
        let port = monitoringPort
        return {
            guard let socket = try? TestSocket(port: port),
                (try? socket.send(Array("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n".utf8))) != nil
            else { return false }
            return (try? socket.receiveResponse())?.status == 200
        }
    }

    /// The process as the balancer sees it.
    var server: TestBalancer.Server { TestBalancer.Server(port: port, isReady: isReady) }
}
