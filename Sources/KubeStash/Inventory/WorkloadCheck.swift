public import Document
internal import Kubernetes
public import Schema

extension RuleInfo {
    /// A workload that a blueprint cannot be used for.
    static let blueprintUse = RuleInfo(
        "blueprint-use", .error, "a workload whose annotations do not fit the BackupBlueprint that they name")
    /// An annotation with a variable that the blueprint does not have.
    static let unusedVariable = RuleInfo(
        "unused-variable", .warning, "an annotation with a variable that the BackupBlueprint does not have")
}

/// The check of a workload that is annotated for a BackupBlueprint; it is of no kind of KubeStash.
public enum WorkloadCheck {
    /// The rules that such a workload can break, beside those of the BackupConfiguration that is made for it.
    public static let rules: [RuleInfo] = [.blueprintUse, .unusedVariable]

    /// Checks the annotations of an object.
    ///
    /// - Parameters:
    ///   - object: The object, of any kind.
    ///   - context: The document, the namespace and the other objects.
    /// - Returns: The findings; none for an object without such annotations.
    public static func check(_ object: Document.Node, in context: Context) -> Findings {
        var findings = Findings(about: object, in: context.document)
        let document = context.document
        guard !context.inventory.isEmpty,
            let use = BlueprintUse(object, of: document, in: context.namespace ?? ""),
            let node = document.node(at: use.mark), let annotations = document.parent(of: node)
        else { return findings }
        guard document.text(BlueprintUse.namespaceAnnotation, of: annotations) != nil else {
            findings.report(
                .blueprintUse, .required, missing: BlueprintUse.namespaceAnnotation, of: annotations,
                "KubeStash looks the blueprint up by both annotations")
            return findings
        }
        let place = document.key(of: node).map { Findings.Place.entry(of: annotations, key: $0) } ?? .node
        switch context.inventory.object(use.blueprint) {
        case .unknown: break
        case .missing:
            findings.report(
                .missingObject, .notFound, node, at: place,
                context.inventory.source.absence(of: use.blueprint.title))
        case .found(let found):
            guard found.count == 1, case .blueprint(let blueprint) = found[0].facts else { break }
            check(use, of: found[0], blueprint, node, at: place, annotations, in: context, &findings)
        }
        context.settings.apply(to: &findings)
        return findings
    }

    private static func check(
        _ use: BlueprintUse, of object: KnownObject, _ blueprint: BlueprintFacts, _ node: Document.Node,
        at place: Findings.Place, _ annotations: Document.Node, in context: Context, _ findings: inout Findings
    ) {
        let related = [object.related("the blueprint")]
        if blueprint.usage.allows(use.target.namespace, own: object.name.namespace, among: context.inventory) == false {
            findings.report(
                .blueprintUse, .forbidden, node, at: place,
                "\(object.name.title) is for \(blueprint.usage.words), and this is namespace "
                    + Quoted.text(use.target.namespace), related: related)
        }
        reportUnused(use, blueprint, object, annotations, in: context, &findings)
        let missing = Envsubst(blueprint.template, use.values).missing
        if !missing.isEmpty {
            let names = missing.map { "\(BlueprintUse.variablePrefix)\($0)" }.joined(separator: ", ")
            findings.report(
                .blueprintUse, .required, node, at: place, "\(object.name.title) needs \(names)", related: related)
        } else if let made = use.made(of: blueprint) {
            report(made, use, blueprint, object, node, at: place, in: context, &findings)
        } else if !blueprint.template.isEmpty, !Envsubst(blueprint.template, use.values).isUnclear {
            findings.report(
                .blueprintUse, .invalid, node, at: place,
                "the value of a variable has a quote, a backslash or a line break, which breaks what is made of "
                    + object.name.title, related: related)
        }
    }

    /// Warns of variables that the blueprint does not have.
    private static func reportUnused(
        _ use: BlueprintUse, _ blueprint: BlueprintFacts, _ object: KnownObject, _ annotations: Document.Node,
        in context: Context, _ findings: inout Findings
    ) {
        let document = context.document
        let variables = Set(blueprint.variables)
        let free = blueprint.variables.filter { use.values[$0] == nil }
        let spelt = [String: String](free.map { ($0.lowercased(), $0) }) { first, _ in first }
        for member in document.members(of: annotations) {
            guard let key = document.string(member.key), key.hasPrefix(BlueprintUse.variablePrefix) else { continue }
            let name = String(key.dropFirst(BlueprintUse.variablePrefix.count))
            guard !variables.contains(name) else { continue }
            let same = spelt[name.lowercased()]
            findings.report(
                .unusedVariable, .notFound, member.key, at: .entry(of: annotations, key: member.key),
                "\(object.name.title) has no such variable",
                suggestion: (same ?? NearestName.of(name, among: free)).map {
                    .renameKey(to: BlueprintUse.variablePrefix + $0)
                }, related: [object.related("the blueprint")])
        }
    }

    /// Reports the mistakes of the BackupConfiguration that is made, but for those of the blueprint itself.
    ///
    /// A value that is made of one annotation is reported there, and any other one where the blueprint is named.
    private static func report(
        _ made: MadeConfiguration, _ use: BlueprintUse, _ blueprint: BlueprintFacts, _ object: KnownObject,
        _ node: Document.Node, at place: Findings.Place, in context: Context, _ findings: inout Findings
    ) {
        let template = MadeConfiguration(
            of: blueprint.template, [:], for: nil, in: object.name.namespace, named: object.name.name)
        let own = Set(template?.findings(in: context).map(MadeConfiguration.identity) ?? [])
        for mistake in made.findings(in: context) {
            guard let rule = RuleCatalog.rule(mistake.rule), !own.contains(MadeConfiguration.identity(mistake)) else {
                continue
            }
            let field = mistake.node.flatMap { blueprint.field(of: $0, in: made) }
            let given = field?.variables.filter { use.values[$0] != nil } ?? []
            let cause = given.count == 1 ? given.first.flatMap { variable(named: $0, beside: node, in: context) } : nil
            let related =
                field.map { object.related("the blueprint's field", at: $0.mark) } ?? object.related("the blueprint")
            findings.report(
                rule, .invalid, cause?.value ?? node, at: cause?.place ?? place,
                "\(object.name.title) makes a BackupConfiguration with a mistake: \(mistake.path): "
                    + mistake.message(in: made.document),
                related: [related] + mistake.related, isMild: mistake.severity == .warning)
        }
    }

    /// The annotation with the value of a variable, beside the one with the name of the blueprint.
    private static func variable(
        named name: String, beside node: Document.Node, in context: Context
    ) -> (value: Document.Node, place: Findings.Place)? {
        let document = context.document
        guard let annotations = document.parent(of: node) else { return nil }
        return document.members(of: annotations).first {
            document.string($0.key) == BlueprintUse.variablePrefix + name
        }.map { ($0.value, .entry(of: annotations, key: $0.key)) }
    }
}
