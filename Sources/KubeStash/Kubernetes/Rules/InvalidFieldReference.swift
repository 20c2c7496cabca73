internal import Document
internal import Schema

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

    let id = RuleID.invalidFieldReference
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
        if let (field, key) = document.withUTF8(of: path, Self.split) {
            checkKey(key, of: field, path, &findings)
        } else if !(document.isString(path, Self.oldNodeName) && paths.contains("spec.nodeName")) {
            let isKnown = Self.known.contains { document.isString(path, $0) }
            findings.report(id, isKnown ? .notSupported : .invalid, path, advice(document.string(path) ?? ""))
        }
    }

    /// `metadata.labels['app']` is one label.
    private func checkKey(
        _ key: ArraySlice<UInt8>, of field: ArraySlice<UInt8>, _ path: Document.Node, _ findings: inout Findings
    ) {
        let problem: String?
        if field.elementsEqual("metadata.labels".utf8) {
            problem = Format.labelKey.problem(with: key)
        } else if field.elementsEqual("metadata.annotations".utf8) {
            problem = Format.annotationKey.problem(with: key)
        } else {
            problem = "only metadata.labels and metadata.annotations have keys"
        }
        if let problem { findings.report(id, .invalid, path, problem) }
    }

    private func advice(_ path: String) -> String {
        let nearest = NearestName.of(path, among: paths)
        return "must be one of \(paths.joined(separator: ", ")), metadata.labels['<key>'] and "
            + "metadata.annotations['<key>']" + (nearest.map { "; did you mean \(Quoted.text($0))?" } ?? "")
    }

    /// The field and the key in brackets, nil where there are none.
    private static func split(_ path: ArraySlice<UInt8>) -> (field: ArraySlice<UInt8>, key: ArraySlice<UInt8>)? {
        guard path.suffix(2).elementsEqual("']".utf8), let open = path.firstIndex(of: UInt8(ascii: "[")),
            open > path.startIndex, path[open...].dropLast(2).starts(with: "['".utf8)
        else { return nil }
        return (path[..<open], path[open...].dropFirst(2).dropLast(2))
    }
}
