/// Builds documents, one by one, from the events of a YAML text.
struct YAMLDocumentReader: ~Copyable {
    private var events: YAMLEventReader

    init(_ input: YAMLInput) {
        events = YAMLEventReader(input)
    }

    /// Reads the next document.
    ///
    /// - Parameter limits: The limits for the document.
    /// - Returns: The document with its source; nil at the end of the text.
    /// - Throws: The first mistake, after which reading cannot continue.
    mutating func next(within limits: Document.Limits) throws(ParseError) -> Document? {
        var tree = YAMLTree(limits: limits)
        while true {
            let event = try events.next()
            do throws(ParseFailure) {
                switch event.kind {
                case .streamEnd: return nil
                case .documentStart: break
                case .documentEnd: return try document(tree, endingAt: event, within: limits)
                default: try tree.add(event, anchors: events.anchors)
                }
            } catch {
                throw ParseError(error, in: events.input)
            }
        }
    }

    private mutating func document(
        _ tree: YAMLTree, endingAt event: YAMLEvent, within limits: Document.Limits
    ) throws(ParseFailure) -> Document {
        let input = events.input
        let end = event.isImplicit ? event.mark : input.endOfLine(from: event.range.upperBound)
        let source = try input.document(to: end)
        var renderer = YAMLRenderer(tree, text: events.text, source: source, limits: limits)
        let document = try renderer.document()
        events.begin(at: source.lines.position(of: source.bytes.count, in: source.bytes))
        return document
    }
}
