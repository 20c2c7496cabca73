internal import Net
package import System
internal import TLS

/// A connection over TCP, with TLS or without.
final class SocketWire: Wire {
    /// The records of TLS that one read may begin; a record without data does not end it.
    private static let recordsPerRead = 8

    private let socket: Socket
    private var tls: TLS.Connection?
    private let interruption: Interruption

    /// Takes over a connected socket.
    init(_ socket: Socket, security: WireSecurity?, interruption: Interruption) throws(TLSError) {
        self.socket = socket
        self.interruption = interruption
        if let security {
            tls = try TLS.Connection(security.context, server: security.name, socket: socket.number)
        } else {
            tls = nil
        }
    }

    /// Continues the handshake.
    func handshake() -> Outcome {
        tls?.beginTurn(records: .max)
        return tls?.handshake() ?? .done(0)
    }

    func read(into buffer: inout [UInt8]) -> Outcome {
        guard tls != nil else {
            return switch socket.read(into: &buffer) {
            case .some(let count): .done(count)
            case .none: .wantRead
            case .ended: .closed
            }
        }
        while true {
            tls?.beginTurn(records: Self.recordsPerRead)
            let outcome = tls?.read(into: &buffer) ?? .closed
            // The number of records without data is limited as well, so this ends.
            if outcome != .heldBack { return outcome }
        }
    }

    func write(_ bytes: ArraySlice<UInt8>) -> Outcome {
        if let outcome = tls?.write(bytes.span) { return outcome }
        return switch socket.write(bytes.span) {
        case .some(let count): .done(count)
        case .none: .wantWrite
        case .ended: .closed
        }
    }

    func beginExchange() {
        tls?.noteRequest()
    }

    func wait(forWriting isWrite: Bool, until instant: MonotonicInstant) -> DescriptorWait.End {
        DescriptorWait.wait(
            readable: isWrite ? [] : [socket.number], writable: isWrite ? [socket.number] : [], until: instant,
            interruption: interruption)
    }
}

/// Connects over TCP.
package struct SocketWireMaker: WireMaker {
    /// Makes the maker.
    package init() {}

    /// Connects, and completes the handshake of TLS.
    ///
    /// - Parameters:
    ///   - server: The server; its addresses are tried one after the other.
    ///   - security: The settings of TLS and the name that the server's certificate must have; nil for none.
    ///   - limits: The limits of time.
    ///   - interruption: What ends the attempt early.
    /// - Returns: The connection.
    /// - Throws: `APIError` if there is none.
    package func connect(
        to server: ServerAddress, security: WireSecurity?, limits: ClientLimits, interruption: Interruption
    ) throws(APIError) -> any Wire {
        let socket = try connect(to: server, limits, interruption)
        let wire: SocketWire
        do throws(TLSError) {
            wire = try SocketWire(socket, security: security, interruption: interruption)
        } catch {
            throw Self.failure(error, server)
        }
        try Self.shakeHands(wire, server, until: MonotonicInstant.now().advanced(by: limits.handshakeTime))
        return wire
    }

    private static func failure(_ error: TLSError, _ server: ServerAddress) -> APIError {
        if error.code == .disconnected {
            return APIError(.disconnected, "\(server.authority) broke off the handshake of TLS: \(error)")
        }
        return APIError(.tls, "TLS with \(server.authority) failed: \(error)")
    }

    private static func shakeHands(
        _ wire: SocketWire, _ server: ServerAddress, until end: MonotonicInstant
    ) throws(APIError) {
        while true {
            let outcome = wire.handshake()
            let waited: DescriptorWait.End
            switch outcome {
            case .done: return
            case .wantRead, .heldBack: waited = wire.wait(forWriting: false, until: end)
            case .wantWrite: waited = wire.wait(forWriting: true, until: end)
            case .closed:
                throw APIError(.disconnected, "\(server.authority) closed the connection during the handshake of TLS")
            case .failed(let error): throw failure(error, server)
            }
            switch waited {
            case .ready: continue
            case .timedOut:
                throw APIError(.timedOut, "\(server.authority) did not complete the handshake of TLS in time")
            case .interrupted: throw .interruption
            }
        }
    }

    private func connect(
        to server: ServerAddress, _ limits: ClientLimits, _ interruption: Interruption
    ) throws(APIError) -> Socket {
        let end = MonotonicInstant.now().advanced(by: limits.connectTime)
        let addresses = try Self.addresses(of: server, until: end, interruption)
        var failure = APIError(.unreachable, "\(server.authority) has no address")
        for (index, address) in addresses.enumerated() {
            let now = MonotonicInstant.now()
            let share = now.duration(to: end) / (addresses.count - index)
            do throws(APIError) {
                return try Self.connect(to: address, until: now.advanced(by: share), interruption)
            } catch {
                if error.code == .interrupted { throw error }
                failure = error
            }
        }
        throw failure
    }

    private static func addresses(
        of server: ServerAddress, until end: MonotonicInstant, _ interruption: Interruption
    ) throws(APIError) -> [SocketAddress] {
        let lookup: NameLookup
        do throws(SystemError) {
            lookup = try NameLookup(of: server.host, port: server.port)
        } catch {
            throw APIError(.unreachable, "cannot look up \(server.host): \(error)")
        }
        switch DescriptorWait.wait(readable: [lookup.number], until: end, interruption: interruption) {
        case .interrupted: throw .interruption
        case .timedOut: throw APIError(.timedOut, "the host name \(server.host) was not resolved in time")
        case .ready: break
        }
        do throws(AddressError) {
            return try lookup.addresses?.get() ?? []
        } catch {
            throw APIError(.unreachable, "\(error)")
        }
    }

    private static func connect(
        to address: SocketAddress, until end: MonotonicInstant, _ interruption: Interruption
    ) throws(APIError) -> Socket {
        let socket: Socket
        do throws(SystemError) {
            socket = try Socket.connecting(to: address)
        } catch {
            throw APIError(.unreachable, "\(error)")
        }
        switch DescriptorWait.wait(writable: [socket.number], until: end, interruption: interruption) {
        case .interrupted: throw .interruption
        case .timedOut: throw APIError(.timedOut, "cannot connect to \(address) in time")
        case .ready: break
        }
        if let failure = socket.connectionFailure { throw APIError(.unreachable, "\(failure)") }
        return socket
    }
}
