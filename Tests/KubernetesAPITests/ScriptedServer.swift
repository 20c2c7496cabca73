import HTTP
import Net
import System
import TLS
import TestSupport

@testable import KubernetesAPI

/// What a scripted server answers to a request.
struct Answer: Sendable {
    /// What the server does after it has sent the bytes.
    enum End: Sendable {
        /// It waits for the next request.
        case keep
        /// It closes the connection in the way of TLS.
        case close
        /// It drops the connection.
        case cut
    }

    var bytes: [UInt8]
    var end = End.keep

    /// A whole answer in JSON.
    static func json(_ body: String, status: String = "200 OK", fields: String = "", end: End = .keep) -> Answer {
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(fields)Content-Length: \(body.utf8.count)\r\n"
        return Answer(bytes: Array("\(head)\r\n\(body)".utf8), end: end)
    }

    /// An answer in chunks, without the last one unless it is complete.
    static func chunks(_ chunks: [String], isComplete: Bool = true, end: End = .keep) -> Answer {
        var text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        for chunk in chunks { text += "\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n" }
        return Answer(bytes: Array((text + (isComplete ? "0\r\n\r\n" : "")).utf8), end: end)
    }

    static func raw(_ text: String, end: End = .keep) -> Answer {
        Answer(bytes: Array(text.utf8), end: end)
    }

    /// A Status of Kubernetes.
    static func status(_ code: Int, _ reason: String, fields: String = "") -> Answer {
        json(
            #"{"kind":"Status","status":"Failure","message":"no \#(reason)","reason":"\#(reason)","code":\#(code)}"#,
            status: "\(code) No", fields: fields)
    }
}

/// A request as a scripted server has received it.
struct Received: Sendable {
    let method: String
    let target: String
    let authorization: String?
    let contentType: String?
    let accept: String?
    let body: String
    /// The number of the connection, from 0.
    let connection: Int
}

/// An API server over TLS whose answers a test writes; one connection after the other.
final class ScriptedServer: Sendable {
    /// The certificate of 127.0.0.1, and its authority.
    static let certificate = Result { () throws(TLSError) in
        let authority = try CertificateAuthority(days: 1)
        return (authority: try authority.keyPair(), serving: try authority.issue(for: [HostName("127.0.0.1")]))
    }

    let port: UInt16
    private let listener: Listener
    private let interruption: Interruption
    private let log = Locked<[Received]>([])
    private let thread = Locked<WorkerThread?>(nil)

