internal import Document
internal import KubeStash
internal import Schema

/// Judges one object of a file, and finds the places of what it finds.
struct ObjectLinter {
    /// The choice of what is judged, and how.
    let options: LintOptions
    /// The file's path.
    let file: String
    /// The other objects.
    let inventory: Inventory
    /// Finds the places of other objects.
    let notes: NoteFinder
    /// Finds the places of mistakes in one pass over a document.
    private var cursor = PositionCursor()

    /// Makes a linter.
    ///
    /// - Parameters:
    ///   - options: What is judged, and how.
    ///   - file: The file's path.
    ///   - inventory: The other objects.
    ///   - notes: Finds the places of other objects.
    init(options: LintOptions, file: String, inventory: Inventory, notes: NoteFinder) {
        self.options = options
        self.file = file
        self.inventory = inventory
        self.notes = notes
    }

    /// The mistakes of an object, in the order of the file.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - kind: Its kind.
    ///   - order: Its place among all objects.
    /// - Returns: The mistakes.
    mutating func judge(_ object: Manifest.Object, as kind: Kind, order: Int) -> [Diagnostic] {
        let findings = kind.check(
            object.node, in: context(of: object, order: order),
            unknownFields: options.ignoresUnknownFields ? .ignored : .reported)
        guard !findings.isEmpty else { return [] }
        var diagnostics = diagnose(findings.all, of: object)
        if findings.dropped > 0 {
            let message = "\(findings.dropped) more mistake\(findings.dropped == 1 ? " is" : "s are") not listed"
            diagnostics.append(
                Diagnostic(LintRules.unreadable, at: place(of: object), message, in: subject(of: object)))
        }
        return diagnostics
    }

    /// The mistakes in the annotations of an object of another kind.
    mutating func judgeWorkload(_ object: Manifest.Object, order: Int) -> [Diagnostic] {
        let findings = WorkloadCheck.check(object.node, in: context(of: object, order: order))
        return findings.isEmpty ? [] : diagnose(findings.all, of: object)
    }

    private func context(of object: Manifest.Object, order: Int) -> Context {
        let namespace = object.namespace(orElse: options.namespace)
        let known = namespace.isEmpty ? nil : namespace
        return Context(
            object.document, under: options.settings(for: known), namespace: known, inventory: inventory,
            order: order)
    }

    /// A mistake in the object's kind or version.
    mutating func misnamed(_ finding: Finding, _ object: Manifest.Object) -> [Diagnostic] {
        diagnose([finding], of: object)
    }

    /// A remark about an object that is an action, at its kind.
    mutating func remark(_ advice: String, on object: Manifest.Object) -> Diagnostic {
        let document = object.document
        let node = document.present("kind", of: object.node) ?? object.node
        let place = Diagnostic.Place(of: node, in: document, file, &cursor)
        return Diagnostic(
            LintRules.repeatedAction, at: place, advice, in: subject(of: object), path: "kind",
            excerpt: Excerpt(
                document.source.text, document.place(of: node).rangeWithProperties, number: place.start.line))
    }

    /// The mistake of an object that an earlier one defines already.
    mutating func repeated(_ object: Manifest.Object, _ twin: Finding.Related) -> Diagnostic {
        let document = object.document
        let name = document.present("metadata", of: object.node).flatMap { document.present("name", of: $0) }
        let node = name ?? object.node
        let place = Diagnostic.Place(of: node, in: document, file, &cursor)
        var diagnostic = Diagnostic(
            LintRules.duplicateObject, at: place, "\(object.title(in: options.namespace)) is defined twice",
            in: subject(of: object), path: name == nil ? "" : "metadata.name",
            excerpt: Excerpt(
                document.source.text, document.place(of: node).rangeWithProperties, number: place.start.line))
        diagnostic.notes = [notes.note(about: twin)].compactMap { $0 }
        return diagnostic
    }

    /// The place of an object as a whole: its first key.
    mutating func place(of object: Manifest.Object) -> Diagnostic.Place {
        Diagnostic.Place(of: Self.shown(object.node, in: object.document), in: object.document, file, &cursor)
    }

