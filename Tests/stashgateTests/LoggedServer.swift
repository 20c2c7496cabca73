import Glibc
import TLS
import TestSupport
import Testing

/// A server with its log in a file, or where the shell redirects it.
struct LoggedServer {
    let folder: TemporaryFolder
    let process: ChildProcess
    private let authority: [UInt8]

    /// - Parameters:
    ///   - arguments: More arguments of `stashgate serve`.
    ///   - port: The port to listen on; 0 for any.
    ///   - prelude: The commands that the shell runs first.
    ///   - redirection: The shell's redirection of standard error.
    /// - Throws: Any error that prevents the start.
    init(_ arguments: String = "", port: UInt16 = 0, prelude: String = ":", redirection: String = "") throws {
        folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        authority = try TemporaryFolder.read(files.authorityCertificate)
        let command = """
            cd '\(folder.path)' && \(prelude) && exec '\(try ChildProcess.product("stashgate"))' serve \
            --tls-cert tls.crt --tls-key tls.key --shutdown-delay 0s --listen 127.0.0.1:\(port) \(arguments) \
            \(redirection)
            """
        process = try ChildProcess("/bin/sh", ["-c", command])
    }

    func port() throws -> UInt16 {
        let ports = try process.waitForErrors(containing: "listening on https://127.0.0.1:")
        return try #require(ports.first.flatMap(UInt16.init))
    }

    func connect(_ port: UInt16) throws -> TLSClient { try TLSClient(port: port, trusting: authority) }

    /// Connects to a server that cannot log that it listens.
    func connectOnceReady(_ port: UInt16) throws -> TLSClient {
        var socket: TestSocket?
        _ = eventually {
            socket = try? TestSocket(port: port)
            return socket != nil
        }
        guard let socket else { throw TestClientError.patience }
        let client = try TLSClient(socket, trusting: authority)
        try client.handshake()
        return client
    }

    func end() -> [String] {
        process.send(SIGTERM)
        #expect(process.waitForEnd() == .exit(0))
        return process.errors.split(separator: "\n").map(String.init)
    }

    static func request(_ body: [UInt8], to path: String = "/validate") -> [UInt8] {
        let head = """
            POST \(path)?timeout=5s HTTP/1.1\r
            Host: a\r
            Content-Length: \(body.count)\r
            Content-Type: application/json\r
            \r\n
            """
        return Array(head.utf8) + body
    }

    /// Sends reviews that are denied.
    static func deny(_ count: Int, with client: TLSClient) throws {
        for _ in 0..<count {
            try client.send(request(Fixtures.review("bad-three-ways-create-validate")))
            #expect(try client.receiveResponse().status == 200)
        }
    }

    /// The lines as JSON values.
    static func json(_ lines: [String]) throws -> [JSONValue] {
        try lines.map { try JSONValue(parsing: Array($0.utf8)) }
    }
}
