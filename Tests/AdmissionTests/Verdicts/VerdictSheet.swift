import Document
import KubeStash
import Schema
import TestSupport

/// An object whose values are changed one at a time, and what is said about it as it is.
struct VerdictSheet {
    /// Its name in the record.
    let title: String
    let kind: Kind
    let object: JSONValue
    /// The findings in the unchanged object.
    private let findings: [VerdictLine]
    /// The defaults that the unchanged object gets.
    private let defaults: [String]

    init(_ title: String, _ object: JSONValue, of kind: Kind) throws {
        self.title = title
        self.object = object
        self.kind = kind
        let document = try Document(json: object.json)
        findings = Self.judge(document, as: kind)
        defaults = try Self.additions(to: document, of: kind)
    }

    /// The lines of the record about this object: what is said about it, and about each change of it.
    ///
    /// - Parameters:
    ///   - sites: The values to change.
    ///   - place: The path of the values; findings elsewhere were said of the sheet's object already. Empty for all.
    ///   - changes: Makes the changes.
    /// - Returns: The lines; empty if nothing changes.
    /// - Throws: `ParseError` if an object cannot be read.
    func record(of sites: [VerdictSite], in place: String, _ changes: inout VerdictChanges) throws -> String {
        var text = ""
        for site in sites {
            var answers = VerdictAnswers()
            for change in changes.changes(of: site) {
                answers.add(change.label, try answer(to: change, at: site))
            }
            if !answers.isEmpty { text += "\(site.path.isEmpty ? "object" : site.path)\n\(answers.text)" }
        }
        guard !text.isEmpty else { return "" }
        let own = findings.filter { $0.path.hasPrefix(place) }.map { $0.text(at: nil) }
        let unchanged = (own + (place.isEmpty ? defaults : [])).map { "    \($0)\n" }.joined()
        return "## \(title)\n\n" + (unchanged.isEmpty ? "" : "unchanged\n\(unchanged)") + "\(text)\n"
    }

    /// The difference that a change makes to the answer.
    private func answer(to change: VerdictChange, at site: VerdictSite) throws -> [String] {
        let document = try Document(json: change.applied(to: object).json)
        let found = Self.judge(document, as: kind)
        let new = found.filter { !findings.contains($0) }.map { $0.text(at: site.path) }
        let gone = findings.filter { !found.contains($0) }.map { "no \($0.rule) \($0.path)" }
        let updated = try update(to: change, at: site).filter { !new.contains($0) }.map { "on update: \($0)" }
        guard change.removesValues, kind.hasDefaults else { return new + gone + updated }
        let additions = try Self.additions(to: document, of: kind)
        return new + gone + updated + VerdictAnswers.difference(of: additions, from: defaults)
    }

    /// The further findings of an update to the changed object, if the kind has fields that may not change.
    private func update(to change: VerdictChange, at site: VerdictSite) throws -> [String] {
        guard kind.rules.contains(where: { $0.id.rawValue == "immutable-field" }) else { return [] }
        let both: JSONValue = ["object": change.applied(to: object), "oldObject": object]
        let document = try Document(json: both.json)
        guard let new = document.present("object", of: document.root),
            let old = document.present("oldObject", of: document.root)
        else { return [] }
        let context = Context(document, namespace: "demo", operation: .update, since: old)
        let found = kind.check(new, in: context, unknownFields: .reported).all.map { VerdictLine($0, in: document) }
        return found.filter { !findings.contains($0) }.map { $0.text(at: site.path) }
    }

    private static func judge(_ document: Document, as kind: Kind) -> [VerdictLine] {
        kind.check(document.root, in: Context(document, namespace: "demo"), unknownFields: .reported).all.map {
            VerdictLine($0, in: document)
        }
    }

    private static func additions(to document: Document, of kind: Kind) throws -> [String] {
        try additions(kind.defaults(for: document.root, in: document), to: document.root)
    }

    /// The values that a plan adds, as `adds /path value`.
    static func additions(_ plan: DefaultsPlan, to root: Document.Node) throws -> [String] {
        guard let patch = plan.patch(from: root) else { return ["a patch that is too large"] }
        let operations = try Document(json: patch.json)
        return operations.elements(of: operations.root).map { operation in
            let path = operations.present("path", of: operation).flatMap { operations.string($0) } ?? ""
            let value = operations.present("value", of: operation).map { operations.compactText(of: $0) } ?? ""
            return "adds \(path) \(value)"
        }
    }
}

extension VerdictSheet {
    /// The objects of a kind that the record changes: those of its page of mutations, and those of its own.
    static func all(of kind: Kind) throws -> [VerdictSheet] {
        let name = kind.names.kind
        var sheets: [VerdictSheet] = []
        for (index, table) in try MutationTable.all(of: name).enumerated() {
            let object = try table.object(
                apiVersion: "\(kind.names.group)/\(kind.names.version)", kind: name,
                isNamespaced: kind.scope == .namespaced)
            sheets.append(try VerdictSheet("object \(index + 1) of mutations/\(name).txt", object, of: kind))
        }
        let own = Fixtures.read("\(Fixtures.folder)/verdicts/objects/\(name).yaml")
        for document in try Document.documents(yaml: own) where !document.isNull(document.root) {
            let object = JSONValue(document.root, of: document)
            let title = object.text("metadata/name")
            sheets.append(try VerdictSheet("\(title) of verdicts/objects/\(name).yaml", object, of: kind))
        }
        return sheets
    }
}
