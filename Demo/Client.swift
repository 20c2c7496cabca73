import COpenSSL
import Glibc

/// A client that speaks as much HTTPS as the demo needs, so that a fresh machine needs no curl: one request a
/// connection, and the server's certificate checked the way the API server checks it.
struct Client {
    /// What a server answered.
    struct Response {
        let status: Int
        let body: [UInt8]
    }

    /// The port on this machine.
    let port: UInt16
    /// The file with the certificate of the authority that is trusted.
    let authority: String

    /// Sends one request and waits for the answer.
    ///
    /// - Parameters:
    ///   - method: HTTP's name for what is asked.
    ///   - path: The resource that is asked.
    ///   - body: JSON, or nothing.
    /// - Returns: The answer.
    /// - Throws: ``Failure`` where nobody listens, the certificate is not to be trusted, or the answer is no HTTP.
    func send(_ method: String, _ path: String, body: [UInt8] = []) throws(Failure) -> Response {
        let connection = try Connection()
        try connection.open(port: port, authority: authority)
        let head = [
            "\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
            "Content-Length: \(body.count)", "Connection: close", "\r\n",
        ].joined(separator: "\r\n")
        try connection.write(Array(head.utf8) + body)
        return try Response(message: connection.readToEnd())
    }
}

extension Client.Response {
    /// Takes an answer apart; its body ends where the connection does (RFC 9112, section 6.3).
    fileprivate init(message: [UInt8]) throws(Failure) {
        let blankLine = Array("\r\n\r\n".utf8)
        let words = message.prefix { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
        guard let end = message.firstRange(of: blankLine), words.count > 1,
            let status = Int(String(decoding: words[1], as: UTF8.self))
        else { throw Failure("the answer is no HTTP: \(String(decoding: message, as: UTF8.self))") }
        self.init(status: status, body: Array(message[end.upperBound...]))
    }
}

/// One TLS connection to a port of this machine, and the owner of all that it holds.
@safe private struct Connection: ~Copyable {
    /// Longer than any answer of a server that is well; a demo that hangs is worse than one that fails.
    private static let patience = timeval(tv_sec: 10, tv_usec: 0)
    private static let host = "127.0.0.1"

    private let context: OpaquePointer
    private let session: OpaquePointer
    private let socket: Int32

    init() throws(Failure) {
        guard let context = unsafe SSL_CTX_new(TLS_client_method()), let session = unsafe SSL_new(context) else {
            throw Failure("OpenSSL cannot make a connection")
        }
        unsafe self.context = context
        unsafe self.session = session
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    }

    deinit {
        unsafe SSL_free(session)
        unsafe SSL_CTX_free(context)
        close(socket)
    }

    borrowing func open(port: UInt16, authority: String) throws(Failure) {
        try connect(to: port)
        guard unsafe SSL_CTX_load_verify_file(context, authority) == 1 else {
            throw Failure("\(authority) holds no certificate")
        }
        unsafe SSL_set_verify(session, SSL_VERIFY_PEER, nil)
        guard unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), Self.host) == 1,
            unsafe SSL_set_fd(session, socket) == 1, unsafe SSL_connect(session) == 1
        else {
            let verdict = unsafe String(cString: X509_verify_cert_error_string(SSL_get_verify_result(session)))
            throw Failure("the TLS handshake failed (the certificate: \(verdict))")
        }
    }

    private borrowing func connect(to port: UInt16) throws(Failure) {
        var patience = Self.patience
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = unsafe inet_addr(Self.host)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.connect(socket, address, length)
            }
        }
        guard status == 0 else { throw Failure("nobody answers on port \(port)") }
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(socket, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    borrowing func write(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        guard unsafe SSL_write_ex(session, bytes, bytes.count, &written) == 1, written == bytes.count else {
            throw Failure("the server does not take the request")
        }
    }

    borrowing func readToEnd() -> [UInt8] {
        var message: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        var count = 0
        while unsafe SSL_read_ex(session, &buffer, buffer.count, &count) == 1 {
            message += buffer.prefix(count)
        }
        return message
    }
}
