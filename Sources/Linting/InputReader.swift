internal import Document
internal import System

/// Reads the documents of a file.
struct InputReader {
    /// The reason why a file, or the rest of it, is not read.
    enum Failure: Error {
        /// The kernel's reason.
        case unreadable(String)
        /// A mistake in the text; the file may be a template.
        case malformed(ParseError, TemplateText?)
    }

    /// The largest text that is read as a whole, in bytes; a larger one is read one document at a time.
    ///
    /// A text of this size takes some 50 MB as documents.
    static let largestWhole = 8 << 20
    /// The fewest bytes that a thread takes of a text that several read: enough to pay for handing over the documents.
    private static let partBytes = 32 << 10
    /// The largest text that cannot be read one document at a time, in bytes: JSON, and standard input.
    static let largest = 64 << 20

    private let file: InputPaths.File
    /// The text to read in the place of the file, nil to read it.
    private let text: [UInt8]?

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - options: The options, which may have a text for the path.
    init(_ file: InputPaths.File, _ options: LintOptions) {
        self.file = file
        text = options.texts[file.path]
    }

    /// Whether the file can be read again.
    var isRepeatable: Bool { text != nil || file.isRepeatable }

    /// Reads the documents one after the other.
    ///
    /// - Parameters:
    ///   - threads: The most threads that read a long text.
    ///   - use: Takes the next document, on the calling thread.
    /// - Throws: The ``Failure``, after the documents before it have been used.
    func read(threads: Int = 1, _ use: (Document) -> Void) throws(Failure) {
        if let text { return try Self.read(text, threads: threads, use) }
        let text: [UInt8]
        if file.path == InputPaths.standardInput {
            text = try Self.readable { () throws(WholeFile.Failure) in
                try WholeFile.bytes(ofDescriptor: 0, upTo: Self.largest)
            }
        } else {
            let opened = try open()
            if let size = opened.size, size > Self.largestWhole, !file.path.lowercased().hasSuffix(".json") {
                return try stream(opened, use)
            }
            text = try Self.readable { () throws(WholeFile.Failure) in try opened.rest(upTo: Self.largest) }
        }
        try Self.read(text, threads: threads, use)
    }

    private func open() throws(Failure) -> OpenFile {
        do throws(SystemError) {
            return try OpenFile(file.path)
        } catch {
            throw .unreadable("\(error)")
        }
    }

    private static func readable(
        _ body: () throws(WholeFile.Failure) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        do throws(WholeFile.Failure) {
            return try body()
        } catch {
            switch error {
            case .unopened(let code): throw .unreadable("\(SystemError(code: code, operation: "open"))")
            case .unreadable(let code): throw .unreadable("\(SystemError(code: code, operation: "read"))")
            case .tooLong: throw .unreadable("longer than \(largest) bytes")
            }
        }
    }

    /// Reads a whole text: as JSON if it looks like that, else as YAML, which JSON with comments is too.
    private static func read(_ text: [UInt8], threads: Int, _ use: (Document) -> Void) throws(Failure) {
        if text.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") {
            var isFirst = true
            let problem: ParseError
            do throws(ParseError) {
                return try Document.readSequence(json: text) { document in
                    isFirst = false
                    use(document)
                }
            } catch {
                problem = error
            }
            // A later mistake cannot turn JSON into YAML.
            if isFirst, let documents = try? Document.documents(yaml: text) { return documents.forEach(use) }
            throw .malformed(problem, TemplateText(unreadable: text))
        }
        do throws(ParseError) {
            let whole = try YAMLPart(text)
            try rest(of: whole, threads: threads, use)?.read(use)
        } catch {
            throw .malformed(error, TemplateText(unreadable: text))
        }
    }

    /// Reads the parts of a YAML text, up to the first one that cannot be read by itself.
    ///
    /// - Returns: What is left to be read from one end to the other; nil if nothing is.
    private static func rest(of whole: YAMLPart, threads: Int, _ use: (Document) -> Void) -> YAMLPart? {
        // Also with one thread: libyaml looks ahead, so where a text is divided decides which documents come before a
        // mistake such as a control character, and that must not depend on the machine.
        let parts = whole.parts(atLeast: partBytes)
        guard parts.count > 1 else { return whole }
        struct Incomplete: Error {}
        var done = 0
        try? InOrder.perform(parts.count, threads: threads, { parts[$0].documents() }) { documents in
            guard let documents else { throw Incomplete() }
            documents.forEach(use)
            done += 1
        }
        return done < parts.count ? parts[done].rest : nil
    }

    /// Reads a large YAML file in memory that does not depend on its size.
    private func stream(_ file: consuming OpenFile, _ use: (Document) -> Void) throws(Failure) {
        let file = SharedFile(file)
        var stream = YAMLStream { (buffer) throws(SystemError) in try file.file.read(into: &buffer) }
        do throws(YAMLStream<SystemError>.Failure) {
            while let document = try stream.next() { use(document) }
        } catch {
            switch error {
            case .malformed(let problem): throw .malformed(problem, nil)
            case .unreadable(let problem): throw .unreadable("\(problem)")
            }
        }
    }
}

/// An open file that a closure uses.
private final class SharedFile {
    let file: OpenFile

    init(_ file: consuming OpenFile) {
        self.file = file
    }
}
