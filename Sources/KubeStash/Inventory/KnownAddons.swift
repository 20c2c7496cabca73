internal import Document
internal import Kubernetes
internal import Schema

/// The Addons and Functions among the known objects, which extend the catalogue of the official ones.
enum KnownAddons {
    private static let rules = Set(
        ([AddonTasks.info, UnknownFunction.info] + AddonTasks(side: .backup).others.map(\.rule)).map(\.id))

    /// Removes the findings that the catalogue alone has, about what a known Addon or Function has all the same.
    ///
    /// - Parameters:
    ///   - findings: The findings about an object.
    ///   - kind: The kind of the object.
    ///   - context: The other objects.
    static func overrule(_ findings: inout Findings, of kind: String, in context: Context) {
        guard findings.all.contains(where: { rules.contains($0.rule) }) else { return }
        let side: AddonCatalogue.Side = kind == "RestoreSession" || kind == "BackupVerifier" ? .restore : .backup
        findings.judge { finding in
            rules.contains(finding.rule) && isOverruled(finding, side, in: context) ? nil : finding.severity
        }
    }

    private static func isOverruled(_ finding: Finding, _ side: AddonCatalogue.Side, in context: Context) -> Bool {
        let document = context.document
        guard let node = finding.node ?? finding.owner else { return false }
        func isKnown(_ kind: String) -> Bool {
            guard let name = document.string(node) else { return false }
            if case .found = context.inventory.object(ObjectName(kind, "", name)) { return true }
            return false
        }
        if finding.rule == UnknownFunction.info.id { return isKnown("Function") }
        if finding.rule == AddonTasks.unknownAddon.id { return isKnown("Addon") }
        guard let place = TaskPlace(around: node, in: document),
            let task = context.inventory.task(place.task, of: place.addon, side)
        else { return false }
        switch finding.rule {
        case AddonTasks.info.id: return true
        case AddonTasks.unknownParameter.id:
            guard let name = document.key(of: node).flatMap({ document.string($0) }) else { return false }
            return context.inventory.reads(name, task)
        case AddonTasks.missingParameter.id:
            // Another Addon than an official one has its parameters reported at the list.
            guard case .field(let name)? = finding.path.elements.last, name != Names.params.text else { return false }
            return !task.requiredNames.contains(name)
        default: return document.string(node).map(task.volumes.contains) ?? false
        }
    }
}

/// The names of an Addon and of the task that a value belongs to.
private struct TaskPlace {
    let addon: String
    let task: String

    /// The most steps from a value in a task to its Addon: parameter, parameters, task, tasks, Addon.
    private static let mostSteps = 6

    init?(around node: Document.Node, in document: Document) {
        var chain = [node]
        while chain.count <= Self.mostSteps, let last = chain.last, let parent = document.parent(of: last) {
            if chain.count > 1, document.list(Names.tasks, of: parent) == last {
                guard let addon = document.text(Names.name, of: parent).flatMap({ document.string($0) }),
                    let task = document.text(Names.name, of: chain[chain.count - 2]).flatMap({ document.string($0) })
                else { return nil }
                self.addon = addon
                self.task = task
                return
            }
            chain.append(parent)
        }
        return nil
    }
}

extension Inventory {
    /// The task of an Addon that is known, nil if it has none of that name, or several objects are the Addon.
    fileprivate func task(_ name: String, of addon: String, _ side: AddonCatalogue.Side) -> AddonFacts.Task? {
        self.addon(addon)?.task(name, side)
    }

    /// The Addon with a name, nil if it is not known.
    fileprivate func addon(_ name: String) -> AddonFacts? {
        guard case .found(let found) = object(ObjectName("Addon", "", name)), found.count == 1,
            case .addon(let addon) = found[0].facts
        else { return nil }
        return addon
    }

    /// Whether a task declares a parameter, or its Function reads it; true if the Function is not known.
    fileprivate func reads(_ parameter: String, _ task: AddonFacts.Task) -> Bool {
        if task.parameterNames.contains(parameter) { return true }
        guard case .found(let found) = object(ObjectName("Function", "", task.function)), found.count == 1,
            case .function(let function) = found[0].facts
        else { return true }
        return function.variables.contains(parameter)
    }
}

