internal import Document
internal import Schema
internal import Text

/// All annotations of an object together must not be larger than Kubernetes stores (`ValidateAnnotationsSize` in
/// `apimachinery/pkg/api/validation`).
struct AnnotationsTooLarge: ObjectRule {
    /// The most bytes of all keys and values together (`TotalAnnotationSizeLimitB`).
    static let limit = 256 * 1024

    /// Annotations that are too large to be stored.
    static let info = RuleInfo(
        "annotations-too-large", .error, "annotations of more than 256 KiB", isMandatory: true)
    private let field: Key

    /// Makes the rule.
    ///
    /// - Parameter field: The field with the annotations.
    init(_ field: Key) {
        self.field = field
    }

    var fields: [String] { [field.text] }
    var triggers: [Key] { [field] }

    /// Adds the sizes of the entries.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let annotations = document.present(field, of: object) else { return }
        // As they are written they are longer; so most need not be decoded.
        let written = document.members(of: annotations).reduce(0) { size, member in
            size + document.writtenLength(of: member.key) + document.writtenLength(of: member.value)
        }
        guard written > Self.limit else { return }
        var size = 0
        for (key, value) in document.members(of: annotations) {
            size += byteCount(of: key, in: document) + byteCount(of: value, in: document)
        }
        guard size > Self.limit else { return }
        findings.report(
            Self.info, .invalid, annotations,
            "keys and values must not have more than \(Self.limit) bytes together, these have \(size)")
    }

    private func byteCount(of node: Document.Node, in document: Document) -> Int {
        document.kind(of: node) == .string ? document.withUTF8(of: node) { $0.count } : 0
    }
}

/// The Job controller owns the labels that identify the Pods of a Job, and refuses a template that sets them
/// (`validateGeneratedSelector` in Kubernetes' batch validation).
struct ReservedLabel: ObjectRule {
    /// A label in a template that only Kubernetes may set.
    static let info = RuleInfo(
        "reserved-label", .error, "a label in the template of a Pod that only the Job controller may set",
        isMandatory: true)

    private let field: Key
    private let owner: Key?
    private static let reserved: [Key] = [
        "controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name",
    ]

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - field: The field with the labels.
    ///   - owner: The field of the checked object whose value has that field, nil if the object itself has it.
    init(_ field: Key, under owner: Key? = nil) {
        self.field = field
        self.owner = owner
    }

    var fields: [String] { [[owner, field].compactMap { $0 }.dotted] }
    var triggers: [Key] { [owner ?? field] }

    /// Reports these labels.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let holder = document.part(owner, of: object)
        guard let holder, let labels = document.present(field, of: holder), !document.isEmptyContainer(labels) else {
            return
        }
        for name in Self.reserved {
            guard let value = document.member(name, of: labels), let key = document.key(of: value) else { continue }
            findings.report(
                Self.info, .invalid, value, at: .entry(of: labels, key: key),
                "is set by Kubernetes for every Job: leave the label out")
        }
    }
}

/// Some annotations of a Pod are settings of Kubernetes, which must be able to read them
/// (`ValidatePodSpecificAnnotations` in its core validation).
struct InvalidPodAnnotation: ObjectRule {
    /// An annotation that Kubernetes reads and cannot understand.
    static let info = RuleInfo(
        "invalid-pod-annotation", .error, "an annotation of a Pod that is a setting of Kubernetes, and is malformed",
        isMandatory: true)

    private let field: Key
    private let owner: Key?

    private static let nodeName: Key = "nodeName"
    private static let mirror: Key = "kubernetes.io/config.mirror"
    private static let deletionCost: Key = "controller.kubernetes.io/pod-deletion-cost"
    private static let tolerationSchema = CompiledSchema(.toleration)
    private static let tolerations: Key = "scheduler.alpha.kubernetes.io/tolerations"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - field: The field with the annotations.
    ///   - owner: The field of the checked object whose value has that field, nil if the object itself has it.
    init(_ field: Key, under owner: Key? = nil) {
        self.field = field
        self.owner = owner
    }

