import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Topology spread constraints that Kubernetes refuses, and one without effect.
@Suite struct TopologySpreadTests {
    private static let good = "maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {}"

    @Test(
        arguments: [
            ("{\(good)}", []),
            ("{\(good), minDomains: 1, nodeAffinityPolicy: Honor, nodeTaintsPolicy: Ignore, matchLabelKeys: [a]}", []),
            // Kubernetes does not check the format of the key.
            ("{maxSkew: 2, topologyKey: 'a b', whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}", []),
            (
                "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}",
                ["~no-effect Required topologySpreadConstraints[0].labelSelector"]
            ),
            (
                "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [a]}",
                [
                    "~no-effect Required topologySpreadConstraints[0].labelSelector",
                    "match-label-keys Forbidden topologySpreadConstraints[0].matchLabelKeys",
                ]
            ),
            (
                "{labelSelector: {}}",
                [
                    "required-field Required topologySpreadConstraints[0].maxSkew",
                    "required-field Required topologySpreadConstraints[0].topologyKey",
                    "required-field Required topologySpreadConstraints[0].whenUnsatisfiable",
                ]
            ),
            (
                "{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}",
                ["out-of-range Invalid topologySpreadConstraints[0].maxSkew"]
            ),
            (
                "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: Never, labelSelector: {}}",
                ["unsupported-value NotSupported topologySpreadConstraints[0].whenUnsatisfiable"]
            ),
            ("{\(good), minDomains: 0}", ["out-of-range Invalid topologySpreadConstraints[0].minDomains"]),
            (
                "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}, minDomains: 2}",
                ["invalid-topology-spread Invalid topologySpreadConstraints[0].minDomains"]
            ),
            (
                "{\(good), nodeAffinityPolicy: Never, nodeTaintsPolicy: ''}",
                [
                    "unsupported-value NotSupported topologySpreadConstraints[0].nodeAffinityPolicy",
                    "unsupported-value NotSupported topologySpreadConstraints[0].nodeTaintsPolicy",
                ]
            ),
            ("{\(good)}, {\(good)}", ["duplicate-name Duplicate topologySpreadConstraints[1]"]),
            (
                "{\(good)}, {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}", []
            ),
            (
                "{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a b: c}}}",
                ["invalid-label Invalid topologySpreadConstraints[0].labelSelector.matchLabels[a b]"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        for type in [ObjectType.podSpec, ObjectType.podRuntimeSettings] {
            #expect(try findings("{topologySpreadConstraints: [\(row.yaml)]}", as: type) == row.found)
        }
    }
}
