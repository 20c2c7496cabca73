import TestSupport
import Testing

@testable import Kubernetes

/// Every variable must have one source, which exists.
@Suite struct InvalidEnvTests {
    @Test(
        arguments: [
            ("{name: A}", []),
            ("{name: A, value: ''}", []),
            ("{name: my.var with-blanks, value: $(B)}", []),
            ("{name: A, valueFrom: null, value: x}", []),
            ("{name: A, value: '', valueFrom: {secretKeyRef: {name: s, key: k}}}", []),
            ("{name: A, valueFrom: {configMapKeyRef: {name: c, key: k, optional: true}}}", []),
            ("{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}", []),
            ("{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}", []),
            ("{name: A, valueFrom: {fileKeyRef: {key: K, path: a/b.env, volumeName: v}}}", []),
            ("{}", ["required-field Required name"]),
            ("{name: ''}", ["required-field Required name"]),
            ("{name: A=B}", ["invalid-name Invalid name"]),
            ("{name: Ü}", ["invalid-name Invalid name"]),
            ("{name: A, value: 5}", ["wrong-type TypeInvalid value"]),
            ("{name: A, value: true}", ["wrong-type TypeInvalid value"]),
            ("{name: A, valueFrom: {}}", ["invalid-env Invalid valueFrom"]),
            ("{name: A, valueFrom: {fieldRef: null}}", ["invalid-env Invalid valueFrom"]),
            (
                "{name: A, value: x, valueFrom: {secretKeyRef: {name: s, key: k}}}", ["invalid-env Invalid valueFrom"]
            ),
            (
                "{name: A, valueFrom: {secretKeyRef: {name: s, key: k}, configMapKeyRef: {name: s, key: k}}}",
                ["invalid-env Invalid valueFrom"]
            ),
            ("{name: A, valueFrom: 5}", ["wrong-type TypeInvalid valueFrom"]),
        ] as [Row])
    func judgesVariables(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .envVar) == row.found)
    }

    @Test(
        arguments: [
            ("{key: k}", ["invalid-env Invalid $.name"]),
            ("{name: null, key: k}", ["invalid-env Invalid $.name"]),
            ("{name: '', key: k}", ["invalid-name Invalid $.name"]),
            ("{name: Bad_Name, key: k}", ["invalid-name Invalid $.name"]),
            ("{name: s}", ["required-field Required $.key"]),
            ("{name: s, key: ''}", ["required-field Required $.key"]),
            ("{name: s, key: ..k}", ["invalid-name Invalid $.key"]),
            ("{name: s, key: a/b}", ["invalid-name Invalid $.key"]),
            ("{name: s, key: k, optional: 'no'}", ["wrong-type TypeInvalid $.optional"]),
        ] as [Row])
    func judgesKeys(_ row: Row) throws {
        for source in ["secretKeyRef", "configMapKeyRef"] {
            #expect(
                try findings("{name: A, valueFrom: {\(source): \(row.yaml)}}", as: .envVar)
                    == row.found.map { $0.replacing("$", with: "valueFrom.\(source)") })
        }
    }

    @Test(
        arguments: [
            ("{key: K=, path: a, volumeName: v}", ["invalid-name Invalid $.key"]),
            ("{path: a, volumeName: v}", ["required-field Required $.key"]),
            ("{key: K, path: a/../b, volumeName: v}", ["invalid-env Invalid $.path"]),
            ("{key: K, path: /a, volumeName: v}", []),
            ("{key: K, volumeName: v}", ["required-field Required $.path"]),
            ("{key: K, path: a, volumeName: V}", ["invalid-name Invalid $.volumeName"]),
            ("{key: K, path: a}", ["required-field Required $.volumeName"]),
        ] as [Row])
    func judgesFiles(_ row: Row) throws {
        #expect(
            try findings("{name: A, valueFrom: {fileKeyRef: \(row.yaml)}}", as: .envVar)
                == row.found.map { $0.replacing("$", with: "valueFrom.fileKeyRef") })
    }

    @Test(
        arguments: [
            ("{configMapRef: {name: c}}", []),
            ("{secretRef: {name: s, optional: true}, prefix: '1_'}", []),
            ("{secretRef: {name: s}, prefix: ''}", []),
            ("{}", ["invalid-env Invalid object"]),
            ("{prefix: A}", ["invalid-env Invalid object"]),
            ("{configMapRef: {name: c}, secretRef: {name: s}}", ["invalid-env Invalid object"]),
            ("{configMapRef: {}}", ["required-field Required configMapRef.name"]),
            ("{secretRef: {name: ''}}", ["required-field Required secretRef.name"]),
            ("{secretRef: {name: A_b}}", ["invalid-name Invalid secretRef.name"]),
            ("{secretRef: {name: s}, prefix: A=}", ["invalid-name Invalid prefix"]),
        ] as [Row])
    func judgesSources(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .envFromSource) == row.found)
    }

    /// Kubernetes uses the last variable of a name, except in full container specs, where the CRD refuses duplicates.
    @Test func allowsRepeatedNamesAsKubernetesDoes() throws {
        let env = "env: [{name: A, value: x}, {name: A, value: z}]"
        #expect(try findings("{\(env)}", as: .containerRuntimeSettings) == ["~hidden-variable Duplicate env[1].name"])
        #expect(
            try findings("{name: a, image: b, \(env)}", as: .container) == [
                "duplicate-name Duplicate env[1].name"
            ])
    }
}
