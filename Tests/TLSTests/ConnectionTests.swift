import Glibc
import System
import TLS
import TestSupport
import Testing

/// A peer gets no more than its share of a turn, whatever it sends, and is cut off if it sends nothing useful.
struct ConnectionTests {
    private static func isFruitless(_ outcome: Outcome?) -> Bool {
        if case .failed(let error) = outcome { error.code == .fruitless } else { false }
    }

    /// OpenSSL by itself would read all of these messages within one call.
    @Test(arguments: [1, 2, 5, 8])
    func keyUpdates(turn: Int) throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        try pair.client.socket.send(pair.client.keyUpdates(1000))
        let outcomes = pair.read(turns: turn)
        #expect(outcomes.dropLast().allSatisfy { $0 == .heldBack })
        #expect(Self.isFruitless(outcomes.last))
        // Eight records are read, and the ninth ends the connection.
        #expect(outcomes.count == 8 / turn + 1)
        try pair.expectBufferedInput(false)
        #expect(Self.isFruitless(pair.read(turns: turn).last) == false, "a failed connection is not asked again")
    }

    /// The same holds in TLS 1.2 for starts of renegotiations, warnings, and records without content.
    @Test(arguments: zip([22, 21, 23] as [UInt8], [[1, 0, 0, 0], [1, 90], []] as [[UInt8]]))
    func fruitlessRecords(type: UInt8, content: [UInt8]) throws {
        let pair = try ConnectedPair(0x0303...0x0303)
        try pair.handshake()
        var forger = RecordForger(pair.client)
        try pair.client.socket.send((0..<1000).flatMap { _ in forger.record(type: type, content) })
        let outcomes = pair.read(turns: 1)
        guard case .failed(let error) = outcomes.last else { throw Unexpected() }
        // OpenSSL has its own, lower limit for warnings.
        #expect(error.code == .fruitless || type == 21)
        #expect(outcomes.count <= 9)
    }

    /// Application data is read even if it is mixed with a few messages of other kinds.
    @Test func mixture() throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        for round in 0..<100 {
            let records = try pair.client.keyUpdates(3) + pair.client.records(of: [UInt8(round)])
            try pair.client.socket.send(records + pair.client.keyUpdates(2))
            #expect(pair.read(turns: 2).filter { $0 != .heldBack } == [.done(1), .wantRead])
            pair.server.noteRequest()
        }
        // Without a request between them, these messages add up.
        for _ in 0..<2 {
            try pair.client.socket.send(pair.client.keyUpdates(5) + pair.client.records(of: [1]))
        }
        #expect(Self.isFruitless(pair.read(turns: 32).last))
    }

    /// Records of application data have their share of a turn as well, and nothing is lost between two turns.
    @Test(arguments: [1, 3, 32])
    func applicationData(turn: Int) throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        try pair.client.socket.send((0..<50).flatMap { try pair.client.records(of: [UInt8($0)]) })
        let outcomes = pair.read(turns: turn)
        #expect(outcomes.count { $0 == .done(1) } == 50)
        #expect(outcomes.count { $0 == .heldBack } == 50 / turn)
        #expect(outcomes.last == .wantRead)
    }

    /// A record in many pieces counts as one record, and waiting for its rest does not use up a turn.
    @Test func pieces() throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        let record = try pair.client.records(of: [UInt8](repeating: 7, count: 300))
        for byte in record.dropLast() {
            try pair.client.socket.send([byte])
            #expect(pair.read(turns: 1).last == .wantRead)
            try pair.expectBufferedInput(true)
        }
        try pair.client.socket.send([record[record.count - 1]])
        #expect(pair.read(turns: 1).first { $0 != .heldBack } == .done(300))
        try pair.expectBufferedInput(false)
    }

    /// A handshake in records of one byte is cut off, one in a few pieces is not.
    @Test(arguments: [(1, false), (8, true)])
    func fragmentedHello(size: Int, isTaken: Bool) throws {
        let pair = try ConnectedPair(0x0304...0x0304)
        let hello = pair.client.hello()
        let message = Array(hello.dropFirst(5))
        for start in stride(from: 0, to: message.count, by: size) {
            let part = message[start..<min(start + size, message.count)]
            try pair.client.socket.send([22, 3, 1, 0, UInt8(part.count)] + part)
        }
        var outcomes: [Outcome] = []
        repeat {
            pair.server.beginTurn(records: 4)
            outcomes.append(pair.server.handshake())
        } while outcomes.last == .heldBack
        #expect(outcomes.count > 4)
        #expect(isTaken ? outcomes.last == .wantRead : Self.isFruitless(outcomes.last))
        let received = pair.server.receivedBytes
        #expect(received == (message.count + size - 1) / size * 5 + message.count)
    }

    /// The end of the stream and a reset are told from a socket without input.
    @Test func ends() throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        #expect(pair.read(turns: 1) == [.wantRead])
        try pair.client.finishSending()
        #expect(pair.read(turns: 32).last == .closed)

        let torn = try ConnectedPair()
        try torn.handshake()
        torn.client.socket.close()
        guard case .failed(let error) = torn.read(turns: 32).last else { throw Unexpected() }
        #expect(error.code == .disconnected)
    }

    /// An empty write succeeds; OpenSSL by itself would report an error and end the connection.
    @Test func nothingToSend() throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        let nothing: [UInt8] = []
        #expect(pair.server.write(nothing.span) == .done(0))
        let bytes = Array("still open".utf8)
        #expect(pair.server.write(bytes.span) == .done(bytes.count))
    }

    /// The operations on a connection.
    enum Request: CaseIterable {
        case handshake, read, write, shutdown
    }

    /// A failed connection refuses every operation, some of which OpenSSL forbids.
    @Test(arguments: Request.allCases)
    func failed(request: Request) throws {
        let pair = try ConnectedPair()
        try pair.handshake()
        try pair.client.socket.send(pair.client.keyUpdates(1000))
        #expect(Self.isFruitless(pair.read(turns: 8).last))
        pair.server.beginTurn(records: 32)
        var buffer = [UInt8](repeating: 0, count: 16)
        let bytes = Array("bytes".utf8)
        let outcome =
            switch request {
            case .handshake: pair.server.handshake()
            case .read: pair.server.read(into: &buffer)
            case .write: pair.server.write(bytes.span)
            case .shutdown: pair.server.shutdown()
            }
        guard case .failed(let error) = outcome else { throw Unexpected() }
        #expect(error.description == "the connection is not open")
    }

    private struct Unexpected: Error {}
}
