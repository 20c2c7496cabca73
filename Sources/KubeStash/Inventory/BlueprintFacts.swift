internal import Document
internal import Kubernetes
internal import Schema

/// The part of a BackupBlueprint that annotated workloads depend on.
struct BlueprintFacts: Sendable {
    let usage: UsageFacts
    /// The spec of the BackupConfigurations that it makes, as JSON text with variables; empty if there is none.
    let template: [UInt8]
    /// The variables in it, in order.
    let variables: [String]
    /// Its texts with variables, by their paths in it.
    private let fields: [FieldPath: VariableField]

    /// A text of a template with variables.
    struct VariableField: Sendable {
        /// The variables in it, in order.
        let variables: [String]
        let mark: Document.Mark
    }

    /// The text of the template that a value of the BackupConfiguration is made of; nil if it has no variables.
    func field(of value: Document.Node, in made: MadeConfiguration) -> VariableField? {
        let path = FieldPath(to: value, from: made.document.root, in: made.document)
        return fields[FieldPath(Array(path.elements.dropFirst()))]
    }

    init(_ spec: Document.Node?, of document: Document) {
        usage = UsageFacts(spec, of: document)
        guard let spec, let template = document.present(Names.template, of: spec) else {
            (self.template, variables, fields) = ([], [], [:])
            return
        }
        fields = Self.fields(below: template, of: document)
        var writer = JSONWriter()
        writer.value(template, of: document)
        self.template = writer.bytes
        variables = Envsubst(writer.bytes, [:]).variables
    }

    private static func fields(below template: Document.Node, of document: Document) -> [FieldPath: VariableField] {
        var fields: [FieldPath: VariableField] = [:]
        /// As deep as the document, whose depth the parser has capped.
        func visit(_ node: Document.Node) {
            for item in document.elements(of: node) { visit(item) }
            for member in document.members(of: node) { visit(member.value) }
            guard document.kind(of: node) == .string, document.hasVariable(node), let text = document.string(node)
            else { return }
            fields[FieldPath(to: node, from: template, in: document)] = VariableField(
                variables: Envsubst(Array(text.utf8), [:]).variables, mark: document.mark(node))
        }
        visit(template)
        return fields
    }
}

/// The use of a blueprint by an annotated workload.
struct BlueprintUse: Sendable {
    /// The blueprint.
    let blueprint: ObjectName
    /// The values of variables.
    let values: [String: String]
    /// The workload.
    let target: TargetName
    /// The place of the annotation with the name of the blueprint.
    let mark: Document.Mark

    /// The annotations that name a blueprint.
    static let nameAnnotation: Key = "blueprint.kubestash.com/name"
    static let namespaceAnnotation: Key = "blueprint.kubestash.com/namespace"
    /// The beginning of those that have the values of variables.
    static let variablePrefix = "variables.kubestash.com/"

    /// Reads the annotations of a workload; nil if it names no blueprint.
    init?(_ object: Document.Node, of document: Document, in namespace: String) {
        guard let metadata = document.present(Names.metadata, of: object),
            let annotations = document.present(Self.annotations, of: metadata),
            let named = document.text(Self.nameAnnotation, of: annotations), let name = document.string(named)
        else { return nil }
        func text(_ key: Key, of node: Document.Node) -> String {
            document.text(key, of: node).flatMap { document.string($0) } ?? ""
        }
        let apiVersion = text(Self.apiVersion, of: object)
        let group = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
        blueprint = ObjectName("BackupBlueprint", text(Self.namespaceAnnotation, of: annotations), name)
        let texts = KnownObject.texts(Self.annotations, of: metadata, in: document)
        values = [String: String](
            uniqueKeysWithValues: texts.compactMap { key, value in
                key.hasPrefix(Self.variablePrefix) ? (String(key.dropFirst(Self.variablePrefix.count)), value) : nil
            })
        target = TargetName(
            group: group, kind: text(Names.kind, of: object), namespace: namespace,
            name: text(Names.name, of: metadata))
        mark = document.mark(named)
    }

    /// The BackupConfiguration that KubeStash makes; nil if it cannot be told.
    func made(of blueprint: BlueprintFacts) -> MadeConfiguration? {
        MadeConfiguration(
            of: blueprint.template, values, for: target, in: target.namespace,
            named: "\(target.kind.lowercased())-\(target.name)")
    }

    private static let annotations: Key = "annotations"
    private static let apiVersion: Key = "apiVersion"
}

/// A BackupConfiguration that is made of a blueprint.
struct MadeConfiguration {
    let document: Document
    private let namespace: String
    private let name: String

    /// Replaces the variables of a template; nil if the result is not certain, or not JSON.
    init?(
        of template: [UInt8], _ values: [String: String], for target: TargetName?, in namespace: String,
        named name: String
    ) {
        let text = target == nil ? template : Envsubst(template, values).text
        guard let template = try? Document(json: text), template.kind(of: template.root) == .object else { return nil }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("apiVersion", "core.kubestash.com/v1alpha1")
            writer.member("kind", "BackupConfiguration")
            writer.member("metadata") { writer in
                writer.member("name", name)
                if !namespace.isEmpty { writer.member("namespace", namespace) }
            }
            writer.member("spec") { writer in
                if let target { target.write(to: &writer) }
                // The namespace and the policy of the template are not fields of what is made of it.
                for key in [Names.backends, Names.sessions] {
                    guard let value = template.present(key, of: template.root) else { continue }
                    writer.key(key.text)
                    writer.value(value, of: template)
                }
            }
        }
        guard let document = try? Document(json: writer.bytes) else { return nil }
        self.document = document
        self.namespace = namespace
        self.name = name
    }

    /// The mistakes in it, those of texts with variables left out, beside the objects that another context knows.
    func findings(in other: Context) -> [Finding] {
        let context = Context(
            document, under: other.settings, namespace: namespace.isEmpty ? nil : namespace,
            inventory: other.inventory, order: other.order)
        return BackupConfiguration.kind.check(document.root, in: context).all.filter { finding in
            guard let node = finding.node, document.isString(node) else { return true }
            return !document.hasVariable(node)
        }
    }

    /// The rule and the field of a mistake, to tell the blueprint's own mistakes.
    static func identity(_ finding: Finding) -> String { "\(finding.rule) \(finding.path)" }

    /// The repositories that it promises.
    var repositories: [PromisedRepository] {
        PromisedRepository.all(of: BackupConfiguration(document.root, in: document), named: name, in: namespace)
    }
}

extension TargetName {
    init(group: String, kind: String, namespace: String, name: String) {
        self.group = group
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("target") { writer in
            writer.member("apiGroup", group)
            writer.member("kind", kind)
            if !namespace.isEmpty { writer.member("namespace", namespace) }
            writer.member("name", name)
        }
    }
}
