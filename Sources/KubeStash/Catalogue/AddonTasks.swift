internal import Document
internal import Kubernetes
internal import Schema

/// The tasks, parameters and volumes of an official Addon should be those that it has.
///
/// Nothing checks them before a backup is taken: KubeStash's webhook reads no Addon. Nothing is assumed about Addons
/// that are not in the catalogue.
struct AddonTasks: ObjectRule {
    /// An Addon that is probably a misspelt one.
    static let unknownAddon = RuleInfo(
        "unknown-addon", .warning, "an Addon whose name is nearly that of an official one")
    /// A task that the Addon does not have.
    static let info = RuleInfo(
        "unknown-task", .warning, "a task that the official Addon of this name does not have, or has for restoring")
    /// A parameter that the task does not read.
    static let unknownParameter = RuleInfo(
        "unknown-parameter", .warning, "a parameter that the task of the official Addon does not read")
    /// A parameter that the task cannot do without.
    static let missingParameter = RuleInfo(
        "missing-parameter", .warning, "a parameter that the task of the official Addon requires is missing")
    /// A volume that the task does not have.
    static let unknownAddonVolume = RuleInfo(
        "unknown-addon-volume", .warning,
        "another source for a volume that the task of the official Addon does not have")

    /// Whether the tasks are to back up or to restore.
    let side: AddonCatalogue.Side

    var fields: [String] { ["tasks.name"] }
    var others: [(rule: RuleInfo, fields: [String])] {
        [
            (Self.unknownAddon, ["name"]), (Self.unknownParameter, ["tasks.params"]),
            (Self.missingParameter, ["tasks.params"]), (Self.unknownAddonVolume, ["tasks.addonVolumes.name"]),
        ]
    }
    var triggers: [Key] { [Names.name] }

    private static let addonVolumes: Key = "addonVolumes"
    /// The most findings of an object with which further warnings are added.
    ///
    /// A person reads a few. An object with thousands of sessions must not be refused for the number of its warnings.
    static let mostFindings = 1000

