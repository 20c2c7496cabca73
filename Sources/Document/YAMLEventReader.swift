internal import CYAML

/// One step of a YAML text.
struct YAMLEvent {
    enum Kind {
        case documentStart, documentEnd, streamEnd
        case alias, scalar, sequenceStart, mappingStart, containerEnd
    }

    let kind: Kind
    let position: SourcePosition
    /// The name that a node is given, or that an alias asks for.
    var anchor: String?
    /// The tag of a scalar in full: `tag:yaml.org,2002:str` for `!!str`.
    var tag: String?
    /// The text of a scalar, in the text that the reader has gathered.
    var text = 0..<0
    /// Whether a scalar may be a number or the like.
    var isPlain = false
}

/// The events of libyaml's parser, with the places of libyaml's marks turned into lines and columns.
///
/// It lies on the heap, because it points at itself, and must not outlive the text that it reads; `events(of:)` sees to
/// both, which is why the rest of the module may use it as if it were safe.
@safe
struct YAMLEventReader: ~Copyable {
    /// The texts of all scalars of the document so far, one behind another.
    private(set) var text: [UInt8] = []
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: [UInt8]
    private var marks: MarkCursor

    /// Reads a text whose UTF-8 has been checked.
    ///
    /// - Parameters:
    ///   - input: The text.
    ///   - body: What asks for the events.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or that there is no memory.
    static func events<Result>(
        of input: [UInt8], _ body: (inout YAMLEventReader) throws(ParseError) -> Result
    ) throws(ParseError) -> Result {
        let start = MarkCursor(input)
        return unsafe try input.withUnsafeBufferPointer { (bytes) throws(ParseError) -> Result in
            guard var reader = unsafe YAMLEventReader(input, bytes, start) else {
                throw ParseError(.limit, "there is no memory to read the text", at: start.position)
            }
            return try body(&reader)
        }
    }

    private init?(_ input: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: MarkCursor) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let first = start.position.offset
        let rest = unsafe UnsafeBufferPointer(rebasing: bytes[first...])
        unsafe yaml_parser_set_input_string(parser, rest.baseAddress, rest.count)
        unsafe self.parser = parser
        self.input = input
        self.marks = start
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// Reads the next event; after the end of the stream there is no other.
    mutating func next() throws(ParseError) -> YAMLEvent {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { unsafe yaml_event_delete(&event) }
            let view = unsafe cyaml_view(&event)
            if let kind = Self.kind(of: unsafe view.type) { return unsafe read(view, kind) }
        }
    }

    private mutating func read(_ view: cyaml_event_view, _ kind: YAMLEvent.Kind) -> YAMLEvent {
        if kind == .documentStart { text.removeAll(keepingCapacity: true) }
        var event = YAMLEvent(kind: kind, position: marks.advance(to: unsafe view.index))
        if let anchor = unsafe view.anchor { event.anchor = unsafe String(cString: anchor) }
        if let tag = unsafe view.tag { event.tag = unsafe String(cString: tag) }
        if let bytes = unsafe view.text {
            let start = text.count
            unsafe text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: view.length))
            event.text = start..<text.count
        }
        event.isPlain = unsafe view.is_plain != 0
        return event
    }

    private static func kind(of type: yaml_event_type_t) -> YAMLEvent.Kind? {
        switch type {
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_ALIAS_EVENT: .alias
        case YAML_SCALAR_EVENT: .scalar
        case YAML_SEQUENCE_START_EVENT: .sequenceStart
        case YAML_MAPPING_START_EVENT: .mappingStart
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: .containerEnd
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: .streamEnd
        default: nil
        }
    }

    private func failure() -> ParseError {
        var message = "this is no YAML"
        if let problem = unsafe parser.pointee.problem { message = unsafe String(cString: problem) }
        if let context = unsafe parser.pointee.context { message = unsafe String(cString: context) + ": " + message }
        var marks = MarkCursor(input)
        switch unsafe parser.pointee.error {
        case YAML_MEMORY_ERROR:
            return ParseError(.limit, "there is no memory to read the text", at: self.marks.position)
        case YAML_READER_ERROR:
            let offset = marks.position.offset + Int(clamping: unsafe parser.pointee.problem_offset)
            return ParseError(.syntax, message, at: SourcePosition(offset: offset, in: input))
        default:
            return ParseError(.syntax, message, at: marks.advance(to: unsafe parser.pointee.problem_mark.index))
        }
    }
}

/// Counts offset, line and column up to a mark of libyaml, which counts characters.
///
/// Lines are counted here, because libyaml also ends them at characters that no editor takes for an end.
private struct MarkCursor {
    private let bytes: [UInt8]
    private var index = 0
    private var offset: Int
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    var position: SourcePosition {
        SourcePosition(offset: offset, line: line, column: column)
    }

    /// Moves to a mark; one that lies behind changes nothing, so that all marks together cost linear time.
    mutating func advance(to mark: Int) -> SourcePosition {
        while index < mark, offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
            repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
            index += 1
        }
        return position
    }
}
