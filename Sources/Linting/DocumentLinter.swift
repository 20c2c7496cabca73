internal import Document
internal import Editing
internal import KubeStash
internal import Schema

/// Judges the objects of the documents of one file.
struct DocumentLinter {
    /// The mistakes so far.
    private(set) var diagnostics: [Diagnostic] = []
    /// The judged objects so far, if the options ask for them.
    private(set) var objects: [Linter.JudgedObject] = []
    /// The counts so far.
    private(set) var counts = LintCounts()
    /// The edits of the file that mend mistakes.
    private(set) var edits = TextEdits()

    private let options: LintOptions
    private let file: Int
    private let files: [FileContents]
    private let inventory: Inventory
    private var linter: ObjectLinter
    /// Whether the file is in a repository of Git, from which objects are applied again and again.
    private lazy var isInRepository = GitRepository.has(files[file].path)
    private var cursor = PositionCursor()

    /// Makes a linter of a file.
    ///
    /// - Parameters:
    ///   - options: What is judged, and how.
    ///   - file: The number of the file.
    ///   - files: All files, for the places of other objects.
    ///   - inventory: The objects of all files.
    init(_ options: LintOptions, _ file: Int, _ files: [FileContents], _ inventory: Inventory) {
        self.options = options
        self.file = file
        self.files = files
        self.inventory = inventory
        linter = ObjectLinter(options: options, file: files[file].path, inventory: inventory, notes: NoteFinder(files))
    }

    /// Judges the objects of the next document.
    mutating func judge(_ document: Document, at index: Int) {
        let manifest = Manifest([document])
        var found: [Diagnostic] = []
        for problem in manifest.problems {
            counts.unreadable = 1
            if problem.isForeign { counts.foreignDocuments += 1 }
            let place = Diagnostic.Place(file: files[file].path, start: problem.position, end: problem.position)
            found.append(Diagnostic(LintRules.unreadable, at: place, problem.message))
        }
        for (place, object) in manifest.objects.enumerated() {
            if let template = TemplateText(object) {
                counts.templates.append("\(files[file].path):\(template.position)")
                continue
            }
            found += judge(object, at: ObjectPosition(file: file, document: index, object: place))
        }
        // Some mistakes are found out of order, such as those of objects that are there twice.
        found = found.ordered { $0.place.start.offset }
        var suppressions = Suppressions(document, manifest.objects, in: files[file].path, options)
        var left = suppressions.apply(to: found, isReported: options.reports).filter { options.reports($0.rule) }
        mend(&left, in: document)
        diagnostics += left
    }

    /// Finds the edits that mend the mistakes of a document.
    private mutating func mend(_ diagnostics: inout [Diagnostic], in document: Document) {
        let mended = diagnostics.indices.filter { diagnostics[$0].change != nil }
        guard !mended.isEmpty else { return }
        let editor = DocumentEditor(document, mended.compactMap { diagnostics[$0].change })
        edits.append(editor.edits, at: document.source.start.offset)
        let all = mended.enumerated().flatMap { number, index in editor.edits(of: number).map { (index, $0) } }
        for (index, edit) in all.ordered(by: { $1.range.lowerBound }) {
            let start = cursor.position(atOffset: edit.range.lowerBound, in: document.source)
            let end = document.source.end(of: edit.range, from: start)
            let place = Diagnostic.Place(file: files[file].path, start: start, end: end)
            diagnostics[index].edits.append(Diagnostic.Edit(place: place, text: edit.text))
        }
    }

    private mutating func judge(_ object: Manifest.Object, at position: ObjectPosition) -> [Diagnostic] {
        var found: [Diagnostic] = []
        // The name comes before what is wrong with the object, nearly always.
        if options.crossChecks, let known = files[file].known(at: position), let twin = inventory.twin(of: known) {
            found.append(linter.repeated(object, twin))
        }
        switch object.treatment {
        case .judged(let kind):
            count(object)
            if let advice = kind.advice, isInRepository { found.append(linter.remark(advice, on: object)) }
            found += linter.judge(object, as: kind, order: position.order)
        case .misnamed(let finding):
            count(object)
            found += linter.misnamed(finding, object)
        case .stash: counts.stash += 1
        case .skipped:
            counts.others += 1
            found += linter.judgeWorkload(object, order: position.order)
        }
        return found
    }

    /// Counts an object that is judged, and lists it if the options ask for that.
    private mutating func count(_ object: Manifest.Object) {
        counts.judged += 1
        guard options.listsObjects else { return }
        let position = cursor.position(of: object.node, in: object.document)
        let subject = Diagnostic.Subject(object, orElse: options.namespace)
        objects.append(Linter.JudgedObject(subject: subject, position: position))
    }
}
