internal import Document
internal import Schema

/// All annotations of an object together must not be larger than Kubernetes stores (`ValidateAnnotationsSize` in
/// `apimachinery/pkg/api/validation`).
struct AnnotationsTooLarge: ObjectRule {
    /// Most bytes that all keys and values may have (`TotalAnnotationSizeLimitB`).
    static let limit = 256 * 1024

    var id: RuleID { .annotationsTooLarge }
    private let field: Key

    /// Makes the rule.
    ///
    /// - Parameter field: The field that holds annotations.
    init(_ field: Key) {
        self.field = field
    }

    /// Adds up the entries.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let annotations = document.present(field, of: object) else { return }
        var size = 0
        for (key, value) in document.members(of: annotations) {
            size += byteCount(of: key, in: document) + byteCount(of: value, in: document)
        }
        guard size > Self.limit else { return }
        findings.report(
            id, .invalid, annotations,
            "keys and values must not have more than \(Self.limit) bytes together, these have \(size)")
    }

    private func byteCount(of node: Document.Node, in document: Document) -> Int {
        document.kind(of: node) == .string ? document.withUTF8(of: node) { $0.count } : 0
    }
}
