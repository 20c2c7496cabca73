internal import Document
internal import KubeStash
internal import Kubernetes
internal import Linting
internal import Schema

/// An object of a cluster that is judged once everything is known: its bytes, without what the cluster itself has written.
///
/// The API server has pruned the fields that it does not have, and records who set which field; kubectl keeps a copy of
/// what was applied; the status is the controllers'. None of that is a mistake of its owner.
struct AuditedObject: Sendable {
    /// Its kind.
    let kind: Kind
    /// Its namespace, empty if it belongs to the whole cluster.
    let namespace: String
    /// Its name.
    let name: String
    /// Why it is not judged, nil if it is.
    let exemption: AuditVerdict.Exemption?
    /// Its place among all objects: by its age, if the inventory has it, and else after them.
    private let order: Int
    /// The object as JSON, empty if it is not judged.
    private let json: [UInt8]

    /// Takes an object out of a list.
    ///
    /// - Parameters:
    ///   - item: The object, which need not say its type.
    ///   - document: The document of the list.
    ///   - kind: Its kind.
    ///   - isKnown: Whether the inventory has it.
    init?(_ item: Document.Node, of document: Document, kind: Kind, isKnown: Bool) {
        guard let metadata = document.present(Self.metadata, of: item),
            let name = document.text("name", of: metadata).flatMap({ document.string($0) })
        else { return nil }
        self.kind = kind
        self.name = name
        namespace = document.text("namespace", of: metadata).flatMap { document.string($0) } ?? ""
        exemption = document.isBeingDeleted(item) ? .deletion : kind.isOver(item, in: document) ? .end : nil
        order = isKnown ? KnownObject.liveOrder(item, of: document) : .max
        json = exemption != nil ? [] : Self.json(of: item, metadata, in: document, as: kind)
    }

    private static let metadata: Key = "metadata"
    private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

    private static func json(
        of item: Document.Node, _ metadata: Document.Node, in document: Document, as kind: Kind
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("apiVersion", "\(kind.names.group)/\(kind.names.version)")
            writer.member("kind", kind.names.kind)
            writer.key("metadata")
            copy(metadata, of: document, without: ["managedFields"], to: &writer)
            copyMembers(of: item, in: document, without: ["apiVersion", "kind", "metadata", "status"], to: &writer)
        }
        // The writer has room for more, which thousands of objects would keep.
        return Array(writer.bytes[...])
    }

    private static func copy(
        _ node: Document.Node, of document: Document, without names: Set<String>, to writer: inout JSONWriter
    ) {
        guard document.isObject(node) else { return writer.value(node, of: document) }
        writer.object { copyMembers(of: node, in: document, without: names, to: &$0) }
    }

    private static func copyMembers(
        of node: Document.Node, in document: Document, without names: Set<String>, to writer: inout JSONWriter
    ) {
        for member in document.members(of: node) {
            guard let key = document.string(member.key), !names.contains(key) else { continue }
            writer.key(key)
            if key == "annotations" {
                copy(member.value, of: document, without: [lastApplied], to: &writer)
            } else {
                writer.value(member.value, of: document)
            }
        }
    }

    /// Judges the object, unless it is exempt.
    ///
    /// - Parameters:
    ///   - options: What is reported, and how.
    ///   - inventory: All objects of the cluster.
    /// - Returns: The object with its mistakes, in the schema's order.
    func judge(_ options: LintOptions, beside inventory: Inventory) -> AuditVerdict {
        let subject = Diagnostic.Subject(kind.names, namespace: namespace, name: name)
        return AuditVerdict(
            subject: subject, exemption: exemption,
            diagnostics: exemption != nil ? [] : diagnostics(of: subject, options, beside: inventory))
    }

    private func diagnostics(
        of subject: Diagnostic.Subject, _ options: LintOptions, beside inventory: Inventory
    ) -> [Diagnostic] {
        guard let document = try? Document(json: json) else { return [] }
        let known = namespace.isEmpty ? nil : namespace
        let settings = options.settings(for: known)
        let context = Context(document, under: settings, namespace: known, inventory: inventory, order: order)
        // The API server has dropped the fields that it does not have; those that are left are of a newer KubeStash.
        var findings = kind.check(document.root, in: context)
        settings.applyIgnores(to: &findings)
        guard !findings.isEmpty else { return [] }
        let place = Diagnostic.Place(object: subject.title)
        var diagnostics: [Diagnostic] = findings.all.compactMap { finding in
            // A kind that cannot be read is reported once, and not at every field.
            guard finding.ignored == nil, finding.rule != RuleInfo.unknownCluster.id, options.reports(finding.rule)
            else { return nil }
            var diagnostic = Diagnostic(finding, at: place, in: subject, of: document, excerpt: nil)
            diagnostic.notes = finding.related.map(Diagnostic.Note.init(about:))
            return diagnostic
        }
        if findings.dropped > 0 {
            let message = "\(findings.dropped) more mistake\(findings.dropped == 1 ? " is" : "s are") not listed"
            diagnostics.append(Diagnostic(LintRules.unreadable, at: place, message, in: subject))
        }
        return diagnostics
    }
}
