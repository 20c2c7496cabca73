internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A variable of a blueprint is replaced in the form `${name}` only.
///
/// `$name` and `$(name)` are kept as they are, as they may belong to a shell or to a container. So only the names that the
/// blueprint has in the right form, too, and those of KubeStash's documentation are taken for variables.
struct UnreplacedVariable: Rule {
    /// A variable in another form.
    static let info = RuleInfo(
        "unreplaced-variable", .warning, "a variable of a blueprint in another form than ${name}, which is not replaced"
    )
    /// The rule reports any text.
    static let fields = ["spec.*"]
    /// The variables themselves are judged.
    static let judgesVariables = true

    /// The names that KubeStash's documentation has for variables.
    private static let usual: Set<String> = ["namespace", "paths", "repoName", "schedule", "targetKind", "targetName"]

    /// Warns of every text with such a variable.
    func check(_ blueprint: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        var names = Self.usual
        blueprint.forEachTextWithDollar { text, _, _ in
            VariableText.forEach(in: text) { form, name, _ in
                if form == .replaced { names.insert(String(text.extracting(name))) }
            }
        }
        blueprint.forEachTextWithDollar { text, node, place in
            var (meant, end, written) = ([UInt8](), 0, String?.none)
            VariableText.forEach(in: text) { form, name, whole in
                guard form == .kept, names.contains(String(text.extracting(name))) else { return }
                written = written ?? String(text.extracting(whole))
                meant += text.copy(of: end..<whole.lowerBound) + Array("${".utf8) + text.copy(of: name)
                meant.append(UInt8(ascii: "}"))
                end = whole.upperBound
            }
            guard let written else { return }
            meant += text.copy(of: end..<text.count)
            findings.report(
                Self.info, .invalid, node, at: place,
                "KubeStash replaces variables in the form ${name} only, and leaves \(written) as it is",
                suggestion: .replace(with: String(decoding: meant, as: UTF8.self)))
        }
    }
}

extension VariableText {
    /// The form of a variable in a text.
    enum Form {
        /// In braces.
        case replaced
        /// In parentheses or bare.
        case kept
    }

    /// Calls a closure for each variable of a text, with the ranges of its name and, of one that is kept, of all of it.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - body: The closure.
    static func forEach(in text: Span<UInt8>, _ body: (Form, _ name: Range<Int>, _ whole: Range<Int>) -> Void) {
        var index = 0
        while index + 1 < text.count {
            guard text[index] == UInt8(ascii: "$") else {
                index += 1
                continue
            }
            let start = index
            let mark = text[index + 1]
            let isInside = mark == UInt8(ascii: "{") || mark == UInt8(ascii: "(")
            index += mark == UInt8(ascii: "$") || isInside ? 2 : 1
            guard mark != UInt8(ascii: "$") else { continue }
            let name = nameRange(in: text, from: index)
            index = name.upperBound
            guard !name.isEmpty, mark != UInt8(ascii: "{") else {
                if !name.isEmpty { body(.replaced, name, name) }
                continue
            }
            if mark == UInt8(ascii: "(") {
                guard index < text.count, text[index] == UInt8(ascii: ")") else { continue }
                index += 1
            }
            body(.kept, name, start..<index)
        }
    }

    private static func nameRange(in text: Span<UInt8>, from start: Int) -> Range<Int> {
        var end = start
        while end < text.count, letters.contains(text[end]) { end += 1 }
        return start..<end
    }
}

/// A kind of workloads in a blueprint should be spelt right, and be in its own API group, like a target.
struct UnlikelySubject: ObjectRule {
    static var info: RuleInfo { UnlikelyTarget.info }

    var fields: [String] { [Names.kind.text, Self.apiVersion.text] }
    var triggers: [Key] { [Names.kind] }

    private static let apiVersion: Key = "apiVersion"

    /// Warns of another spelling of a well-known kind, and of another group than its own.
    func check(_ subject: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let kind = document.text(Names.kind, of: subject),
            let text = document.string(kind, upTo: NameShape.longestLabel),
            text.utf8.count <= NameShape.longestLabel
        else { return }
        let version = document.text(Self.apiVersion, of: subject)
        let stated = version.flatMap { document.string($0) }
        let group = stated.map { $0.contains("/") ? String($0.prefix { $0 != "/" }) : "" }
        // Another domain may have a kind of any name.
        guard group?.contains(".") != true || TargetKind.all.contains(where: { $0.group.text == group }),
            let known = TargetKind.named(kind, in: document) ?? TargetKind.spelt(text)
        else { return }
        if known.name.text != text, Format.kindName.problem(with: text.utf8.span) == nil {
            findings.report(
                Self.info, .invalid, kind, "is not a kind that KubeStash can back up",
                suggestion: .replace(with: known.name.text))
        }
        guard let version, let group, group != known.group.text else { return }
        report(version, stated, of: known, &findings)
    }

    /// Reports a group or a version of another kind, or a group alone.
    private func report(
        _ version: Document.Node, _ stated: String?, of kind: TargetKind, _ findings: inout Findings
    ) {
        let group = kind.group.text
        // The versions of databases differ.
        let meant = group.isEmpty ? "v1" : group == TargetKind.workloads.text ? "apps/v1" : nil
        let problem =
            group.isEmpty
            ? "\(kind.name.text) is in the core group"
            : stated == group
                ? "must have the version behind the group, such as apps/v1"
                : "\(kind.name.text) is in the API group \(Quoted.text(group))"
        findings.report(
            Self.info, .invalid, version, problem, suggestion: meant.map { .replace(with: $0) })
    }
}
