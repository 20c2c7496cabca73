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
    ///   - address: Where it listens; the port may be 0.
    ///   - wrapper: A program that runs it, with its arguments.
    /// - Throws: An error if it does not get ready.
    init(
        in group: ProcessGroup, _ arguments: [String], at address: (host: String, port: Int) = ("127.0.0.1", 0),
        by wrapper: [String] = []
    ) throws {
        let words =
            try wrapper + [
                ChildProcess.product("stashgate"), "serve", "--listen=\(address.host):\(address.port)",
                "--metrics-listen=127.0.0.1:0", "--log-level=debug",
            ]
        process = try group.start(words[0], words.dropFirst() + arguments, named: "stashgate")
        port = try Self.port("https://\(address.host)", of: process)
        monitoringPort = try Self.port("http://127.0.0.1", of: process)
        try #require(eventually(isReady), "stashgate does not get ready")
    }

    private static func port(_ host: String, of process: ChildProcess) throws -> UInt16 {
        let line = try process.waitForErrors(containing: "listening on \(host):").first
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