    init(
        isPlain: Bool = false, clients: PEMFile? = nil, _ answer: @escaping @Sendable (Int, Received) -> Answer
    ) throws {
        let pair = try Self.certificate.get().serving
        let context = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
                key: PEMFile(contents: pair.key, name: "tls.key"), clientAuthority: clients))
        listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        port = listener.address.port
        interruption = try Interruption()
        let worker = try WorkerThread(name: "api") { [self] in
            var number = 0
            while wait(listener.number, write: false) {
                guard case .connection(let socket) = listener.accept() else { continue }
                if !isPlain { serve(socket, context, number, answer) }
                number += 1
            }
        }
        thread.withLock { $0 = worker }
    }

    /// The requests so far.
    var requests: [Received] { log.withLock { $0 } }

    /// Ends the server; call it once.
    func stop() {
        interruption.request()
        thread.withLock { $0 }?.join()
    }

    private func wait(_ number: Int32, write: Bool) -> Bool {
        let end = MonotonicInstant.now().advanced(by: .seconds(60))
        let result = DescriptorWait.wait(
            readable: write ? [] : [number], writable: write ? [number] : [], until: end, interruption: interruption)
        if case .ready = result { return true }
        return false
    }

    private func serve(
        _ socket: Socket, _ context: ServerContext, _ number: Int, _ answer: (Int, Received) -> Answer
    ) {
        guard var connection = try? TLS.Connection(context, socket: socket.number) else { return }
        var parser = RequestParser()
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        var isEstablished = false
        while true {
            connection.beginTurn(records: 100)
            let outcome = isEstablished ? connection.read(into: &buffer) : connection.handshake()
            switch outcome {
            case .done(let count):
                guard isEstablished else {
                    isEstablished = true
                    continue
                }
                parser.append(buffer.prefix(count))
            case .wantRead, .heldBack:
                guard wait(socket.number, write: false) else { return }
                continue
            case .wantWrite:
                guard wait(socket.number, write: true) else { return }
                continue
            case .closed, .failed: return
            }
            while case let event = parser.next(), true {
                if case .needsMore = event { break }
                if case .failure = event { return }
                guard case .request(let request) = event else { continue }
                let received = Self.received(request, number)
                let index = log.withLock { log in
                    log.append(received)
                    return log.count - 1
                }
                let answer = answer(index, received)
                guard send(answer.bytes, &connection, socket) else { return }
                if answer.end == .close { _ = connection.shutdown() }
                if answer.end != .keep { return }
            }
        }
    }

    private func send(_ bytes: [UInt8], _ connection: inout TLS.Connection, _ socket: Socket) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch connection.write(rest.span) {
            case .done(let count): rest = rest.dropFirst(count)
            case .wantWrite: guard wait(socket.number, write: true) else { return false }
            default: return false
            }
        }
        return true
    }

    private static func received(_ request: Request, _ number: Int) -> Received {
        let head = request.head
        return Received(
            method: head.method.rawValue, target: head.path + (head.query.map { "?\($0)" } ?? ""),
            authorization: head.value(of: "authorization"), contentType: head.value(of: "content-type"),
            accept: head.value(of: "accept"), body: String(decoding: request.body, as: UTF8.self), connection: number)
    }
}

/// A client of a scripted server, and what it needs.
struct Scene {
    let server: ScriptedServer
    let access: ClusterAccess
    let client: Client

    static let widgets = Resource(group: "example.com", version: "v1", plural: "widgets", namespace: "demo")

    init(
        limits adjust: (inout ClientLimits) -> Void = { _ in },
        configuration change: (inout ClusterConfiguration) -> Void = { _ in }, clients: PEMFile? = nil,
        _ answer: @escaping @Sendable (Int, Received) -> Answer
    ) throws {
        server = try ScriptedServer(clients: clients, answer)
        var configuration = ClusterConfiguration(
            server: try ServerAddress("https://127.0.0.1:\(server.port)"), origin: "the test")
        let authority = try ScriptedServer.certificate.get().authority.certificate
        configuration.trust = .authority(.inline(PEMFile(contents: authority, name: "ca.crt")))
        change(&configuration)
        var limits = ClientLimits()
        adjust(&limits)
        access = ClusterAccess(
            configuration, environment: ["PATH": "/usr/bin:/bin"], limits: limits, interruption: try Interruption())
        client = Client(access)
    }

    /// The names that a list gives, without those before it started anew.
    func names() throws -> (names: [String], version: String) {
        var names: [String] = []
        let version = try client.list(Self.widgets) { part in
            switch part {
            case .restarted: names = []
            case .object(let document, let object): names.append(ObjectIdentity(document, object)?.name ?? "")
            }
        }
        return (names, version)
    }

    /// The error of a list.
    func listError() -> APIError? {
        do {
            _ = try names()
            return nil
        } catch {
            return error as? APIError
        }
    }

    func end() {
        client.close()
        server.stop()
    }
}

/// A page of a list.
func page(_ names: [String], version: String = "7", next: String = "") -> String {
    let items = names.map { #"{"metadata":{"name":"\#($0)","namespace":"demo"}}"# }.joined(separator: ",")
    return
        #"{"kind":"WidgetList","metadata":{"resourceVersion":"\#(version)","continue":"\#(next)"},"items":[\#(items)]}"#
}
