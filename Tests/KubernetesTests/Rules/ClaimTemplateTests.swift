import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Claims that are made of templates have names of their own.
@Suite struct ClaimTemplateTests {
    private static let spec = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"
    private static let unnamed = ["invalid-volume-claim Required metadata.name"]

    @Test(
        arguments: [
            ("metadata: {name: a}, ", []), ("metadata: {generateName: a-}, ", []),
            ("", unnamed), ("metadata: {}, ", unnamed), ("metadata: null, ", unnamed),
            ("metadata: {name: ''}, ", unnamed),
            ("metadata: {name: null, generateName: ''}, ", unnamed),
            ("metadata: [], ", ["wrong-type TypeInvalid metadata"]),
            ("metadata: {name: 5}, ", ["wrong-type TypeInvalid metadata.name"]),
        ] as [Row])
    func judgesNames(_ row: Row) throws {
        #expect(try findings("{\(row.yaml)\(Self.spec)}", as: .persistentVolumeClaim) == row.found)
    }

    @Test(
        arguments: [
            ("[]", []), ("[A]", []), ("[A, B]", []), ("[A, A]", ["duplicate-name Duplicate claims[1].metadata.name"]),
            ("[A, {}, {}, {metadata: 5}]", []),
            (
                "[A, B, B, A]",
                [
                    "duplicate-name Duplicate claims[2].metadata.name",
                    "duplicate-name Duplicate claims[3].metadata.name",
                ]
            ),
        ] as [Row])
    func comparesNames(_ row: Row) throws {
        let type = ObjectType(
            "Volumes", "Volumes.", [Field("claims", .list(of: .freeObject))], rules: [DuplicateClaim("claims")])
        let yaml = row.yaml.replacing("A", with: "{metadata: {name: a}}").replacing("B", with: "{metadata: {name: b}}")
        #expect(try findings("{claims: \(yaml)}", as: type) == row.found)
    }

    /// The API server refuses the null that a webhook makes of a missing field.
    @Test(
        arguments: [
            ("dataSource: {kind: PersistentVolumeClaim, name: x, apiGroup: ''}", []),
            ("dataSource: {kind: VolumeSnapshot, name: x, apiGroup: snapshot.storage.k8s.io}", []),
            ("dataSource: {kind: PersistentVolumeClaim, name: x}", ["~rewritten-to-null Required dataSource.apiGroup"]),
            (
                "dataSource: {kind: PersistentVolumeClaim, name: x, apiGroup: null}",
                ["~rewritten-to-null Required dataSource.apiGroup"]
            ),
            (
                "dataSourceRef: {kind: PersistentVolumeClaim, name: x}",
                ["~rewritten-to-null Required dataSourceRef.apiGroup"]
            ),
            // Another kind needs a group for another reason.
            ("dataSource: {kind: Foo, name: x}", ["~invalid-volume-claim Invalid dataSource"]),
            (
                "dataSource: {kind: VolumeSnapshot, name: x, apiGroup: snapshot.storage.k8s.io/v1}",
                ["invalid-name Invalid dataSource.apiGroup"]
            ),
        ] as [Row])
    func findsMissingGroups(_ row: Row) throws {
        let size = "accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}"
        #expect(try findings("{\(size), \(row.yaml)}", as: .persistentVolumeClaimSpec) == row.found)
    }

    @Test(arguments: [("{sources: []}", []), ("{}", ["~rewritten-to-null Required sources"])] as [Row])
    func findsMissingSources(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .projectedVolume) == row.found)
    }
}