    private func subject(of object: Manifest.Object) -> Diagnostic.Subject {
        Diagnostic.Subject(object, orElse: options.namespace)
    }

    private mutating func diagnose(_ findings: [Finding], of object: Manifest.Object) -> [Diagnostic] {
        let (document, subject) = (object.document, subject(of: object))
        let placed = findings.map { (finding: $0, range: range(of: $0, in: object)) }
        return placed.ordered { $0.range.lowerBound }.map { finding, range in
            let start = cursor.position(atOffset: range.lowerBound, in: document.source)
            let place = Diagnostic.Place(
                file: file, start: start, end: document.source.end(of: range, from: start))
            let excerpt = Excerpt(document.source.text, range, number: start.line)
            var diagnostic = Diagnostic(finding, at: place, in: subject, of: document, excerpt: excerpt)
            if let (written, read) = bareValue(of: finding, in: document) {
                diagnostic.explain(written, readAs: read, lacksQuotes: finding.lacksQuotes)
            }
            // Where the files have everything, an object that is missing there is missing for certain.
            if options.isComplete, diagnostic.rule == RuleInfo.missingObject.id { diagnostic.severity = .error }
            diagnostic.notes = finding.related.compactMap(notes.note(about:))
            if options.mends { diagnostic.change = change(for: diagnostic, finding, in: document) }
            return diagnostic
        }
    }

    /// The change that mends a mistake; nil for a warning, whose suggestion is a question, also for one that is an error
    /// where the files have everything: another object that is there need not be the one that is meant.
    private func change(for diagnostic: Diagnostic, _ finding: Finding, in document: Document) -> Change? {
        guard finding.severity == .error, let place = finding.node ?? finding.owner else { return nil }
        return diagnostic.suggestion?.change(of: finding.path, at: place, in: document)
    }

    /// The letters and the value of a boolean or number; YAML 1.1 reads `on`, `0755` and `1e3` as other values than JSON.
    private func bareValue(of finding: Finding, in document: Document) -> (written: String, read: String)? {
        guard let node = finding.node, document.place(of: node).style == .plain,
            document.isBoolean(node) || document.isNumber(node)
        else { return nil }
        let written = String(decoding: document.source.text[document.place(of: node).range], as: UTF8.self)
        let read = document.compactText(of: node)
        return (written, read)
    }

    /// The bytes that a finding is about: the value; for an unknown field its key; for a missing one the first key of the
    /// object that lacks it.
    private func range(of finding: Finding, in object: Manifest.Object) -> Range<Int> {
        let document = object.document
        if let node = finding.node {
            let isKey = finding.rule == RuleInfo.unknownField.id
            return document.place(of: isKey ? document.key(of: node) ?? node : node).rangeWithProperties
        }
        return document.place(of: Self.shown(finding.owner ?? object.node, in: document)).rangeWithProperties
    }

    /// The first key of an object that is not empty, and any other value itself.
    private static func shown(_ node: Document.Node, in document: Document) -> Document.Node {
        guard document.place(of: node).style == .block else { return node }
        var members = document.members(of: node).makeIterator()
        return members.next()?.key ?? node
    }
}

extension Diagnostic.Place {
    /// The place of a value; a place before that of the last call costs a pass over its line.
    init(of node: Document.Node, in document: Document, _ file: String, _ cursor: inout PositionCursor) {
        let range = document.place(of: node).rangeWithProperties
        let start = cursor.position(atOffset: range.lowerBound, in: document.source)
        self.init(file: file, start: start, end: document.source.end(of: range, from: start))
    }
}

extension Document.Source {
    /// The position after some bytes whose first position is known.
    func end(of range: Range<Int>, from start: SourcePosition) -> SourcePosition {
        let bytes = text[min(range.lowerBound, text.count)..<min(range.upperBound, text.count)]
        guard !bytes.contains(UInt8(ascii: "\n")) else { return position(atOffset: range.upperBound) }
        return SourcePosition(
            offset: start.offset + bytes.count, line: start.line,
            column: start.column + bytes.count { $0 & 0xC0 != 0x80 })
    }
}
