import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Settings that Kubernetes accepts but that have no effect get a warning.
@Suite struct NoEffectTests {
    @Test(
        arguments: [
            ("{imagePullSecrets: [{name: a}, {name: b}]}", []),
            (
                "{imagePullSecrets: [{name: a}, {}, {name: ''}]}",
                ["~no-effect Required imagePullSecrets[1].name", "~no-effect Required imagePullSecrets[2].name"]
            ),
            ("{imagePullSecrets: [{name: a}, {name: a}]}", ["~no-effect Duplicate imagePullSecrets[1].name"]),
            (
                "{imagePullSecrets: [{name: 5}, null]}",
                ["wrong-type TypeInvalid imagePullSecrets[0].name", "wrong-type TypeInvalid imagePullSecrets[1]"]
            ),
        ] as [Row])
    func warnsOfPullSecrets(_ row: Row) throws {
        for type in [ObjectType.podSpec, ObjectType.podRuntimeSettings] {
            #expect(try findings(row.yaml, as: type) == row.found)
        }
    }

    /// Values that no label can have are refused only in required terms.
    @Test func warnsOfUnmatchablePreferences() throws {
        let place = "nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution"
        let yaml = """
            {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [
              {key: a, operator: In, values: [b, 'c d']}]}}]}}
            """
        #expect(
            try findings(yaml, as: .affinity)
                == ["~no-effect Invalid \(place)[0].preference.matchExpressions[0].values[1]"])
    }

    /// A value that is not a text is a mistake of its own, and no warning is added.
    @Test(arguments: ["-1", "1.5e-3", "true", "null", "{}", "{a: -}", "[]", "['c d']"])
    func warnsOnlyOfTexts(_ value: String) throws {
        let yaml = """
            {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [
              {key: a, operator: NotIn, values: [b, \(value)]}]}}]}}
            """
        let found = try findings(yaml, as: .affinity)
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasPrefix("wrong-type ") && $0.hasSuffix(".matchExpressions[0].values[1]") })
    }
}
