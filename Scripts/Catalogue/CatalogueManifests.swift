import Document
import KubeStash

/// The Addons and Functions of a release, and the table that is made of them.
struct CatalogueManifests {
    private struct Task {
        let side: String
        let name: String
        let function: String
        let driver: String
        let volumes: [String]
        let parameters: [(name: String, isRequired: Bool)]
    }

    private var addons: [String: [Task]] = [:]
    /// The variables that each Function reads, in order.
    private var functions: [String: [String]] = [:]

    /// Whether there is an Addon.
    var hasAddons: Bool { !addons.isEmpty }

    /// Adds a manifest, unless it is of another kind.
    mutating func add(_ document: Document) {
        let manifest = Value(document.root, document)
        guard manifest["apiVersion"].text.hasPrefix("addons.kubestash.com/") else { return }
        let name = manifest["metadata"]["name"].text
        switch manifest["kind"].text {
        case "Addon":
            addons[name] = [("backup", "backupTasks"), ("restore", "restoreTasks")].flatMap { side, list in
                manifest["spec"][list].items.map { Self.task($0, side) }
            }
        case "Function":
            functions[name] = manifest["spec"]["args"].items.flatMap { Self.variables(of: $0.text) }
        default: break
        }
    }

    private static func task(_ task: Value, _ side: String) -> Task {
        Task(
            side: side, name: task["name"].text, function: task["function"].text,
            driver: task["driver"].text, volumes: task["volumeTemplate"].items.map { $0["name"].text },
            parameters: task["parameters"].items.map { ($0["name"].text, $0["required"].isTrue) })
    }

    /// The names of the variables in an argument, such as `a` in `--a=${a:=default}`.
    private static func variables(of argument: String) -> [String] {
        var names: [String] = []
        var rest = argument[...]
        while let start = rest.end(ofFirst: "${") {
            rest = rest[start...]
            names.append(String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
        }
        return names
    }

    /// The lines of the table.
    func table(of release: String) -> String {
        var lines = ["release \(release)"]
        for (name, tasks) in addons.sorted(by: { $0.key < $1.key }) {
            lines.append("addon \(name)")
            lines += tasks.map(line)
        }
        let used = Set(addons.values.joined().map(\.function))
        lines += functions.keys.filter { !used.contains($0) }.sorted().map { "function \($0)" }
        return lines.joined(separator: "\n")
    }

    private func line(_ task: Task) -> String {
        let declared = task.parameters.map { ($0.isRequired ? "!" : "") + $0.name }
        let names = Set(task.parameters.map(\.name) + AddonCatalogue.suppliedVariables)
        let read = Set(functions[task.function] ?? []).subtracting(names).sorted().map { "?\($0)" }
        let volumes = task.volumes.isEmpty ? "-" : task.volumes.joined(separator: ",")
        return ([task.side, task.name, task.function, task.driver, volumes] + declared + read).joined(separator: " ")
    }
}

/// A value of a manifest, for reading on without asking at each step whether it is there.
private struct Value {
    private let node: Document.Node?
    private let document: Document

    init(_ node: Document.Node?, _ document: Document) {
        self.node = node
        self.document = document
    }

    subscript(_ name: String) -> Value {
        let member = node.flatMap { node in
            document.members(of: node).first { document.string($0.key) == name }?.value
        }
        return Value(member, document)
    }

    var text: String { node.flatMap { document.string($0) } ?? "" }
    var isTrue: Bool { node.flatMap { document.boolean($0) } ?? false }
    var items: [Value] {
        node.map { node in document.elements(of: node).map { Value($0, document) } } ?? []
    }
}

extension Substring {
    /// The index behind the first occurrence of a text, nil if there is none.
    fileprivate func end(ofFirst text: String) -> Index? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
