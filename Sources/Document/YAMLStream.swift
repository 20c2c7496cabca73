/// Reads the documents of a YAML file one after another, in memory that depends on the largest of them alone.
///
/// ```swift
/// var stream = YAMLStream { (buffer) throws(SystemError) in try file.read(into: &buffer) }
/// while let document = try stream.next() { ... }
/// ```
///
/// The limits hold for each document, not for the file. A mistake ends the stream: libyaml does not find back to where the
/// next document begins, and a line with `---` may as well be part of a text. A reader that wants to show more than one
/// mistake of a file mends the first.
package struct YAMLStream<ReadFailure: Error>: ~Copyable {
    /// Why there is no next document.
    package enum Failure: Error {
        /// The text has a mistake, at a position of the file.
        case malformed(ParseError)
        /// The closure threw this.
        case unreadable(ReadFailure)
    }

    /// How many bytes are asked for at a time: fewer cost more calls, more cost memory.
    package static var pieceBytes: Int { 64 * 1024 }

    private let input: YAMLInput
    private var reader: YAMLDocumentReader
    private let limits: Document.Limits
    private let source: PieceSource<ReadFailure>
    private var state = State.new

    private enum State {
        case new, begun, ended
    }

    /// Begins a stream; nothing is read yet.
    ///
    /// - Parameters:
    ///   - limits: What each document may ask for.
    ///   - fill: Appends the next bytes to a buffer with room for ``pieceBytes``, as many as there are, at least one; none at
    ///     the end of the file. It is called only from within ``next()``.
    package init(
        limits: Document.Limits = Document.Limits(),
        _ fill: @escaping (inout OutputSpan<UInt8>) throws(ReadFailure) -> Void
    ) {
        let source = PieceSource(pieceBytes: Self.pieceBytes, fill)
        let input = YAMLInput(longest: limits.bytes) { source.append(to: &$0) }
        self.source = source
        self.input = input
        self.limits = limits
        reader = YAMLDocumentReader(input)
    }

    /// Reads the next document.
    ///
    /// - Returns: The document, whose source is the part of the file that belongs to it; nil at the end of the file, and
    ///   after a failure.
    /// - Throws: The first mistake of the text, or what the closure threw.
    package mutating func next() throws(Failure) -> Document? {
        guard state != .ended else { return nil }
        do throws(ParseError) {
            if state == .new {
                state = .begun
                do throws(ParseFailure) { try input.begin() } catch { throw ParseError(error, in: input) }
            }
            let document = try reader.next(within: limits)
            if document == nil { state = .ended }
            return document
        } catch {
            state = .ended
            if input.refusal == .unreadable, let failure = source.failure { throw .unreadable(failure) }
            throw .malformed(error)
        }
    }

    /// How many bytes are kept of the file, for tests.
    var bufferedBytes: Int { input.capacity }
}

/// Appends pieces to a buffer, and keeps why that failed.
private final class PieceSource<ReadFailure: Error> {
    private(set) var failure: ReadFailure?
    private let pieceBytes: Int
    private let fill: (inout OutputSpan<UInt8>) throws(ReadFailure) -> Void

    init(pieceBytes: Int, _ fill: @escaping (inout OutputSpan<UInt8>) throws(ReadFailure) -> Void) {
        self.pieceBytes = pieceBytes
        self.fill = fill
    }

    /// Appends the next piece.
    ///
    /// - Returns: Whether that worked.
    func append(to buffer: inout [UInt8]) -> Bool {
        if buffer.capacity - buffer.count < pieceBytes {
            buffer.reserveCapacity(max(buffer.count + pieceBytes, buffer.count * 2))
        }
        do throws(ReadFailure) {
            try buffer.append(addingCapacity: pieceBytes, initializingWith: fill)
            return true
        } catch {
            failure = error
            return false
        }
    }
}