    /// Looks up the Addon and each of its tasks.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let name = document.text(Names.name, of: object), findings.all.count < Self.mostFindings else { return }
        guard let addon = AddonCatalogue.official.addon(name, in: document) else {
            return report(addon: name, in: document, &findings)
        }
        guard let tasks = document.list(Names.tasks, of: object) else { return }
        var task = document.first(in: tasks)
        let end = document.behind(tasks)
        while task < end {
            check(task: task, of: addon, in: document, &findings)
            task = document.behind(task)
        }
    }

    private func check(
        task: Document.Node, of addon: AddonCatalogue.Addon, in document: Document, _ findings: inout Findings
    ) {
        guard let name = document.text(Names.name, of: task) else { return }
        guard let known = AddonCatalogue.official.task(name, of: addon, side, in: document) else {
            return report(task: name, of: addon, in: document, &findings)
        }
        let params = document.present(Names.params, of: task)
        if let params { check(params, of: known, addon, in: document, &findings) }
        checkRequired(params, of: known, task, in: document, &findings)
        guard let volumes = document.present(Self.addonVolumes, of: task) else { return }
        for volume in document.elements(of: volumes) where findings.all.count < Self.mostFindings {
            check(volume, of: known, in: document, &findings)
        }
    }

    private func report(addon name: Document.Node, in document: Document, _ findings: inout Findings) {
        // A text that is not a name is an error already.
        guard document.withUTF8(of: name, { Format.dnsSubdomain.problem(with: $0) == nil }),
            let nearest = CatalogueNames.addon(like: name, in: document)
        else { return }
        findings.report(
            Self.unknownAddon, .notFound, name, "is not an Addon of KubeStash's or KubeDB's own",
            suggestion: .replace(with: nearest))
    }

    private func report(
        task name: Document.Node, of addon: AddonCatalogue.Addon, in document: Document, _ findings: inout Findings
    ) {
        let catalogue = AddonCatalogue.official
        guard let text = document.string(name, upTo: CatalogueNames.longest), !CatalogueNames.isVariable(text) else {
            return
        }
        let addonName = catalogue.names[addon.name].text
        let isOther = catalogue.task(name, of: addon, side.other, in: document) != nil
        let meant = CatalogueNames.task(like: text, of: addon, side)
        let problem =
            isOther
            ? "is a task of \(addonName) for \(side == .backup ? "restoring" : "backing up")"
            : CatalogueNames.isFormer(text)
                ? "\(addonName) has no \(side.rawValue) task of this name since v2024.1.31"
                : "\(addonName) has no \(side.rawValue) task of this name"
        let others = CatalogueNames.instead(catalogue.taskNames(of: addon, side))
        findings.report(
            Self.info, .notFound, name, meant == nil ? "\(problem), \(others)" : problem,
            suggestion: meant.map { .replace(with: $0) })
    }

    /// Looks up the names of parameters.
    private func check(
        _ params: Document.Node, of task: AddonCatalogue.Task, _ addon: AddonCatalogue.Addon, in document: Document,
        _ findings: inout Findings
    ) {
        // The names that a wrong one can mean, looked up once.
        var absent: [String]?
        for (key, value) in document.members(of: params) where findings.all.count < Self.mostFindings {
            guard AddonCatalogue.official.parameter(key, of: task, in: document) == nil,
                let text = document.string(key, upTo: CatalogueNames.longest)
            else { continue }
            let taskName = AddonCatalogue.official.names[task.name].text
            if AddonCatalogue.suppliedVariables.contains(text) {
                findings.report(
                    Self.unknownParameter, .invalid, value, "is a variable that KubeStash sets by itself; leave it out")
            } else if let remark = CatalogueNames.formerParameter(text, of: task, addon) {
                findings.report(
                    Self.unknownParameter, .invalid, value, "has no effect any more: \(remark)")
            } else {
                let names = absent ?? CatalogueNames.parameters(of: task, absentFrom: params, in: document)
                absent = names
                findings.report(
                    Self.unknownParameter, .invalid, value, "the task \(taskName) has no parameter of this name",
                    suggestion: NearestName.of(text, among: names).map { .renameKey(to: $0) })
            }
        }
    }

    /// Looks for the parameters that must be given.
    private func checkRequired(
        _ params: Document.Node?, of known: AddonCatalogue.Task, _ task: Document.Node, in document: Document,
        _ findings: inout Findings
    ) {
        let catalogue = AddonCatalogue.official
        for place in known.parameters where catalogue.parameters[place].isRequired {
            let key = catalogue.names[catalogue.parameters[place].name]
            if let params {
                guard document.kind(of: params) == .object,
                    document.present(key, of: params).map({ document.isEmptyString($0) }) ?? true
                else { continue }
                findings.report(
                    Self.missingParameter, .required, missing: key, of: params,
                    "the task \(catalogue.names[known.name].text) requires it")
            } else {
                findings.report(
                    Self.missingParameter, .required, missing: key, within: Names.params, of: task,
                    "the task \(catalogue.names[known.name].text) requires it")
            }
        }
    }

    /// Looks up the name of a volume; a variable may stand for it.
    private func check(
        _ volume: Document.Node, of task: AddonCatalogue.Task, in document: Document, _ findings: inout Findings
    ) {
        let catalogue = AddonCatalogue.official
        guard let name = document.text(Names.name, of: volume),
            !catalogue.hasVolume(name, of: task, in: document),
            !AddonCatalogue.volumeVariables.contains(where: { document.isString(name, $0) }),
            let text = document.string(name, upTo: CatalogueNames.longest)
        else { return }
        let nearest = CatalogueNames.volume(like: text, of: task)
        guard nearest != nil || !CatalogueNames.isVariable(text) else { return }
        let names = catalogue.volumes[task.volumes].map { catalogue.names[$0].text }
        let taskName = catalogue.names[task.name].text
        findings.report(
            Self.unknownAddonVolume, .notFound, name,
            nearest == nil
                ? "the task \(taskName) has no volume of this name, \(CatalogueNames.instead(names))"
                : "the task \(taskName) has no volume of this name",
            suggestion: nearest.map { .replace(with: $0) })
    }
}
