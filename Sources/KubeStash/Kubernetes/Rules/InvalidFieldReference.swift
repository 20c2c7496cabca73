internal import Document
internal import Schema
internal import Text

/// A field of the pod must be one that a container can be told (`validateObjectFieldSelector` and
/// `ConvertDownwardAPIFieldLabel` in Kubernetes).
struct InvalidFieldReference: ObjectRule {
    /// Where the field goes.
    enum Use: Sendable {
        /// Into an environment variable.
        case environment
        /// Into a file.
        case volume
    }

    var id: RuleID { .invalidFieldReference }
    private let paths: [String]
    private static let fieldPath: Key = "fieldPath"

    /// Makes the rule.
    init(_ use: Use) {
        switch use {
        case .environment:
            paths = [
                "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
                "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
            ]
        case .volume:
            paths = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"]
        }
    }

    /// Fields that Kubernetes knows, though they fit only one of the uses or none.
    private static let known: Set<String> = [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
        "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName", "status.phase",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ]
    /// What very old objects call `spec.nodeName`.
    private static let oldNodeName = "spec.host"

    /// Looks at the path.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let path = document.present(Self.fieldPath, of: object), document.kind(of: path) == .string,
            !document.isEmptyString(path), !paths.contains(where: { document.isString(path, $0) })
        else { return }
        if let bracket = document.withUTF8(of: path, Self.openingBracket) {
            let problem = document.withUTF8(of: path) { Self.problem(with: $0, bracket) }
            if let problem { findings.report(id, .invalid, path, problem) }
        } else if !(document.isString(path, Self.oldNodeName) && paths.contains("spec.nodeName")) {
            let isKnown = Self.known.contains { document.isString(path, $0) }
            findings.report(id, isKnown ? .notSupported : .invalid, path, advice(document.string(path) ?? ""))
        }
    }

    /// What is wrong with a path that has a key in brackets: `metadata.labels['app']` is one label.
    private static func problem(with path: Span<UInt8>, _ bracket: Int) -> String? {
        let field = path.extracting(..<bracket)
        let key = path.extracting(bracket + 2..<path.count - 2)
        if field.equals("metadata.labels") { return Format.labelKey.problem(with: key) }
        if field.equals("metadata.annotations") { return Format.annotationKey.problem(with: key) }
        return "only metadata.labels and metadata.annotations have keys"
    }

    private func advice(_ path: String) -> String {
        let nearest = NearestName.of(path, among: paths)
        return "must be one of \(paths.joined(separator: ", ")), metadata.labels['<key>'] and "
            + "metadata.annotations['<key>']" + (nearest.map { "; did you mean \(Quoted.text($0))?" } ?? "")
    }

    /// Where the brackets begin that have a key in them, nil where there are none.
    private static func openingBracket(_ path: Span<UInt8>) -> Int? {
        guard path.extracting(last: 2).equals("']"), let open = path.firstIndex(of: UInt8(ascii: "[")), open > 0,
            path.extracting(open...).extracting(droppingLast: 2).starts(with: "['")
        else { return nil }
        return open
    }
}
