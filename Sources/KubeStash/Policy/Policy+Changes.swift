public import Schema

extension Policy {
    /// The rules of which it makes something else than stashgate does by itself, in all namespaces or in some: those whose
    /// severity it changes, and those whose parameter it sets.
    public var changedRules: Set<RuleID> {
        let sections = [general] + exceptions.map(\.section)
        return sections.reduce(into: Set<RuleID>()) { changed, section in
            for (rule, level) in section.levels where level.rawValue != RuleCatalog.rule(rule)?.severity.rawValue {
                changed.insert(rule)
            }
            for parameter in PolicyParameters.all where parameter.isSet(section.parameters) {
                changed.insert(parameter.rule)
            }
        }
    }
}
