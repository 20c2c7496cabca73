import Document
import KubeStash
import Schema

extension ExplainTarget {
    /// The rules that report the field or a value in it, without those of fields below it, each once.
    var rules: [RuleInfo] {
        let known = Kinds.all.first { $0.schema === kind.schema }
        let rules = known?.rules(concerning: steps) ?? kind.schema.rules(concerning: steps)
        return rules.filter { $0.id != RuleInfo.policyFile }
    }

    /// The type of the value.
    var label: String { isFree ? "any" : type.label }

    /// The summaries of the field and of its type.
    var summaries: [String] {
        var sentences = [summary]
        if case .object(let type) = type.item { sentences.append(type.summary) }
        return sentences.enumerated().filter { index, text in
            !text.isEmpty && !sentences[..<index].contains(text)
        }.map(\.element)
    }
}

extension RuleInfo {
    /// The name of the rule that checks policy files, which is in no list of rules.
    fileprivate static let policyFile = RuleID(rawValue: "policy-file")

    /// The severity, and whether a policy cannot lower it, `error, mandatory`, or must name it first, `warning, off`.
    var level: String {
        severity.rawValue + (isMandatory ? ", mandatory" : isOff ? ", off" : "")
    }
}
