internal import Document
internal import Schema
internal import Text

/// The names of the catalogue that were probably meant by names that it does not have.
enum CatalogueNames {
    /// The longest name that is looked at, in bytes: Kubernetes' longest.
    static let longest = 253

    /// Whether a name has a variable in it, whose value is not known.
    static func isVariable(_ text: String) -> Bool {
        isVariable(text.utf8.span)
    }

    /// Whether a name in a document has a variable in it.
    static func isVariable(_ name: Document.Node, in document: Document) -> Bool {
        document.withUTF8(of: name) { isVariable($0) }
    }

    private static func isVariable(_ text: Span<UInt8>) -> Bool {
        text.contains(UInt8(ascii: "$")) || text.contains(UInt8(ascii: "{"))
    }

    /// Names in a row: `a, b and c`; `none` for no names.
    static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.listed
    }

    /// The names beside an unknown one, to follow a comma: `but a, b and c`, or `and no other`.
    static func instead(_ names: [String]) -> String {
        names.isEmpty ? "and no other" : "but \(names.listed)"
    }

    /// The names of official Functions.
    static let functions = NameSieve(AddonCatalogue.official.functions)

    /// The official Addon that is meant by an unknown name: one without `-addon`, with another name of its database, or
    /// with typing mistakes.
    static func addon(like name: Document.Node, in document: Document) -> String? {
        if let place = aliases.index.index(of: name, in: document) { return aliases.addons[place] }
        return addons.nearest(to: name, in: document)
    }

    private static let addons = NameSieve(
        AddonCatalogue.official.addons.map { AddonCatalogue.official.names[$0.name].text })

    /// Other names of official Addons, and the Addon that each is meant for.
    private static let aliases: (index: KeyIndex, addons: [String]) = {
        let catalogue = AddonCatalogue.official
        var names: [(alias: String, addon: String)] = []
        for addon in catalogue.addons {
            let name = catalogue.names[addon.name].text
            names.append((String(name.dropLast(suffix.count)), name))
            for kind in catalogue.kinds[addon.kinds].map(\.text) where kind != "AppBinding" {
                let words = [kind.lowercased()] + TargetKind.otherWords(for: kind)
                names += words.flatMap { [($0, name), ($0 + suffix, name)] }
            }
        }
        var seen = Set(catalogue.addons.map { catalogue.names[$0.name].text })
        let unique = names.filter { seen.insert($0.alias).inserted }
        return (KeyIndex(unique.map { Key(permanent: $0.alias) }), unique.map(\.addon))
    }()

    private static let suffix = "-addon"

    /// The task of an Addon that is meant by an unknown name: by its former name, by that of its counterpart, or with
    /// typing mistakes.
    static func task(like text: String, of addon: AddonCatalogue.Addon, _ side: AddonCatalogue.Side) -> String? {
        let names = AddonCatalogue.official.taskNames(of: addon, side)
        let kebab = hyphenated(text)
        let stem = kebab.hasSuffix("-restore") ? String(kebab.dropLast("-restore".count)) : kebab
        let isFormer = text != kebab
        var candidates = isFormer ? [kebab] : []
        switch side {
        case .backup: candidates += [stem, stem + "-backup"]
        case .restore: candidates += [kebab + "-restore", stem + "-backup-restore"]
        }
        if side == .restore, kebab.hasSuffix("-backup") {
            candidates.append(String(kebab.dropLast("-backup".count)) + "-restore")
        }
        // The tasks of the first releases that have one successor only.
        if isFormer, ["physical-backup", "physical-backup-restore", "logical-backup"].contains(kebab) {
            candidates += side == .backup ? ["logical-backup", "manifest-backup"] : ["logical-backup-restore"]
        }
        if let meant = candidates.first(where: { $0 != text && names.contains($0) }) { return meant }
        return NearestName.of(kebab, among: names)
    }

    /// Whether a name is spelt as tasks were before v2024.1.31.
    static func isFormer(_ text: String) -> Bool {
        ["Backup", "Restore", "Snapshot"].contains { text.hasSuffix($0) } && text.first?.isUppercase ?? false
    }

    /// A name in capitals, as tasks had before v2024.1.31, with hyphens: `LogicalBackup` as `logical-backup`.
    private static func hyphenated(_ text: String) -> String {
        var words = ""
        for letter in text {
            if letter.isUppercase, !words.isEmpty, words.last != "-" { words += "-" }
            words += letter == "_" ? "-" : letter.lowercased()
        }
        return words
    }

    /// A remark about a parameter of older releases; nil for any other parameter.
    static func formerParameter(
        _ text: String, of task: AddonCatalogue.Task, _ addon: AddonCatalogue.Addon
    ) -> String? {
        let names = AddonCatalogue.official.names
        return formerParameters.first {
            $0.name == text && $0.addon == names[addon.name].text && names[task.name].text.hasPrefix("manifest-")
        }?.remark
    }

    private static let formerParameters: [(addon: String, name: String, remark: String)] = [
        (
            "kubedump-addon", "labelSelector",
            "since v2025.6.30 it is ANDedLabelSelectors or ORedLabelSelectors, with labels as key:value"
        ),
        ("kubedump-addon", "includeDependants", "the task has had no such parameter since v2025.6.30"),
        ("kubedump-addon", "sanitize", "the task has had no such parameter since v2025.6.30"),
        ("workload-addon", "includeClusterResources", "since v2025.6.30 it is includeRBACResources"),
    ]

    /// The parameters of a task that are not given, in time that grows with those that are.
    static func parameters(
        of task: AddonCatalogue.Task, absentFrom params: Document.Node, in document: Document
    ) -> [String] {
        let catalogue = AddonCatalogue.official
        let keys = catalogue.parameters[task.parameters].map { catalogue.names[$0.name] }
        return keys.filter { document.member($0, of: params) == nil }.map(\.text)
    }

    /// The volume of a task, or the variable for it, that is meant by an unknown name.
    static func volume(like text: String, of task: AddonCatalogue.Task) -> String? {
        let catalogue = AddonCatalogue.official
        if isVariable(text) { return NearestName.of(text, among: AddonCatalogue.volumeVariables.map(\.text)) }
        return NearestName.of(text, among: catalogue.volumes[task.volumes].map { catalogue.names[$0].text })
    }
}
