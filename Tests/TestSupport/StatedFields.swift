package import Schema

/// A finding at a field of which its rule does not say that it reports it, so that `stashgate explain` would miss it.
package struct UnstatedField: Error, CustomStringConvertible {
    package let description: String
}

extension Findings {
    /// Throws if the rule of a finding is not among those that concern its field.
    ///
    /// - Parameter rules: The rules that concern a field.
    /// - Throws: An ``UnstatedField``.
    package func requireStatedFields(_ rules: ([String]) -> [RuleInfo]) throws {
        for finding in all where finding.rule != RuleInfo.unknownField.id {
            let steps = finding.path.elements.compactMap { element -> String? in
                switch element {
                case .field(let name): name
                case .entry(let key): key
                case .index: nil
                }
            }
            guard !rules(steps).contains(where: { $0.id == finding.rule }) else { continue }
            throw UnstatedField(
                description: "\(finding.rule) reports \(finding.path), which is not among its fields: \(steps)")
        }
    }
}
