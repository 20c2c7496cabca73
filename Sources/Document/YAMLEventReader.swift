internal import CYAML

/// One step of a YAML text.
///
/// All offsets count from the beginning of the text or stream. It is a plain value, as there is one for every value of a
/// text, and copies of it are to count no references.
struct YAMLEvent {
    enum Kind {
        case documentStart, documentEnd, streamEnd
        case alias, scalar, sequenceStart, mappingStart, containerEnd
    }

    let kind: Kind
    /// Where the event begins for libyaml: a value, at its anchor or tag.
    let mark: Int
    /// From after anchor and tag to after the last byte; of the start of a container, only the beginning counts.
    var range: Range<Int>
    /// The style of a value.
    var style = Document.Style.plain
    /// The anchor that a node defines, or that an alias refers to, as the index of its name among those of the reader.
    var anchor: Int?
    /// The tag of a node.
    var tag: YAMLTag?
    /// The range of a scalar's text in the text that the reader has collected.
    var text = 0..<0
    /// Whether a scalar may be something other than a string, such as a number.
    var isPlain = false
    /// Whether libyaml noticed only after blanks, line breaks or comments that a value is missing.
    var isLate = false
    /// Whether a document ends without `...`.
    var isImplicit = false
}

/// The tag of a scalar, as far as it decides what the scalar is.
enum YAMLTag: String {
    case null = "tag:yaml.org,2002:null"
    case boolean = "tag:yaml.org,2002:bool"
    case integer = "tag:yaml.org,2002:int"
    case float = "tag:yaml.org,2002:float"
    case binary = "tag:yaml.org,2002:binary"
    case merge = "tag:yaml.org,2002:merge"
    /// Any other tag, with which a scalar is a string.
    case string = "tag:yaml.org,2002:str"

    /// The tag as it is usually written.
    var shortForm: String {
        "!!\(rawValue.split(separator: ":").last ?? "")"
    }
}

/// The events of libyaml's parser, with libyaml's positions converted from characters to bytes.
///
/// The parser is on the heap, because it points at itself; it reads from the input, which lives as long as it does.
/// That is why the rest of the module may use the reader as if it were safe.
@safe
struct YAMLEventReader: ~Copyable {
    /// The texts of all scalars of the document so far, one after another.
    private(set) var text: [UInt8] = []
    /// The names of the anchors and aliases of the document so far.
    private(set) var anchors: [String] = []
    let input: YAMLInput
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let hasParser: Bool
    /// The last position, in characters and in bytes.
    private var markIndex = 0
    private var markOffset = 0
    /// The number of characters before the document.
    private var startIndex = 0

    /// Makes a reader; it does not read anything yet.
    init(_ input: YAMLInput) {
        self.input = input
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        hasParser = unsafe yaml_parser_initialize(parser) == 1
        unsafe self.parser = parser
        guard hasParser else { return }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        let source = unsafe Unmanaged.passUnretained(input)
        // Hands libyaml the next bytes of the input.
        unsafe yaml_parser_set_input(
            parser,
            { source, buffer, size, count in
                guard let source = unsafe source, let buffer = unsafe buffer, let count = unsafe count else { return 0 }
                let input = unsafe Unmanaged<YAMLInput>.fromOpaque(source).takeUnretainedValue()
                guard let bytes = input.read(atMost: size) else { return 0 }
                _ = unsafe UnsafeMutableBufferPointer(start: buffer, count: size).update(fromContentsOf: bytes)
                unsafe count.pointee = bytes.count
                return 1
            }, source.toOpaque())
    }

    deinit {
        if hasParser { unsafe yaml_parser_delete(parser) }
        unsafe parser.deallocate()
    }