/// The Addon of a session should be in the cluster, and have its tasks and their parameters.
///
/// The catalogue has the official Addons of one release; the cluster may have another one, and others.
struct ClusterAddons: Rule {
    static var info: RuleInfo { .missingObject }
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.addon.name"]
    static var others: [(rule: RuleInfo, fields: [String])] {
        [
            (AddonTasks.info, ["spec.sessions.addon.tasks.name"]),
            (AddonTasks.unknownParameter, ["spec.sessions.addon.tasks.params.*"]),
            (AddonTasks.missingParameter, ["spec.sessions.addon.tasks.params", "spec.sessions.addon.tasks.params.*"]),
        ]
    }
    static let needsInventory = true

    /// Looks up the Addon and the tasks of every session.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for backup in configuration.backups where findings.all.count < AddonTasks.mostFindings {
            let document = context.document
            guard let node = backup.addon(in: document) else { continue }
            let addon = ObjectReference("Addon", named: node, of: document)
            switch context.inventory.object(addon) {
            case nil: break
            case .unknown: context.inventory.reportUnknown(["Addon"], node, &findings)
            case .missing where context.inventory.isCluster:
                findings.report(
                    .missingObject, .notFound, node, context.inventory.source.absence(of: addon.object.title))
            case .missing: break
            case .found(let found):
                guard found.count == 1, case .addon(let addon) = found[0].facts, let tasks = backup.tasks else { break }
                for task in document.elements(of: tasks)
                where document.kind(of: task) == .object && findings.all.count < AddonTasks.mostFindings {
                    check(task, of: addon, found[0], node, in: context, &findings)
                }
            }
        }
    }

    private func check(
        _ task: Document.Node, of addon: AddonFacts, _ object: KnownObject, _ addonName: Document.Node,
        in context: Context, _ findings: inout Findings
    ) {
        let document = context.document
        guard let node = document.text(Names.name, of: task) else { return }
        let official = AddonCatalogue.official.addon(addonName, in: document)
        guard let place = addon.place(ofTask: node, .backup, in: document) else {
            guard !CatalogueNames.isVariable(node, in: document) else { return }
            // The catalogue reports a task that it does not have either.
            let isReported = official.map {
                AddonCatalogue.official.task(node, of: $0, .backup, in: document) == nil
            }
            guard isReported != true else { return }
            let named = addon.tasks.filter { $0.side == .backup && !$0.name.isEmpty }
            let names = named.prefix(Self.mostListed).map(\.name)
            return findings.report(
                AddonTasks.info, .notFound, node,
                "\(object.name.title) has no backup task of this name, \(CatalogueNames.instead(names))",
                related: [object.related("the Addon")])
        }
        guard official == nil else { return }
        let known = addon.tasks[place]
        let params = document.present(Names.params, of: task)
        let members = params.map { Array(document.members(of: $0)) } ?? []
        for (key, value) in members where findings.all.count < AddonTasks.mostFindings {
            guard let parameter = document.string(key), !context.inventory.reads(parameter, known),
                !AddonCatalogue.suppliedVariables.contains(parameter)
            else { continue }
            findings.report(
                AddonTasks.unknownParameter, .invalid, value,
                "the task \(Quoted.bare(known.name)) of \(object.name.title) has no parameter of this name",
                suggestion: NearestName.of(parameter, among: known.parameters.lazy.map(\.name)).map {
                    .renameKey(to: $0)
                },
                related: [object.related("the Addon")])
        }
        let given = Set(members.compactMap { document.string($0.key) })
        let lacking = known.parameters.lazy.filter { $0.isRequired && !given.contains($0.name) }
        for parameter in lacking.prefix(AddonTasks.mostFindings) {
            findings.report(
                AddonTasks.missingParameter, .required, missing: Names.params, of: task,
                "the task \(Quoted.bare(known.name)) of \(object.name.title) requires \(Quoted.text(parameter.name))")
        }
    }

    /// The most tasks that a message lists.
    private static let mostListed = 8
}
