internal import Document
internal import Schema
internal import Text

/// A blueprint should be of use for more than one workload.
///
/// KubeStash makes a BackupConfiguration for each, in which a repository has one target and a directory of its own.
struct SingleTarget: Rule {
    /// A repository that can have one target only.
    static let info = RuleInfo(
        "single-target-blueprint", .warning,
        "a repository of a blueprint without a variable in its name or directory, which serves one workload only")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.name", "spec.sessions.repositories.directory"]

    /// Warns of a repository that is the same for every workload, and of a directory that is.
    func check(_ blueprint: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for repository in blueprint.repositories {
            guard let name = repository.name, blueprint.firstName(like: repository) == name else { continue }
            guard blueprint.isUnknown(name) else {
                findings.report(
                    Self.info, .invalid, name,
                    "has no variable: the first workload of a namespace gets this Repository, and KubeStash refuses the "
                        + "BackupConfiguration of the next one")
                continue
            }
            guard let directory = repository.directory, !blueprint.isUnknown(directory), !mayVary(repository, blueprint)
            else { continue }
            findings.report(
                Self.info, .invalid, directory,
                "has no variable: every workload would write to this directory, and KubeStash refuses all but the first "
                    + "on a storage")
        }
    }

    /// Whether the storage of a repository may be another one for every workload.
    private func mayVary(_ repository: BackupConfiguration.Repository, _ blueprint: BackupConfiguration) -> Bool {
        guard case .reference(let storage)? = blueprint.storage(of: repository) else { return true }
        return blueprint.isUnknown(storage.name)
    }
}

/// The variables of a blueprint should be ones that can be replaced.
///
/// One that cannot be read keeps KubeStash from making any BackupConfiguration (`ResolveWithInputs` in its
/// apimachinery).
struct InvalidVariable: Rule {
    static var info: RuleInfo { .invalidSubstitution }
    /// The rule reports any text.
    static let fields = ["spec.*"]
    /// The variables themselves are judged.
    static let judgesVariables = true

    /// Warns of every text with a variable that cannot be read.
    func check(_ blueprint: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        blueprint.forEachTextWithDollar { text, node, place in
            guard let problem = Substitution.problem(in: text) else { return }
            findings.report(Self.info, .invalid, node, at: place, problem, isMild: true)
        }
    }
}

/// A variable of a shell or of Stash has no value in a blueprint, unless every workload has an annotation for it.
struct UnsetVariable: Rule {
    /// A variable that KubeStash does not set.
    static let info = RuleInfo(
        "unset-variable", .warning, "a variable of a shell or of Stash in a blueprint, which KubeStash does not set")
    /// The rule reports any text.
    static let fields = ["spec.*"]
    /// The variables themselves are judged.
    static let judgesVariables = true

    private static let ofShell: [StaticString] = [
        "HOME", "HOSTNAME", "PATH", "PWD", "RANDOM", "SHELL", "TMPDIR", "USER",
    ]
    private static let ofStash: [StaticString] = [
        "TARGET_NAME", "TARGET_NAMESPACE", "TARGET_KIND", "TARGET_API_VERSION", "TARGET_RESOURCE", "TARGET_APP_VERSION",
        "TARGET_APP_GROUP", "TARGET_APP_RESOURCE", "TARGET_APP_TYPE",
    ]

    /// Warns of the first such variable of every text.
    func check(_ blueprint: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        blueprint.forEachTextWithDollar { text, node, place in
            var index = 0
            while let name = VariableText.nextName(in: text, from: &index) {
                let isOfShell = Self.ofShell.contains { text.equals(name, $0) }
                guard isOfShell || Self.ofStash.contains(where: { text.equals(name, $0) }) else { continue }
                let word = String(text.extracting(name))
                let annotation = "unless every workload has the annotation variables.kubestash.com/\(word)"
                findings.report(
                    Self.info, .invalid, node, at: place,
                    isOfShell
                        ? "KubeStash replaces ${\(word)} itself, and has no value for it \(annotation); $${\(word)} keeps it"
                        : "KubeStash sets no ${\(word)}, unlike Stash, \(annotation)")
                return
            }
        }
    }
}

extension BackupConfiguration {
    /// Calls a closure for every text of the template that has a dollar, and for every such key with its value.
    func forEachTextWithDollar(_ body: (Span<UInt8>, Document.Node, Findings.Place) -> Void) {
        guard let spec else { return }
        var node = document.first(in: spec)
        let end = document.behind(spec)
        while node < end {
            defer { node = document.first(in: node) }
            guard document.kind(of: node) == .string else { continue }
            document.withUTF8(of: node) { text in
                guard text.contains(UInt8(ascii: "$")) else { return }
                if !document.isString(node), let object = document.parent(of: node) {
                    body(text, document.value(ofKey: node), .entry(of: object, key: node))
                } else {
                    body(text, node, .node)
                }
            }
        }
    }
}

extension VariableText {
    static let letters = ByteSet.letterOrDigit.union(ByteSet("_"))

    /// The range of the name of the next variable without an operation, nil if there is none.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - index: Where to start, and afterwards where to go on.
    /// - Returns: The range.
    static func nextName(in text: Span<UInt8>, from index: inout Int) -> Range<Int>? {
        while index + 1 < text.count {
            guard text[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            let isVariable = text[index + 1] == UInt8(ascii: "{")
            index += text[index + 1] == UInt8(ascii: "$") || isVariable ? 2 : 1
            guard isVariable else { continue }
            let start = index
            while index < text.count, letters.contains(text[index]) { index += 1 }
            if index < text.count, text[index] == UInt8(ascii: "}") { return start..<index }
        }
        return nil
    }
}
