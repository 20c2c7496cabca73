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

    /// A level of I/O priority has an effect in the classes 1 and 2; what is not a number is a mistake of its own.
    @Test(
        arguments: [
            ("{ionice: {classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {class: 1, classData: 4}}", []), ("{ionice: {class: 2, classData: 4}}", []),
            ("{ionice: {class: 3, classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {class: null, classData: 4}}", ["~no-effect Invalid ionice.classData"]),
            ("{ionice: {class: two, classData: 4}}", ["wrong-type TypeInvalid ionice.class"]),
            ("{ionice: {class: 3, classData: high}}", ["wrong-type TypeInvalid ionice.classData"]),
            ("{ionice: {class: 3}}", []), ("{ionice: {class: 3, classData: null}}", []),
        ] as [Row])
    func warnsOfLevels(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .containerRuntimeSettings) == row.found)
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
