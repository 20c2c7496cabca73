internal import HTTP
internal import Net
internal import System
internal import TLS

/// Bells of all connections of a server.
final class ChangeBells: Sendable {
    final class Bell: Sendable {
        private let bell: WakeUp
        var number: Int32 { bell.number }

        init() throws {
            bell = try WakeUp()
        }

        func ring() {
            bell.ring()
        }

        func silence() {
            bell.silence()
        }
    }

    private let bells = Locked<[Bell]>([])

    func add() -> Bell? {
        guard let bell = try? Bell() else { return nil }
        bells.withLock { $0.append(bell) }
        return bell
    }

    func ring() {
        for bell in bells.withLock({ $0 }) { bell.ring() }
    }
}

/// One connection of a server.
struct Exchange: ~Copyable {
    enum Step {
        case request(Request)
        case wait(writing: Bool)
        case end
    }

    private let socket: Socket
    private var connection: TLS.Connection
    private var parser = RequestParser()
    private var buffer = [UInt8](repeating: 0, count: 16 << 10)
    private var isEstablished = false
    private var output: [UInt8] = []
    /// The watch, if one has begun.
    private(set) var watched: (path: String, version: Int)?
    /// The number of the last event of the server that the watch has looked at.
    var lastEvent = 0

    init(_ socket: Socket, _ context: ServerContext) throws {
        self.socket = socket
        connection = try TLS.Connection(context, socket: socket.number)
    }

    mutating func next() -> Step {
        guard flush() else { return .end }
        guard output.isEmpty else { return .wait(writing: true) }
        connection.beginTurn(records: 100)
        let outcome = isEstablished ? connection.read(into: &buffer) : connection.handshake()
        switch outcome {
        case .done(let count):
            if isEstablished { parser.append(buffer.prefix(count)) }
            isEstablished = true
        case .wantRead, .heldBack: return .wait(writing: false)
        case .wantWrite: return .wait(writing: true)
        case .closed, .failed: return .end
        }
        while true {
            switch parser.next() {
            case .request(let request): return .request(request)
            case .needsMore: return next()
            case .failure: return .end
            case .head: continue
            }
        }
    }

    mutating func send(status: Int) {
        let body =
            #"{"kind":"Status","status":"Failure","message":"no","reason":"No","code":\#(status)}"#
        send(Array(body.utf8), status: status)
    }

    mutating func send(_ body: [UInt8], status: Int = 200) {
        output += Array(
            "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
        output += body
    }

    mutating func send(chunk: String) {
        output += Array("\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n".utf8)
    }

    mutating func beginWatch(of path: String, from version: Int) {
        watched = (path, version)
        lastEvent = 0
        output += Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    }

    /// Sends what there is to send; false if the connection is broken.
    mutating func flush() -> Bool {
        while !output.isEmpty {
            let bytes = output
            switch connection.write(bytes.span) {
            case .done(let count): output.removeFirst(count)
            case .wantWrite: return true
            default: return false
            }
        }
        return true
    }
}
