internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A mount should be that of a volume in the list beside it.
///
/// KubeStash adds volumes of its own to the Pod, so another name is not wrong for sure.
struct UnlistedVolume: ObjectRule {
    /// A mount of a volume that is not in the list.
    static let info = RuleInfo(
        "unlisted-volume", .warning, "a task of an Addon or a BackupVerifier mounts a volume that it does not have")
    /// The most suggestions for one object: each costs a comparison with many names.
    private static let mostSuggestions = 64

    /// The name of the object in messages.
    private let owner: String
    /// The list of volumes.
    private let list: Key

    init(of owner: String, in list: Key) {
        self.owner = owner
        self.list = list
    }

    var fields: [String] { ["volumeMounts.name"] }
    var triggers: [Key] { [Names.volumeMounts] }

    /// Looks up the volume of every mount.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let mounts = document.list(Names.volumeMounts, of: object) else { return }
        let list = document.present(self.list, of: object)
        var table = NodeTable()
        var names: [Document.Node] = []
        if let list {
            // A malformed list is one mistake, and any name may have been meant.
            guard document.kind(of: list) == .array else { return }
            for volume in document.elements(of: list) {
                guard document.kind(of: volume) == .object else { return }
                guard let name = document.text(Names.name, of: volume) else { continue }
                if table.insert(name, of: document) == nil { names.append(name) }
            }
        }
        var count = 0
        for mount in document.elements(of: mounts) {
            guard let name = document.text(Names.name, of: mount), table.first(like: name, of: document) == nil,
                !document.withUTF8(of: name, { $0.contains(UInt8(ascii: "$")) })
            else { continue }
            count += 1
            let nearest =
                count > Self.mostSuggestions
                ? nil
                : document.string(name).flatMap {
                    NearestName.of($0, among: names.lazy.compactMap { document.string($0) })
                }
            findings.report(
                Self.info, .notFound, name, "the \(owner) has no volume of this name in \(self.list.text)",
                suggestion: nearest.map { .replace(with: $0) })
        }
    }
}

/// A parameter of a task becomes a variable of the Function's arguments, so it needs a name that a variable can have.
///
/// Names of letters, digits and underscores can be replaced (`gomodules.xyz/envsubst`), and those of KubeStash's own
/// variables have another value already.
struct UnusableParameter: ObjectRule {
    /// A parameter that no Function can read.
    static let info = RuleInfo(
        "unusable-parameter", .warning, "a parameter of an Addon's task that no Function can read by its name")

    var fields: [String] { ["\(Addon.parameters.text).name"] }
    var triggers: [Key] { [Addon.parameters] }

    private static let letters = ByteSet.letterOrDigit.union(ByteSet("_"))

    /// Looks at the name of every parameter.
    func check(_ task: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let list = document.list(Addon.parameters, of: task) else { return }
        for parameter in document.elements(of: list) {
            guard let name = document.text(Names.name, of: parameter),
                let text = document.string(name, upTo: CatalogueNames.longest)
            else { continue }
            if !text.utf8.allSatisfy(Self.letters.contains) {
                // A blank name is an error already.
                guard Format.anyName.problem(with: text.utf8.span) == nil else { continue }
                findings.report(
                    Self.info, .invalid, name,
                    "a Function cannot read it: its variables have names of letters, digits and '_' only")
            } else if AddonCatalogue.suppliedVariables.contains(text) {
                findings.report(
                    Self.info, .invalid, name, "is a variable that KubeStash sets by itself, to another value")
            }
        }
    }
}
