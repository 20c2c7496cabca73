/// Reads the documents of a YAML file one after another, in memory that depends on the largest of them alone.
///
/// ```swift
/// var stream = YAMLStream { (buffer) throws(SystemError) in try file.read(into: &buffer) }
/// while let document = try stream.next() { ... }
/// ```
///
/// The limits hold for each document, not for the file. A mistake ends the stream: libyaml cannot find the start of the
/// next document, and a line with `---` may be part of a text. To see the next mistake of a file, correct the first.
package struct YAMLStream<ReadFailure: Error>: ~Copyable {
    /// The reason why there is no next document.
    package enum Failure: Error {
        /// The text has a mistake, at a position of the file.
        case malformed(ParseError)
        /// The closure threw this.
        case unreadable(ReadFailure)
    }

    /// The number of bytes to ask for at a time: a smaller one costs more calls, a larger one more memory.
    package static var pieceBytes: Int { 64 * 1024 }

    private let input: YAMLInput
    private var reader: YAMLDocumentReader
    private let limits: Document.Limits
    private let source: PieceSource<ReadFailure>
    private var state = State.new

    private enum State {
        case new, begun, ended
    }

    /// Makes a stream; it does not read anything yet.
    ///
    /// - Parameters:
    ///   - limits: The limits for each document.
    ///   - fill: Appends the next bytes to a buffer with a free capacity of ``pieceBytes``, as many as there are, at
    ///     least one; none at the end of the file. It is called only from within ``next()``.
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
    /// - Returns: The document, whose source is the part of the file that belongs to it; nil at the end of the file and
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

    /// The number of bytes of the file that are kept, for tests.
    var bufferedBytes: Int { input.capacity }
}

/// Appends pieces to a buffer, and keeps the error if that fails.
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
