import TestSupport
import Testing

@testable import Kubernetes

/// Claims are refused exactly if Kubernetes refuses them.
@Suite struct InvalidVolumeClaimTests {
    private static let size = "resources: {requests: {storage: 1Gi}}"

    @Test(
        arguments: [
            ("accessModes: [ReadWriteOnce, ReadOnlyMany]", []),
            ("accessModes: [ReadWriteOncePod], storageClassName: '', volumeMode: Block, volumeName: any_thing", []),
            ("accessModes: [ReadWriteMany], storageClassName: fast, volumeAttributesClassName: gold", []),
            ("accessModes: []", ["required-field Required accessModes"]),
            ("storageClassName: fast", ["required-field Required accessModes"]),
            ("accessModes: [RWO]", ["unsupported-value NotSupported accessModes[0]"]),
            ("accessModes: [ReadWriteOncePod, ReadWriteOnce]", ["invalid-volume-claim Forbidden accessModes"]),
            ("accessModes: [ReadWriteOnce], storageClassName: Fast", ["invalid-name Invalid storageClassName"]),
            (
                "accessModes: [ReadWriteOnce], volumeAttributesClassName: A_b",
                ["invalid-name Invalid volumeAttributesClassName"]
            ),
            ("accessModes: [ReadWriteOnce], volumeMode: ''", ["unsupported-value NotSupported volumeMode"]),
            (
                "accessModes: [ReadWriteOnce], selector: {matchLabels: {a b: c}}",
                ["invalid-label Invalid selector.matchLabels[a b]"]
            ),
        ] as [Row])
    func judgesSpecs(_ row: Row) throws {
        #expect(try findings("{\(row.yaml), \(Self.size)}", as: .persistentVolumeClaimSpec) == row.found)
    }

