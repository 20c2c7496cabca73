import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Objects that are judged beside each other, as in a folder of manifests and as in a cluster.
struct VerdictScene {
    let title: String
    private let objects: [JSONValue]
    /// What is said about the unchanged objects in one folder.
    private let inFiles: [String]
    /// What is said about each unchanged object beside the others in a cluster.
    private let inCluster: [[String]]

    init(_ title: String, _ objects: [JSONValue]) throws {
        self.title = title
        self.objects = objects
        inFiles = try Self.judgeFiles(objects)
        inCluster = try objects.indices.map { try Self.judge($0, of: objects) }
    }

    /// The lines of the record: what is said about the objects, and about each change of each of them.
    func record() throws -> String {
        var text = "## \(title)\n\nunchanged\n" + (inFiles + inCluster.joined()).map { "    \($0)\n" }.joined()
        for (index, object) in objects.enumerated() {
            let name = Self.name(of: object)
            text += "\n\(name)\n"
            var answers = VerdictAnswers()
            answers.add("not there", try answer(objects[..<index] + objects[(index + 1)...]))
            answers.add("there twice", try answer(objects + [object]))
            answers.add("listed last", try answer(objects[..<index] + objects[(index + 1)...] + [object]))
            text += answers.text
            for site in VerdictSite.all(in: object) {
                var answers = VerdictAnswers()
                for change in changes(of: site, in: object.text("kind")) {
                    var changed = objects
                    changed[index] = change.applied(to: object)
                    answers.add(change.label, try answer(changed, of: index))
                }
                if !answers.isEmpty { text += "\(name) \(site.path)\n\(answers.text)" }
            }
        }
        return text + "\n"
    }

    /// What the objects' answer has more and less than the unchanged ones'.
    private func answer(_ changed: some Collection<JSONValue>, of index: Int? = nil) throws -> [String] {
        let found = try Self.judgeFiles(Array(changed))
        var lines = found.filter { !inFiles.contains($0) } + inFiles.filter { !found.contains($0) }.map { "no \($0)" }
        guard let index else { return lines }
        var others = objects
        others[index] = changed[changed.index(changed.startIndex, offsetBy: index)]
        let live = try Self.judge(index, of: others)
        let usual = inCluster[index]
        let other = live.filter { !usual.contains($0) } + usual.filter { !live.contains($0) }.map { "no \($0)" }
        // What both say is said once.
        let same = other.filter { line in lines.contains { "cluster: \($0)" == line } }
        let own = Self.name(of: others[index])
        lines = lines.map { $0.hasPrefix(own) && !same.contains("cluster: \($0)") ? "files: \($0)" : $0 }
        return lines + other.filter { !same.contains($0) }
    }

    private static func name(of object: JSONValue) -> String {
        "\(object.text("kind")) \(object.text("metadata/namespace"))/\(object.text("metadata/name"))"
    }
}

extension VerdictScene {
    /// Removes a value, or takes one that another object has in the field of this name.
    private func changes(of site: VerdictSite, in kind: String) -> [VerdictChange] {
        guard let value = site.value, site.steps.count > 1 else { return [] }
        var values: [JSONValue] = []
        switch value {
        case .boolean(let value): values = [.boolean(!value)]
        case .number: values = [0, 1]
        case .string(let text):
            let others = objects.flatMap { object in
                VerdictSite.all(in: object).filter { $0.ending == site.ending && object.text("kind") == kind }
            }
            values = others.compactMap(\.value).prefix(3) + ["other"]
            if text.contains("/") { values += [.string("\(text)/"), .string("\(text)/x"), "/"] }
        case .array(let items): values = [[], .array(items + items.prefix(1))]
        case .object: values = [[:]]
        case .null: break
        }
        var tried: Set<JSONValue> = [value]
        return [VerdictChange(label: "absent", pointer: site.pointer, value: nil)]
            + values.filter { tried.insert($0).inserted }.map {
                VerdictChange(label: VerdictChange.label(of: $0), pointer: site.pointer, value: $0)
            }
    }

    /// An object as it is known to those beside it.
    private struct Member {
        let document: Document
        let kind: String
        let namespace: String

        init(_ object: JSONValue) throws {
            document = try Document(json: object.json)
            kind = object.text("kind")
            namespace = object.text("metadata/namespace")
        }
    }

    private static func judgeFiles(_ objects: [JSONValue]) throws -> [String] {
        let members = try objects.map(Member.init)
        let known = members.enumerated().compactMap { index, member in
            KnownObject(
                member.document.root, of: member.document, kind: member.kind, namespace: member.namespace,
                source: index, order: index)
        }
        let inventory = Inventory(known, from: .allFiles)
        return members.enumerated().flatMap { index, member -> [String] in
            let context = Context(
                member.document, namespace: member.namespace, inventory: inventory, order: index)
            let findings =
                Kinds.called(member.kind)?.check(member.document.root, in: context, unknownFields: .reported)
                ?? WorkloadCheck.check(member.document.root, in: context)
            return lines(findings, of: objects[index], "")
        }
    }

    /// The findings about an object beside the others of a cluster: as it is created, and as it is deleted.
    private static func judge(_ index: Int, of objects: [JSONValue]) throws -> [String] {
        let member = try Member(objects[index])
        guard let kind = Kinds.called(member.kind) else { return [] }
        var others: [WatchedKind: [KnownObject]] = [:]
        for (other, object) in objects.enumerated() where other != index {
            let member = try Member(object)
            guard let kind = WatchedKind.all.first(where: { $0.kind == member.kind }),
                let known = KnownObject(live: member.document.root, of: member.document, kind: kind)
            else { continue }
            others[kind, default: []].append(known)
        }
        var cluster = ClusterObjects()
        for kind in WatchedKind.all { cluster.replaceAll(of: kind, with: others[kind] ?? []) }
        let context = Context(member.document, namespace: member.namespace, inventory: cluster.snapshot)
        let root = member.document.root
        let patch = kind.defaults(for: root, in: context).patch(from: root)
        let additions = String(decoding: patch?.json ?? [], as: UTF8.self)
        return lines(kind.check(root, in: context, unknownFields: .reported), of: objects[index], "cluster: ")
            + lines(kind.checkDeletion(of: root, in: context), of: objects[index], "cluster, deleted: ")
            + (additions == "[]" ? [] : ["cluster: \(name(of: objects[index])) patch \(additions)"])
    }

    private static func lines(_ findings: Findings, of object: JSONValue, _ prefix: String) -> [String] {
        findings.all.map { "\(prefix)\(name(of: object)) \(VerdictLine($0, in: findings.document).text(at: nil))" }
    }

    /// The scenes of `Fixtures/verdicts/scenes`, a file each.
    static func all() throws -> [VerdictScene] {
        try Fixtures.manifests(in: "verdicts/scenes").map { name, bytes in
            let documents = try Document.documents(yaml: bytes).filter { !$0.isNull($0.root) }
            return try VerdictScene("\(name).yaml", documents.map { JSONValue($0.root, of: $0) })
        }
    }
}
