import Document
import KubeStash
import Schema
import TestSupport

/// Objects that are judged beside each other, as in a folder of manifests and as in a cluster.
struct VerdictScene {
    let title: String
    private let objects: [JSONValue]
    /// The findings in the unchanged objects of one folder.
    private let inFiles: [String]
    /// The findings in each unchanged object beside the others of a cluster.
    private let inCluster: [[String]]

    init(_ title: String, _ objects: [JSONValue]) throws {
        self.title = title
        self.objects = objects
        inFiles = try Self.judgeFiles(objects, named: objects)
        inCluster = try objects.indices.map { try Self.judge($0, of: objects, named: objects[$0]) }
    }

    /// The lines of the record: what is said about the objects, and about each change of each of them.
    func record() throws -> String {
        var text = "## \(title)\n\nunchanged\n" + (inFiles + inCluster.joined()).map { "    \($0)\n" }.joined()
        for (index, object) in objects.enumerated() {
            let name = Self.name(of: object)
            text += "\n\(name)\n"
            var answers = VerdictAnswers()
            let others = Array(objects[..<index] + objects[(index + 1)...])
            answers.add("not there", try answer(others))
            answers.add("there twice", try answer(objects + [object]))
            answers.add("listed last", try answer(others + [object]))
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

    /// The difference of the answer from that to the unchanged objects.
    private func answer(_ changed: [JSONValue]) throws -> [String] {
        VerdictAnswers.difference(of: try Self.judgeFiles(changed, named: changed), from: inFiles)
    }

    /// The same for one changed object, which keeps its name in the record, also beside the others in a cluster.
    private func answer(_ changed: [JSONValue], of index: Int) throws -> [String] {
        let lines = VerdictAnswers.difference(of: try Self.judgeFiles(changed, named: objects), from: inFiles)
        let live = VerdictAnswers.difference(
            of: try Self.judge(index, of: changed, named: objects[index]), from: inCluster[index])
        // Lines that both have stand once.
        let own = Self.name(of: objects[index])
        let inBoth = Set(lines.filter { live.contains(Self.inCluster($0)) })
        return lines.map { line in
            let isOwn = line.hasPrefix(own) || line.hasPrefix("no \(own)")
            return isOwn && !inBoth.contains(line) ? "files: \(line)" : line
        } + live.filter { line in !inBoth.contains { Self.inCluster($0) == line } }
    }

    /// A line about files as one about a cluster.
    private static func inCluster(_ line: String) -> String {
        line.hasPrefix("no ") ? "no cluster: \(line.dropFirst(3))" : "cluster: \(line)"
    }

    private static func name(of object: JSONValue) -> String {
        "\(object.text("kind")) \(object.text("metadata/namespace"))/\(object.text("metadata/name"))"
    }
}

extension VerdictScene {
    /// Removes a value, or takes one that another object has in the field of this name.
    private func changes(of site: VerdictSite, in kind: String) -> [VerdictChange] {
        guard let value = site.value, site.steps.count > 1, site.steps[1] != "labels" else { return [] }
        var values: [JSONValue] = []
        switch value {
        case .boolean(let value): values = [.boolean(!value)]
        case .number: values = [0, 1]
        case .string(let text):
            let others = objects.flatMap { object in
                VerdictSite.all(in: object).filter { $0.ending == site.ending && object.text("kind") == kind }
            }
            values = others.compactMap(\.value).prefix(1) + ["other"]
            if text.contains("/") { values += [.string("\(text)/"), .string("\(text)/x"), "/"] }
        case .array: values = [[]]
        case .object, .null: break
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

    private static func judgeFiles(_ objects: [JSONValue], named names: [JSONValue]) throws -> [String] {
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
            return lines(findings, name(of: names[index]))
        }
    }

    /// The findings about an object beside the others of a cluster: as it is created, and as it is deleted.
    private static func judge(
        _ index: Int, of objects: [JSONValue], named: JSONValue
    ) throws -> [String] {
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
        let name = name(of: named)
        return lines(kind.check(root, in: context, unknownFields: .reported), "cluster: \(name)")
            + lines(kind.checkDeletion(of: root, in: context), "cluster, deleted: \(name)")
            + (try VerdictSheet.additions(kind.defaults(for: root, in: context), to: root)).map {
                "cluster: \(name) \($0)"
            }
    }

    private static func lines(_ findings: Findings, _ prefix: String) -> [String] {
        findings.all.map { "\(prefix) \(VerdictLine($0, in: findings.document).text(at: nil))" }
    }

    /// The scenes of `Fixtures/verdicts/scenes`, a file each.
    static func all() throws -> [VerdictScene] {
        try Fixtures.manifests(in: "verdicts/scenes").map { name, bytes in
            let documents = try Document.documents(yaml: bytes).filter { !$0.isNull($0.root) }
            return try VerdictScene("\(name).yaml", documents.map { JSONValue($0.root, of: $0) })
        }
    }
}
