import TestSupport
import Testing

@testable import Kubernetes

/// The matched labels are added to a selector, which must exist and must not have them already.
@Suite struct MatchLabelKeysTests {
    @Test(
        arguments: [
            ("labelSelector: {}, matchLabelKeys: [a], mismatchLabelKeys: [b]", []),
            ("labelSelector: {matchLabels: {a: b}}, mismatchLabelKeys: [a]", []),
            ("matchLabelKeys: []", []),
            ("matchLabelKeys: [a]", ["match-label-keys Forbidden matchLabelKeys"]),
            ("mismatchLabelKeys: [a]", ["match-label-keys Forbidden mismatchLabelKeys"]),
            (
                "labelSelector: {}, matchLabelKeys: [a, b], mismatchLabelKeys: [b]",
                ["match-label-keys Invalid matchLabelKeys[1]"]
            ),
            (
                "labelSelector: {matchLabels: {a: b}}, matchLabelKeys: [a]",
                ["match-label-keys Invalid matchLabelKeys[0]"]
            ),
            (
                "labelSelector: {matchExpressions: [{key: a, operator: Exists}]}, matchLabelKeys: [b, a]",
                ["match-label-keys Invalid matchLabelKeys[1]"]
            ),
            (
                "labelSelector: {}, matchLabelKeys: ['a b', '']",
                ["invalid-label Invalid matchLabelKeys[0]", "invalid-label Invalid matchLabelKeys[1]"]
            ),
            ("labelSelector: {}, matchLabelKeys: a", ["wrong-type TypeInvalid matchLabelKeys"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        let place = "podAffinity.requiredDuringSchedulingIgnoredDuringExecution"
        let yaml = "{podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, \(row.yaml)}]}}"
        #expect(
            try findings(yaml, as: .affinity)
                == row.found.map { line in
                    line.split(separator: " ").enumerated().map { $0 == 2 ? "\(place)[0].\($1)" : String($1) }
                        .joined(separator: " ")
                })
    }
}
