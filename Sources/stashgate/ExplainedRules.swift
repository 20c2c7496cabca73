import Document
import KubeStash
import Schema

extension ExplainTarget {
    /// The rules that report the field or a value in it, without those of fields below it, each once.
    var rules: [RuleInfo] {
        var rules: [RuleInfo] = []
        if field?.need != nil { rules.append(.requiredField) }
        rules.append(.wrongType)
        if !type.choices.isEmpty { rules.append(.unsupportedValue) }
        if type.bounds.minimum != nil || type.bounds.maximum != nil { rules.append(.outOfRange) }
        if !type.uniqueFields.isEmpty { rules.append(.duplicateName) }
        rules += [type.format, type.keyFormat].compactMap { $0?.rule }
        if case .object(let object) = type.item {
            rules.append(.unknownField)
            rules += object.rules.map { Swift.type(of: $0).info }
        }
        if let field {
            let triggered = parentRules.filter { $0.triggers.contains { $0.text == field.name } }
            rules += triggered.map { Swift.type(of: $0).info }
            let inner = enclosingRules.filter { $0.innerTriggers.contains { $0.text == field.name } }
            rules += inner.map { Swift.type(of: $0).info }
        }
        rules += Kinds.all.first { $0.names.kind == kind.kind }?.rules(reporting: path) ?? []
        return rules.enumerated().filter { index, rule in
            rule.id != RuleInfo.policyFile && !rules[..<index].contains(rule)
        }.map(\.element)
    }

    /// The summaries of the field and of its type.
    var summaries: [String] {
        var sentences = [field?.summary ?? ""]
        if case .object(let type) = type.item { sentences.append(type.summary) }
        return sentences.enumerated().filter { index, text in
            !text.isEmpty && !sentences[..<index].contains(text)
        }.map(\.element)
    }
}

extension RuleInfo {
    /// The name of the rule that checks policy files, which is in no list of rules.
    fileprivate static let policyFile = RuleID(rawValue: "policy-file")

    /// The severity, and whether a policy cannot lower it: `error, mandatory`.
    var level: String {
        severity.rawValue + (isMandatory ? ", mandatory" : "")
    }
}