    /// Reads the next event; there is none after the end of the stream.
    mutating func next() throws(ParseError) -> YAMLEvent {
        guard hasParser else { throw noMemory }
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { unsafe yaml_event_delete(&event) }
            let view = unsafe cyaml_view(&event)
            if let kind = Self.kind(of: unsafe view.type) { return unsafe read(view, kind) }
        }
    }

    private mutating func read(_ view: cyaml_event_view, _ kind: YAMLEvent.Kind) -> YAMLEvent {
        if kind == .documentStart {
            text.removeAll(keepingCapacity: true)
            anchors.removeAll()
        }
        let mark = advance(to: unsafe view.index)
        var event = YAMLEvent(kind: kind, mark: mark, range: mark..<mark)
        if let anchor = unsafe view.anchor {
            event.anchor = anchors.count
            unsafe anchors.append(String(cString: anchor))
        }
        if let tag = unsafe view.tag { event.tag = unsafe YAMLTag(rawValue: String(cString: tag)) ?? .string }
        if let bytes = unsafe view.text {
            let start = text.count
            unsafe text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: view.length))
            event.text = start..<text.count
        }
        event.isPlain = unsafe view.is_plain != 0
        event.isImplicit = unsafe view.is_implicit != 0
        switch kind {
        case .sequenceStart, .mappingStart:
            event.style = unsafe view.is_flow != 0 ? .flow : .block
            event.range = input.valueRange(of: event, to: .max)
        case .scalar, .alias, .containerEnd, .documentEnd:
            event.style = kind == .alias ? .alias : Self.style(unsafe view.style)
            let length = unsafe view.end_index.subtractingReportingOverflow(view.index)
            event.isLate = length.partialValue == 0 && input.isBehindSpace(mark)
            if !length.overflow, length.partialValue > 0 {
                event.range = input.valueRange(
                    of: event, to: input.offset(behind: Int(clamping: length.partialValue), from: mark))
            }
        case .documentStart, .streamEnd:
            break
        }
        return event
    }

    /// Moves to a position of libyaml; an earlier one changes nothing, so that all moves together take linear time.
    private mutating func advance(to mark: Int) -> Int {
        markOffset = max(markOffset, input.first)
        if markIndex < mark {
            markOffset = input.offset(behind: mark - markIndex, from: markOffset)
            markIndex = mark
        }
        return markOffset
    }

    /// Continues with the next document.
    ///
    /// - Parameter start: The start of the document, after the last event.
    mutating func begin(at start: SourcePosition) {
        markIndex += input.count(from: markOffset, to: start.offset)
        markOffset = start.offset
        startIndex = markIndex
        input.begin(at: start)
    }

    private static func style(_ style: yaml_scalar_style_t) -> Document.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
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

    private var noMemory: ParseError {
        ParseError(
            .limit, "there is no memory to read the text",
            at: input.position(of: max(markOffset, input.first)))
    }

    private func failure() -> ParseError {
        if input.refusal == .tooLong { return ParseError(input.tooLong, in: input) }
        var message = "this is no YAML"
        if let problem = unsafe parser.pointee.problem { message = unsafe String(cString: problem) }
        if let context = unsafe parser.pointee.context { message = unsafe String(cString: context) + ": " + message }
        switch unsafe parser.pointee.error {
        case YAML_MEMORY_ERROR:
            return noMemory
        case YAML_READER_ERROR:
            let offset = input.first + Int(clamping: unsafe parser.pointee.problem_offset)
            // A whole text has been checked before; a stream is checked by libyaml, which words this mistake
            // differently.
            if let invalid = input.invalidOffset, invalid <= offset {
                return ParseError(.invalidText, "invalid UTF-8", at: input.position(of: invalid, countsMark: true))
            }
            return ParseError(.syntax, message, at: input.position(of: offset, countsMark: true))
        default:
            let mark = max(unsafe parser.pointee.problem_mark.index, startIndex)
            let start = max(input.start.offset, input.first)
            let offset =
                mark < markIndex
                ? input.offset(behind: mark - startIndex, from: start)
                : input.offset(behind: mark - markIndex, from: max(markOffset, start))
            return ParseError(.syntax, message, at: input.position(of: offset))
        }
    }
}

extension ParseError {
    init(_ failure: ParseFailure, in input: YAMLInput) {
        self.init(failure.code, failure.message, at: input.position(of: failure.offset))
    }
}
