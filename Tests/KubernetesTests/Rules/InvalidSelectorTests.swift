import TestSupport
import Testing

@testable import Kubernetes

/// Selectors must have conditions that Kubernetes can evaluate.
@Suite struct InvalidSelectorTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{matchLabels: {app: web, example.com/tier: ''}}", []),
            ("{matchExpressions: [{key: a, operator: In, values: [b, '']}, {key: a, operator: Exists}]}", []),
            ("{matchExpressions: [{key: a, operator: DoesNotExist, values: []}]}", []),
            ("{matchLabels: {a b: c}}", ["invalid-label Invalid matchLabels[a b]"]),
            ("{matchLabels: {a: b c}}", ["invalid-label Invalid matchLabels[a]"]),
            ("{matchLabels: {a: 5}}", ["wrong-type TypeInvalid matchLabels[a]"]),
            ("{matchExpressions: [{key: a, operator: In}]}", ["invalid-selector Required matchExpressions[0].values"]),
            (
                "{matchExpressions: [{key: a, operator: NotIn, values: []}]}",
                ["invalid-selector Required matchExpressions[0].values"]
            ),
            (
                "{matchExpressions: [{key: a, operator: Exists, values: [b]}]}",
                ["invalid-selector Forbidden matchExpressions[0].values"]
            ),
            (
                "{matchExpressions: [{key: a, operator: Gt, values: ['1']}]}",
                ["unsupported-value NotSupported matchExpressions[0].operator"]
            ),
            // A value that is not a list has the wrong type; the number of values is not reported as well.
            (
                "{matchExpressions: [{key: a, operator: In, values: b}]}",
                ["wrong-type TypeInvalid matchExpressions[0].values"]
            ),
            (
                "{matchExpressions: [{key: a, operator: Exists, values: b}]}",
                ["wrong-type TypeInvalid matchExpressions[0].values"]
            ),
            (
                "{matchExpressions: [{operator: Exists}]}", ["required-field Required matchExpressions[0].key"]
            ),
            ("{matchExpressions: [{key: a}]}", ["required-field Required matchExpressions[0].operator"]),
            (
                "{matchExpressions: [{key: -a, operator: In, values: [b/c]}]}",
                [
                    "invalid-label Invalid matchExpressions[0].key",
                    "invalid-label Invalid matchExpressions[0].values[0]",
                ]
            ),
        ] as [Row])
    func judgesLabelSelectors(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .labelSelector) == row.found)
    }

    private static let required = "nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
    private static let term = required + ".nodeSelectorTerms[0]"

    @Test(
        arguments: [
            ("{matchExpressions: [{key: a, operator: Gt, values: ['5']}, {key: a, operator: Lt, values: [x]}]}", []),
            ("{matchFields: [{key: metadata.name, operator: In, values: [node-1]}]}", []),
            ("{}", []),
            ("{matchExpressions: [{key: a, operator: Gt}]}", ["invalid-selector Required matchExpressions[0].values"]),
            (
                "{matchExpressions: [{key: a, operator: Lt, values: ['1', '2']}]}",
                ["invalid-selector Required matchExpressions[0].values"]
            ),
            (
                "{matchExpressions: [{key: a, operator: Like, values: [b]}]}",
                ["unsupported-value NotSupported matchExpressions[0].operator"]
            ),
            (
                "{matchExpressions: [{key: a, operator: In, values: ['b c']}]}",
                ["invalid-label Invalid matchExpressions[0].values[0]"]
            ),
            (
                "{matchFields: [{key: metadata.uid, operator: In, values: [a]}]}",
                ["unsupported-value NotSupported matchFields[0].key"]
            ),
            (
                "{matchFields: [{key: metadata.name, operator: Exists}]}",
                ["unsupported-value NotSupported matchFields[0].operator"]
            ),
            (
                "{matchFields: [{key: metadata.name, operator: Exists, values: [a]}]}",
                ["unsupported-value NotSupported matchFields[0].operator"]
            ),
            (
                "{matchFields: [{key: metadata.name, operator: In, values: [a, b]}]}",
                ["invalid-selector Required matchFields[0].values"]
            ),
            (
                "{matchFields: [{key: metadata.name, operator: NotIn}]}",
                ["invalid-selector Required matchFields[0].values"]
            ),
            (
                "{matchFields: [{key: metadata.name, operator: In, values: [Node_1]}]}",
                ["invalid-name Invalid matchFields[0].values[0]"]
            ),
        ] as [Row])
    func judgesNodeSelectors(_ row: Row) throws {
        let yaml =
            "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [\(row.yaml)]}}}"
        #expect(try findings(yaml, as: .affinity) == row.found.map { Self.moved($0, Self.term + ".") })
    }

    /// Required affinity must have terms, and weights have bounds.
    @Test(
        arguments: [
            (
                "{nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}",
                ["required-field Required \(required).nodeSelectorTerms"]
            ),
            (
                "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 101, preference: {}}]}}",
                ["out-of-range Invalid nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight"]
            ),
            (
                "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{preference: {}}]}}",
                ["required-field Required nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight"]
            ),
            (
                "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]}}",
                ["required-field Required nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference"]
            ),
            (
                "{nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {}}]}}", []
            ),
        ] as [Row])
    func judgesNodeAffinity(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .affinity) == row.found)
    }

    @Test(
        arguments: [
            ("{topologyKey: zone}", []),
            (
                "{topologyKey: topology.kubernetes.io/zone, labelSelector: {}, namespaces: [demo], namespaceSelector: {}}",
                []
            ),
            ("{}", ["required-field Required topologyKey"]),
            ("{topologyKey: a b}", ["invalid-label Invalid topologyKey"]),
            (
                "{topologyKey: zone, namespaces: [a.b, '']}",
                ["invalid-name Invalid namespaces[0]", "invalid-name Invalid namespaces[1]"]
            ),
            (
                "{topologyKey: zone, labelSelector: {matchLabels: {a: -}}}",
                ["invalid-label Invalid labelSelector.matchLabels[a]"]
            ),
            (
                "{topologyKey: zone, namespaceSelector: {matchExpressions: [{key: a, operator: In}]}}",
                ["invalid-selector Required namespaceSelector.matchExpressions[0].values"]
            ),
        ] as [Row])
    func judgesPodAffinity(_ row: Row) throws {
        for name in ["podAffinity", "podAntiAffinity"] {
            let required = "\(name).requiredDuringSchedulingIgnoredDuringExecution"
            let yaml = "{\(name): {requiredDuringSchedulingIgnoredDuringExecution: [\(row.yaml)]}}"
            #expect(try findings(yaml, as: .affinity) == row.found.map { Self.moved($0, "\(required)[0].") })
            let preferred = "\(name).preferredDuringSchedulingIgnoredDuringExecution"
            let weighted = "[{weight: 5, podAffinityTerm: \(row.yaml)}, {weight: 0, podAffinityTerm: {topologyKey: a}}]"
            let all = row.found.map { Self.moved($0, "\(preferred)[0].podAffinityTerm.") }
            #expect(
                try findings(
                    "{\(name): {preferredDuringSchedulingIgnoredDuringExecution: \(weighted)}}", as: .affinity
                )
                    == all + ["out-of-range Invalid \(preferred)[1].weight"])
        }
    }

    private static func moved(_ line: String, _ place: String) -> String {
        guard let last = line.lastIndex(of: " ") else { return line }
        return line[...last] + place + line[last...].dropFirst()
    }
}