    @Test(
        arguments: [
            ("resources: {requests: {storage: 1}}", []),
            // Kubernetes does not compare the limit with the request.
            ("resources: {requests: {storage: 2Gi}, limits: {storage: 1Gi}}", []),
            ("resources: null", ["invalid-volume-claim Required resources"]),
            ("resources: {}", ["invalid-volume-claim Required resources.requests"]),
            ("resources: {requests: {cpu: 1}}", ["invalid-volume-claim Required resources.requests.storage"]),
            ("resources: {requests: {storage: null}}", ["invalid-volume-claim Required resources.requests.storage"]),
            ("resources: {requests: {storage: 0}}", ["invalid-volume-claim Invalid resources.requests[storage]"]),
            ("resources: {requests: {storage: -1Gi}}", ["invalid-volume-claim Invalid resources.requests[storage]"]),
            ("resources: {requests: {storage: 10GB}}", ["invalid-quantity Invalid resources.requests[storage]"]),
            ("resources: 1Gi", ["wrong-type TypeInvalid resources"]),
        ] as [Row])
    func judgesSizes(_ row: Row) throws {
        #expect(
            try findings("{accessModes: [ReadWriteOnce], \(row.yaml)}", as: .persistentVolumeClaimSpec)
                == row.found)
    }

    @Test(
        arguments: [
            ("dataSource: {kind: PersistentVolumeClaim, name: p}", []),
            ("dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: s}", []),
            ("dataSource: {}", ["required-field Required dataSource.kind", "required-field Required dataSource.name"]),
            ("dataSource: {apiGroup: A_b, kind: Foo, name: s}", ["invalid-name Invalid dataSource.apiGroup"]),
            // Kubernetes drops this source silently.
            ("dataSource: {kind: Foo, name: s}", ["~invalid-volume-claim Invalid dataSource"]),
            ("dataSourceRef: {kind: Foo, name: s}", ["invalid-volume-claim Invalid dataSourceRef"]),
            ("dataSourceRef: {kind: PersistentVolumeClaim, name: s, namespace: ns}", []),
            (
                "dataSourceRef: {kind: PersistentVolumeClaim, name: s, namespace: Ns}",
                ["invalid-name Invalid dataSourceRef.namespace"]
            ),
            (
                "dataSource: {kind: PersistentVolumeClaim, name: p}, dataSourceRef: {kind: PersistentVolumeClaim, name: p}",
                []
            ),
            (
                "dataSource: {kind: PersistentVolumeClaim, name: p}, dataSourceRef: {kind: PersistentVolumeClaim, name: p, namespace: ''}",
                []
            ),
            (
                "dataSource: {kind: PersistentVolumeClaim, name: p}, dataSourceRef: {kind: PersistentVolumeClaim, name: q}",
                ["invalid-volume-claim Invalid dataSource"]
            ),
            (
                "dataSource: {kind: PersistentVolumeClaim, name: p}, dataSourceRef: {kind: PersistentVolumeClaim, name: p, namespace: ns}",
                ["invalid-volume-claim Invalid dataSource"]
            ),
        ] as [Row])
    func judgesDataSources(_ row: Row) throws {
        #expect(
            try findings(
                "{accessModes: [ReadWriteOnce], \(Self.size), \(row.yaml)}", as: .persistentVolumeClaimSpec
            ).filter { !$0.hasPrefix("~rewritten-to-null ") } == row.found)
    }

    /// Both sources are the same only if all their fields are equal, and neither has a field that the other lacks.
    @Test(arguments: ["apiGroup", "kind", "name"])
    func comparesEachField(_ field: String) throws {
        let fields = ["apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "snap"]
        func yaml(_ fields: [String: String]) -> String {
            fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        }
        func isSame(_ source: [String: String], _ reference: [String: String]) throws -> Bool {
            let found = try findings(
                """
                {accessModes: [ReadWriteOnce], \(Self.size), dataSource: {\(yaml(source))},
                dataSourceRef: {\(yaml(reference))}}
                """, as: .persistentVolumeClaimSpec)
            return !found.contains("invalid-volume-claim Invalid dataSource")
        }
        #expect(try isSame(fields, fields))
        var other = fields
        other[field] = "other"
        #expect(try !isSame(fields, other))
        #expect(try !isSame(other, fields))
        other[field] = nil
        #expect(try !isSame(fields, other))
        #expect(try !isSame(other, fields))
    }

    @Test(
        arguments: [
            ("metadata: {name: data, labels: {a: b}, annotations: {c: d e}, namespace: ns}", []),
            ("metadata: {name: 'restore-${POD_ORDINAL}'}, apiVersion: v1, kind: PersistentVolumeClaim", []),
            ("metadata: {name: Data}", ["invalid-name Invalid metadata.name"]),
            ("metadata: {name: '${POD}'}", ["invalid-name Invalid metadata.name"]),
            (
                "metadata: {labels: {a: b c}}",
                ["invalid-label Invalid metadata.labels[a]", "invalid-volume-claim Required metadata.name"]
            ),
            ("metadata: {name: a, namespace: a.b}", ["invalid-name Invalid metadata.namespace"]),
            (
                "metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u, controller: true}]}",
                []
            ),
            (
                "metadata: {name: a, ownerReferences: [{}]}",
                [
                    "required-field Required metadata.ownerReferences[0].apiVersion",
                    "required-field Required metadata.ownerReferences[0].kind",
                    "required-field Required metadata.ownerReferences[0].name",
                    "required-field Required metadata.ownerReferences[0].uid",
                ]
            ),
            (
                "metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u, controller: true}, {apiVersion: v1, kind: Pod, name: q, uid: w, controller: true}]}",
                ["invalid-metadata Invalid metadata.ownerReferences[1].controller"]
            ),
            (
                "metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u, controller: true}, {apiVersion: v1, kind: Pod, name: q, uid: w, controller: false}, {apiVersion: v1, kind: Pod, name: r, uid: x}]}",
                []
            ),
            ("metadata: {name: a}, status: {phase: Bound, capacity: {storage: 1Gi}}", []),
            (
                "metadata: {name: a}, status: {conditions: [{type: a, status: 'True', lastProbeTime: ''}]}",
                ["invalid-date-time Invalid status.conditions[0].lastProbeTime"]
            ),
            (
                "metadata: {name: a}, status: {capacity: {storage: x}}",
                ["invalid-quantity Invalid status.capacity[storage]"]
            ),
        ] as [Row])
    func judgesClaims(_ row: Row) throws {
        let spec = "spec: {accessModes: [ReadWriteOnce], \(Self.size)}"
        #expect(try findings("{\(row.yaml), \(spec)}", as: .persistentVolumeClaim) == row.found)
    }

    /// Kubernetes itself names the claim of an ephemeral volume.
    @Test(
        arguments: [
            ("metadata: {labels: {a: b}, annotations: {c: d}, name: '', ownerReferences: []}", []),
            ("metadata: {name: a}", ["invalid-volume-claim Forbidden metadata.name"]),
            ("metadata: {generateName: a}", ["invalid-volume-claim Forbidden metadata.generateName"]),
            ("metadata: {namespace: a}", ["invalid-volume-claim Forbidden metadata.namespace"]),
            (
                "metadata: {ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: b}]}",
                ["invalid-volume-claim Forbidden metadata.ownerReferences"]
            ),
        ] as [Row])
    func judgesEphemeralClaims(_ row: Row) throws {
        let spec = "spec: {accessModes: [ReadWriteOnce], \(Self.size)}"
        #expect(try findings("{\(row.yaml), \(spec)}", as: .ephemeralClaimTemplate) == row.found)
        let found = try findings("{\(row.yaml), \(spec)}", as: .persistentVolumeClaimTemplate)
        #expect(found == [])
    }

    /// A bad data source of an ephemeral claim is refused, not dropped.
    @Test func judgesDataSourcesOfEphemeralClaims() throws {
        let spec = "accessModes: [ReadWriteOnce], \(Self.size), dataSource: {kind: Foo, name: s}"
        #expect(
            try findings("{spec: {\(spec)}}", as: .ephemeralClaimTemplate) == [
                "invalid-volume-claim Invalid spec.dataSource"
            ])
    }

    @Test func requiresASpec() throws {
        #expect(
            try findings("{metadata: {name: a}}", as: .persistentVolumeClaim) == ["required-field Required spec"])
    }
}
