/// What a step of a TLS connection that does not block led to.
public enum Outcome: Equatable, Sendable {
    /// It is done; for a read or a write, that many bytes.
    case done(Int)
    /// It is to be repeated when the socket can be read.
    case wantRead
    /// It is to be repeated when the socket can be written.
    case wantWrite
    /// It is to be repeated in another turn: this turn's share of records is used up (see `Connection.beginTurn`).
    case heldBack
    /// The peer has said that it will send nothing more.
    case closed
    /// The connection can no longer be used.
    case failed(TLSError)
}
