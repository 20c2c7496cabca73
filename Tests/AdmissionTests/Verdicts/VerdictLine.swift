import Document
import Schema
import TestSupport

/// A finding as a line of the record.
struct VerdictLine: Hashable {
    let rule: String
    let path: String
    private let severity: String
    private let message: String
    /// The value as the message shows it; empty if it shows none.
    private let shown: String
    /// The change that a fix makes, and the related places.
    private let rest: String

    init(_ finding: Finding, in document: Document) {
        rule = "\(finding.rule)"
        path = "\(finding.path)"
        severity = finding.severity.rawValue
        message = finding.message(in: document)
        shown = finding.node.map { document.compactText(of: $0) } ?? ""
        let related = finding.related.map { " {\($0.kind) \($0.namespace)/\($0.name): \($0.note)}" }
        rest = (finding.suggestion.map { " => \($0.verdict)" } ?? "") + related.joined()
    }

    /// The line, without the path if it is that of the change, and with `~` for the value that changed.
    func text(at changed: String?) -> String {
        guard let changed, path == (changed.isEmpty ? "object" : changed) else {
            return "\(severity) \(rule) \(path): \(briefMessage)\(rest)"
        }
        return "\(severity) \(rule): \(shortened(to: "~"))\(rest)"
    }

    /// The message with another text for the value that it shows, if that is the whole value.
    private func shortened(to sign: String) -> String {
        for phrase in ["Invalid value: ", "Unsupported value: ", "Duplicate value: ", "Not found: ", ""]
        where !shown.isEmpty && message.hasPrefix(phrase + shown) {
            return phrase + sign + message.dropFirst(phrase.count + shown.count)
        }
        return briefMessage
    }

    /// The message with the beginning of a long object or list in the place of the value that it shows.
    private var briefMessage: String {
        let phrase = "Invalid value: "
        guard message.hasPrefix(phrase) else { return message }
        let rest = message.dropFirst(phrase.count)
        let same = zip(rest, shown).prefix { $0 == $1 }.count
        return same > Self.longest ? "\(phrase)\(rest.prefix(Self.longest / 2))…\(rest.dropFirst(same))" : message
    }

    private static let longest = 60
}

extension Finding.Suggestion {
    /// The change that a fix makes, in a few words.
    fileprivate var verdict: String {
        switch self {
        case .replace(let text): "replace by \(text)"
        case .ask(let text): "ask \(text)"
        case .replaceValue(let json): "replace by value \(json)"
        case .replaceWithObject(let members): "replace by object \(Self.words(members))"
        case .nest(let json, let keys): "nest \(json) under \(keys.joined(separator: "."))"
        case .setFields(let members): "set \(Self.words(members))"
        case .renameKey(let name): "rename to \(name)"
        case .insert(let json): "insert \(json)"
        case .remove: "remove"
        }
    }

    private static func words(_ members: [Finding.TextMember]) -> String {
        members.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
    }
}

/// The answers to the changes of one value; changes with the same answer share it.
struct VerdictAnswers {
    private var answers: [(lines: [String], labels: [String])] = []
    private var silent: [String] = []

    var isEmpty: Bool { answers.isEmpty && silent.isEmpty }

    mutating func add(_ label: String, _ lines: [String]) {
        if lines.isEmpty {
            silent.append(label)
        } else if let index = answers.firstIndex(where: { $0.lines == lines }) {
            answers[index].labels.append(label)
        } else {
            answers.append((lines, [label]))
        }
    }

    /// The lines that an answer has and the usual one has not, and those that it lacks, with `no` before them.
    static func difference(of found: [String], from usual: [String]) -> [String] {
        found.filter { !usual.contains($0) } + usual.filter { !found.contains($0) }.map { "no \($0)" }
    }

    var text: String {
        let said = answers.map { answer in
            "  \(answer.labels.joined(separator: ", "))\n" + answer.lines.map { "    \($0)\n" }.joined()
        }
        return said.joined() + (silent.isEmpty ? "" : "  fine: \(silent.joined(separator: ", "))\n")
    }
}
