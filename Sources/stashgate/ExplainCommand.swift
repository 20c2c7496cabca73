import ArgumentParser
import Document
import KubeStash
import Schema

/// `stashgate explain`: what the fields of a BackupConfiguration are for.
struct ExplainCommand: ParsableCommand, OneOperand {
    static let operand = "one path, such as backupconfiguration.spec.target"

    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Describe the fields of a kind or of a policy file, and the rules about them.",
        discussion: """
            Prints what kubectl explain would, from stashgate's own schema and without a cluster. A path may begin \
            with the kind, which is backupconfiguration where nothing else is said; list indices are forgiven.

              stashgate explain spec.sessions.scheduler
              stashgate explain retentionpolicy.spec.usagePolicy -o json
              stashgate explain policy.parameters

            Exits with 0, or with 2 if there is no such field.
            """)

    @Argument(
        help: "A field, such as spec.sessions.scheduler; all of the kind without one.",
        completion: .custom { ExplainedPaths.beginning(with: $2) })
    var path = ""

    @Flag(help: "Print the names and types of all fields below as a tree.")
    var recursive = false

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

    func run() throws {
        let target: ExplainTarget
        do {
            target = try ExplainTarget(path: path)
        } catch {
            throw CommandFailure("\(error)")
        }
        let explanation = Explanation(of: target, isRecursive: recursive)
        switch output {
        case .text: try StandardOutput.write(explanation.text)
        case .json: try StandardOutput.write(explanation.json)
        }
    }
}

/// A kind of object that stashgate can explain.
struct ExplainedKind {
    let group: String
    let version: String
    let kind: String
    /// The names that a path may begin with, in lower case.
    let names: [String]
    let schema: ObjectType
    /// Whether the webhook adds its defaults.
    let isMutated: Bool

    /// All kinds; a path that names none means the first.
    static let all = EditorSchema.all.map { schema in
        ExplainedKind(
            group: schema.group, version: schema.version, kind: schema.kind, names: schema.names, schema: schema.type,
            isMutated: Kinds.all.first { $0.names.kind == schema.kind }?.isMutated ?? false)
    }

    /// Whether a key in it is the name of a rule, as in the levels of a policy.
    func isRule(_ key: String) -> Bool {
        schema === Policy.schema && RuleCatalog.rule(RuleID(rawValue: key)) != nil
    }
}

/// The field or object that a path such as `spec.sessions.scheduler` leads to.
struct ExplainTarget {
    let kind: ExplainedKind
    /// The last step: a field, or an entry of an object with free keys; nil for the whole object.
    private(set) var name: String?
    /// The field of that name, nil for the whole object and for an entry.
    private(set) var field: Field?
    /// The type of the value there.
    private(set) var type: ValueType
    /// The purpose of the field; for an entry of an object with free keys, that of the object.
    private(set) var summary = ""
    /// The steps to the field from the object, without list indices.
    let steps: [String]
    /// The value is inside an object with any content, where the schema does not say of which type it is.
    private(set) var isFree = false

    /// The path of the field from the object, without list indices.
    var path: String { steps.joined(separator: ".") }

    /// Follows a path.
    ///
    /// The path may begin with the kind; a leading dot, list indices and empty brackets are ignored.
    ///
    /// - Parameter path: The path.
    /// - Throws: An ``UnknownPath`` if the schema has no such field.
    init(path: String) throws(UnknownPath) {
        var steps = Self.steps(of: path)
        let first = steps.first?.lowercased()
        let named = ExplainedKind.all.first { kind in first.map(kind.names.contains) ?? false }
        if named != nil { steps.removeFirst() }
        kind = named ?? ExplainedKind.all[0]
        type = .object(kind.schema)
        self.steps = steps
        for index in steps.indices { try take(steps[index], behind: steps[..<index]) }
    }

    /// The names between the dots, without brackets.
    private static func steps(of path: String) -> [String] {
        path.split(separator: ".").compactMap { step in
            let name = step.prefix { $0 != "[" }
            return name.isEmpty ? nil : String(name)
        }
    }

    private mutating func take(_ step: String, behind path: ArraySlice<String>) throws(UnknownPath) {
        switch type.item {
        case .object(let object):
            guard let field = object.field(step) else {
                throw UnknownPath(step, behind: path, in: object, of: kind)
            }
            (name, self.field, type, summary) = (step, field, field.type, field.summary)
        case .map(let map):
            (name, field, type) = (step, nil, map.values)
        case .freeObject:
            guard !kind.isRule(step), !kind.schema.rules(concerning: path + [step]).isEmpty else {
                throw UnknownPath(free: step, behind: path, of: kind)
            }
            (name, field, isFree) = (step, nil, true)
        default:
            throw UnknownPath(step, behind: path, type: type.label)
        }
    }
}

/// A path that leads nowhere.
struct UnknownPath: Error, CustomStringConvertible {
    let description: String

    init(_ step: String, behind path: ArraySlice<String>, in object: ObjectType, of kind: ExplainedKind) {
        if path.isEmpty, let rule = RuleCatalog.rule(RuleID(rawValue: step)) {
            description = "\(rule.id) is a rule and not a field; 'stashgate rules \(rule.id)' explains it"
            return
        }
        let place = path.isEmpty ? kind.kind : "\(path.joined(separator: ".")) (\(object.name))"
        var text = "field \"\(step.prefix(253))\" does not exist in \(place)"
        if let nearest = NearestName.of(step, among: object.fields.lazy.map(\.name)) {
            text += "; did you mean \"\((path + [nearest]).joined(separator: "."))\"?"
        } else if let elsewhere = Self.path(to: step, in: kind.schema) {
            text += "; did you mean \"\(elsewhere)\"?"
        } else if path.isEmpty, let other = NearestName.of(step, among: ExplainedKind.all.flatMap(\.names)) {
            text += "; did you mean the kind \"\(other)\"?"
        } else {
            text += "; its fields are \(object.fields.map(\.name).joined(separator: ", "))"
        }
        description = text
    }

    init(_ step: String, behind path: ArraySlice<String>, type: String) {
        description =
            "\(path.joined(separator: ".")) <\(type)> has no fields, so there is no \"\(step.prefix(253))\" in it"
    }

    init(free step: String, behind path: ArraySlice<String>, of kind: ExplainedKind) {
        let place = path.joined(separator: ".")
        if kind.isRule(step) {
            description = "\(place) takes the names of rules; 'stashgate rules \(step)' explains this one"
        } else {
            description = "\(place) takes any fields, so there is nothing to say about \"\(step.prefix(253))\" in it"
        }
    }

    /// The shortest path to a field of that name, in any letter case.
    private static func path(to name: String, in schema: ObjectType) -> String? {
        let wanted = name.lowercased()
        var level: [(path: String, type: ObjectType)] = [("", schema)]
        while !level.isEmpty {
            var next: [(path: String, type: ObjectType)] = []
            for (path, type) in level {
                for field in type.fields {
                    let place = path.isEmpty ? field.name : "\(path).\(field.name)"
                    if field.name.lowercased() == wanted { return place }
                    if case .object(let type) = field.type.item { next.append((place, type)) }
                }
            }
            level = next
        }
        return nil
    }
}
