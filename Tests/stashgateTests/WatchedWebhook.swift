import Glibc
import TLS
import TestSupport
import Testing

/// `stashgate serve` with its monitoring listener, for one test.
final class WatchedWebhook {
    let folder: TemporaryFolder
    let files: CertificateFiles
    let authority: [UInt8]
    let port: UInt16
    let process: ChildProcess
    private let monitoringPort: UInt16

    /// Starts the server.
    /// - Parameters:
    ///   - arguments: More arguments of `stashgate serve`.
    ///   - usingClientAuthority: Whether clients must have a certificate.
    ///   - dataLimit: The limit of its writable memory in bytes (RLIMIT_DATA); nil for no limit.
    /// - Throws: Any error that prevents the start.
    init(_ arguments: [String] = [], usingClientAuthority: Bool = false, dataLimit: Int? = nil) throws {
        folder = try TemporaryFolder()
        files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        authority = try TemporaryFolder.read(files.authorityCertificate)
        let limit = dataLimit.map { "ulimit -d \($0 >> 10) && " } ?? ""
        process = try ChildProcess(
            "/bin/sh",
            [
                "-c", "\(limit)exec \"$0\" \"$@\"", ChildProcess.product("stashgate"),
                "serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--listen", "127.0.0.1:0",
                "--metrics-listen", "127.0.0.1:0", "--shutdown-delay", "0s",
            ] + (usingClientAuthority ? ["--client-ca", files.authorityCertificate] : []) + arguments)
        func port(_ scheme: String, _ process: ChildProcess) throws -> UInt16 {
            let line = try process.waitForErrors(containing: "listening on \(scheme)://127.0.0.1:").first
            return try #require(line.flatMap { UInt16($0.prefix { $0.isNumber }) })
        }
        monitoringPort = try port("http", process)
        self.port = try port("https", process)
    }

    /// Starts the server beside an API server.
    /// - Parameter cluster: The API server, whose objects it follows.
    /// - Throws: Any error that prevents the start.
    convenience init(beside cluster: FakeAPIServer) throws {
        let file = try TemporaryFolder()
        try file.write(cluster.kubeconfig, to: "kubeconfig")
        try self.init(["--cluster", "kubeconfig", "--kubeconfig", "\(file.path)/kubeconfig"])
        // The file is read before the server listens.
        extendLifetime(file)
    }

    /// A client after its handshake.
    func connect(_ options: TLSClient.Options = TLSClient.Options()) throws -> TLSClient {
        try TLSClient(port: port, trusting: authority, options: options)
    }

    /// Sends a request on a new connection, and returns the status of the answer.
    func ask(_ request: String, _ body: [UInt8] = []) throws -> Int {
        let client = try connect()
        try client.send(Self.bytes(request, body))
        return try client.receiveResponse().status
    }

    /// A request as bytes, with the required fields.
    static func bytes(_ request: String, _ body: [UInt8]) -> [UInt8] {
        let type = body.isEmpty ? "" : "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n"
        return Array("\(request) HTTP/1.1\r\nHost: a\r\n\(type)\r\n".utf8) + body
    }

    /// A connection to the monitoring listener.
    func connectToWatch() throws -> TestSocket {
        try TestSocket(port: monitoringPort)
    }

    /// The answer of the monitoring listener.
    func watch(_ path: String, accepting types: String? = nil, method: String = "GET") throws -> TestResponse {
        let socket = try connectToWatch()
        let accept = types.map { "Accept: \($0)\r\n" } ?? ""
        try socket.send(Array("\(method) \(path) HTTP/1.1\r\nHost: a\r\n\(accept)\r\n".utf8))
        return try socket.receiveResponse()
    }

    /// The current metrics.
    func scrape() throws -> MetricsText {
        try MetricsText(watch("/metrics", accepting: "application/openmetrics-text").text, isOpenMetrics: true)
    }

    /// Scrapes until some numbers have the expected values, because a server counts the end of a connection slightly
    /// later than its client sees it.
    /// - Returns: The numbers that never reached their expected values, with their last ones.
    func differences(from expected: [String: Double]) throws -> [String: Double?] {
        var differences: [String: Double?] = [:]
        _ = try eventually(within: 20) {
            let metrics = try scrape()
            differences = [:]
            for (series, value) in expected where metrics[series] != value { differences[series] = metrics[series] }
            return differences.isEmpty
        }
        return differences
    }
}
