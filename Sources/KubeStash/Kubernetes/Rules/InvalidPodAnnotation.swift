internal import Document
internal import Schema
internal import Text

/// Some annotations of a Pod are settings of Kubernetes, and must be such that it can read them
/// (`ValidatePodSpecificAnnotations` in its core validation).
struct InvalidPodAnnotation: ObjectRule {
    var id: RuleID { .invalidPodAnnotation }

    private let field: Key
    private let owner: Key?

    private static let nodeName: Key = "nodeName"
    private static let mirror: Key = "kubernetes.io/config.mirror"
    private static let deletionCost: Key = "controller.kubernetes.io/pod-deletion-cost"
    private static let tolerations: Key = "scheduler.alpha.kubernetes.io/tolerations"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - field: The field that holds the annotations.
    ///   - owner: The field of the checked object in whose value that field is, nil where it is in the object itself.
    init(_ field: Key, under owner: Key? = nil) {
        self.field = field
        self.owner = owner
    }

    /// Reads the annotations that Kubernetes reads.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let holder = owner.map { document.present($0, of: object) } ?? object
        guard let holder, let annotations = document.present(field, of: holder) else { return }
        for (key, value) in document.members(of: annotations) where document.kind(of: value) == .string {
            guard let problem = problem(key, value, of: object, in: document) else { continue }
            findings.report(id, .invalid, value, at: .entry(of: annotations, key: key), problem)
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

    /// Whether a text is a number as Go reads it, without a sign or zeros in front that it does not need.
    private static func isDeletionCost(_ text: Span<UInt8>) -> Bool {
        let zero = UInt8(ascii: "0")
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.extracting(droppingFirst: isNegative ? 1 : 0)
        guard text.first != UInt8(ascii: "+"), isNegative || digits.first != zero || digits.count == 1 else {
            return false
        }
        return Int32(String(text)) != nil
    }

    /// What is wrong with a list of tolerations in JSON; an empty text is none.
    private static func tolerationsProblem(_ text: Span<UInt8>) -> String? {
        guard !text.isEmpty else { return nil }
        guard let list = try? Document(json: text.indices.map { text[$0] }) else {
            return "must be a JSON list of tolerations"
        }
        if list.isNull(list.root) { return nil }
        guard list.kind(of: list.root) == .array else { return "must be a JSON list of tolerations" }
        for toleration in list.elements(of: list.root) {
            var findings = Findings(about: toleration, in: list)
            StructuralCheck.run(Kubernetes.toleration, into: &findings)
            guard let first = findings.all.first else { continue }
            return "must be a JSON list of tolerations: \(first.path): \(first.message(in: list))"
        }
        return nil
    }
}
