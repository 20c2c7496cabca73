import Glibc
import Net
import TLS
import TestSupport
import Testing

/// A server with its log in a file, or wherever the shell is told to redirect it to.
struct LoggedServer {
    let folder: TemporaryFolder
    let process: ChildProcess
    private let authority: [UInt8]

    /// - Parameters:
    ///   - arguments: More arguments of `stashgate serve`.
    ///   - port: Where to listen; 0 for any port.
    ///   - prelude: What the shell does first.
    ///   - redirection: What the shell is to do with standard error.
    /// - Throws: What keeps it from starting.
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

    /// Connects to a server that cannot say when it listens.
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

    /// A port that nobody has, for a server that cannot say which it got.
    static func freePort() throws -> UInt16 {
        try Listener(on: SocketAddress(parsing: "127.0.0.1:0"), onlyIPv6: false).address.port
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

    /// Has reviews denied.
    static func deny(_ count: Int, with client: TLSClient) throws {
        for _ in 0..<count {
            try client.send(request(Fixtures.review("bad-three-ways-create-validate")))
            #expect(try client.receiveResponse().status == 200)
        }
    }

    /// The values of lines in JSON.
    static func json(_ lines: [String]) throws -> [JSONValue] {
        try lines.map { try JSONValue(parsing: Array($0.utf8)) }
    }
}