    var fields: [String] { [[owner, field].compactMap { $0 }.dotted] }
    var triggers: [Key] { [owner ?? field] }

    /// Checks the annotations that Kubernetes reads.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let holder = document.part(owner, of: object)
        guard let holder, let annotations = document.present(field, of: holder) else { return }
        for (key, value) in document.members(of: annotations) where document.kind(of: value) == .string {
            guard let problem = problem(key, value, of: object, in: document) else { continue }
            findings.report(Self.info, .invalid, value, at: .entry(of: annotations, key: key), problem)
        }
    }

    private func problem(
        _ key: Document.Node, _ value: Document.Node, of object: Document.Node, in document: Document
    ) -> String? {
        if document.isKey(key, Self.mirror) {
            guard document.text(Self.nodeName, of: object) == nil else { return nil }
            return "is for the kubelet's own Pods: leave it out"
        }
        if document.isKey(key, Self.deletionCost) {
            return document.withUTF8(of: value, Self.isDeletionCost) ? nil : "must be a whole number of 32 bits"
        }
        if document.isKey(key, Self.tolerations) {
            return document.withUTF8(of: value, Self.tolerationsProblem)
        }
        guard let subject = ProfileAnnotation(key, in: document) else { return nil }
        return document.withUTF8(of: value) { subject.problem(with: $0) }
    }

    /// Whether a text is a number in Go's notation, without a redundant sign or zeros.
    private static func isDeletionCost(_ text: Span<UInt8>) -> Bool {
        let zero = UInt8(ascii: "0")
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.extracting(droppingFirst: isNegative ? 1 : 0)
        guard text.first != UInt8(ascii: "+"), isNegative || digits.first != zero || digits.count == 1 else {
            return false
        }
        return Int32(String(text)) != nil
    }

    /// The problem with a JSON list of tolerations; an empty text is an empty list.
    private static func tolerationsProblem(_ text: Span<UInt8>) -> String? {
        guard !text.isEmpty else { return nil }
        guard let list = try? Document(json: text.indices.map { text[$0] }) else {
            return "must be a JSON list of tolerations"
        }
        if list.isNull(list.root) { return nil }
        guard list.kind(of: list.root) == .array else { return "must be a JSON list of tolerations" }
        for toleration in list.elements(of: list.root) {
            var findings = Findings(about: toleration, in: list)
            StructuralCheck.run(tolerationSchema, into: &findings)
            guard let first = findings.all.first else { continue }
            return "must be a JSON list of tolerations: \(first.path): \(first.message(in: list))"
        }
        return nil
    }
}

/// An object must have a name, or the beginning of one (`ValidateObjectMetaAccessor` in
/// `apimachinery/pkg/api/validation`).
struct UnnamedObject: ObjectRule {
    static var info: RuleInfo { .invalidMetadata }
    private static let name: Key = "name"
    private static let generateName: Key = "generateName"

    var fields: [String] { [Self.name.text] }

    /// Reports an object without either.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard
            [Self.name, Self.generateName].allSatisfy({ key in
                document.present(key, of: object).map { document.isEmptyString($0) } ?? true
            })
        else { return }
        findings.report(Self.info, .required, missing: Self.name, of: object, "an object needs a name or generateName")
    }
}

/// The objects that belong to an object cannot both be left alone and be deleted first (`ValidateFinalizers` in
/// `apimachinery/pkg/api/validation`).
struct ConflictingFinalizers: ObjectRule {
    static var info: RuleInfo { .invalidMetadata }
    private static let finalizers: Key = "finalizers"

    var fields: [String] { [Self.finalizers.text] }
    var triggers: [Key] { [Self.finalizers] }

    /// Looks for both finalizers.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let finalizers = document.list(Self.finalizers, of: object),
            document.elements(of: finalizers).contains(where: { document.isString($0, "orphan") }),
            document.elements(of: finalizers).contains(where: { document.isString($0, "foregroundDeletion") })
        else { return }
        findings.report(Self.info, .invalid, finalizers, "must not have both orphan and foregroundDeletion")
    }
}
