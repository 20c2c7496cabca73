import TestSupport
import Testing

@testable import Kubernetes

/// The matched labels are added to a selector, which must exist and must not have those of the Pod already.
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
            // Kubernetes adds the labels that the Pod has; here none is known.
            ("labelSelector: {matchLabels: {a: b}}, matchLabelKeys: [a]", []),
            ("labelSelector: {matchExpressions: [{key: a, operator: Exists}]}, matchLabelKeys: [b, a]", []),
            (
                "labelSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: Exists}]}, matchLabelKeys: [b, a]",
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

    private static let term =
        "topologyKey: zone, labelSelector: {matchLabels: {a: b}, matchExpressions: [{key: c, operator: Exists}]}, "
        + "matchLabelKeys: [a, c, d]"

    /// Every place with a selector that labels of the Pod are added to.
    @Test(arguments: [
        (
            "topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, TERM}]",
            "topologySpreadConstraints[0]"
        ),
        (
            "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{TERM}]}}",
            "affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]"
        ),
        (
            """
            affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1,
            podAffinityTerm: {TERM}}]}}
            """,
            "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm"
        ),
    ])
    func comparesWithTheLabels(_ place: String, path: String) throws {
        let pod = place.replacing("TERM", with: Self.term)
        for (labels, indices) in [("{}", []), ("{a: x}", [0]), ("{c: x, d: z}", [1]), ("{a: x, c: null}", [0])] {
            let found = indices.map { "match-label-keys Invalid \(path).matchLabelKeys[\($0)]" }
            #expect(try findings("{podLabels: \(labels), \(pod)}", as: .podRuntimeSettings) == found)
            #expect(
                try findings("{metadata: {labels: \(labels)}, spec: {\(pod)}}", as: .podTemplateSpec)
                    == found.map { $0.replacing("Invalid ", with: "Invalid spec.") })
        }
    }

    /// Labels that must differ are added as well, and Kubernetes does not mind them twice.
    @Test func takesKeysToDiffer() throws {
        let term = "{topologyKey: zone, labelSelector: {matchLabels: {a: b}}, mismatchLabelKeys: [a]}"
        let pod = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [\(term)]}}"
        #expect(try findings("{podLabels: {a: b}, \(pod)}", as: .podRuntimeSettings) == [])
    }
}
