import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// KubeStash has its own versions of these types, although they look like those of Kubernetes.
@Suite struct ReferenceTests {
    @Test(
        arguments: [
            ("{name: a.b, namespace: demo}", []), ("{name: a}", []), ("{name: a, namespace: ''}", []),
            ("{}", ["required-field Required name"]), ("{name: ''}", ["required-field Required name"]),
            ("{name: A}", ["invalid-name Invalid name"]),
            ("{name: a, namespace: a.b}", ["invalid-name Invalid namespace"]),
        ] as [Row])
    func judgesReferences(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .objectReference) == row.found)
    }

    /// A reference to an object of any kind must say which.
    @Test(
        arguments: [
            ("{kind: Widget, name: a.b, namespace: demo}", []), ("{kind: Widget, name: a, namespace: ''}", []),
            ("{}", ["required-field Required kind", "required-field Required name"]),
            ("{kind: '', name: a}", ["required-field Required kind"]), ("{name: a}", ["required-field Required kind"]),
            ("{kind: Widget, name: A}", ["invalid-name Invalid name"]),
            ("{kind: Widget, name: a, namespace: a.b}", ["invalid-name Invalid namespace"]),
            ("{kind: a b, name: a}", ["invalid-name Invalid kind"]),
            ("{kind: sts, name: a}", ["~unlikely-target Invalid kind", "~unlikely-target Required apiGroup"]),
        ] as [Row])
    func judgesTypedReferences(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .typedObjectReference).sorted() == row.found.sorted())
    }

    /// A name with its namespace means both, unless another namespace stands beside it.
    @Test(arguments: [
        ("{name: stash/gcs}", "namespace: stash", true), ("{name: stash/gcs, namespace: stash}", "name: gcs", true),
        ("{name: stash/gcs, namespace: demo}", "", false), ("{name: a/b/c}", "", false), ("{name: A/b}", "", false),
        ("{name: a.b/c}", "", false), ("stash/gcs", "\"namespace: stash\" and \"name: gcs\" under it", true),
        ("gcs", "\"name: gcs\" under it", true), ("a/b/c", "", false),
    ])
    func readsNamespaces(_ yaml: String, _ part: String, suggests: Bool) throws {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(.objectReference), into: &findings)
        let detail = try #require(findings.all.first).detail
        #expect(detail.contains("did you mean") == suggests && detail.contains(part), "\(detail)")
    }

    /// The volume source of an Addon, which has no name and one kind more than that of Kubernetes.
    private let volumeSource: ObjectType? = {
        guard case .list(let tasks)? = BackupConfiguration.addon.field("tasks")?.type,
            case .object(let task) = tasks.item, case .list(let volumes)? = task.field("addonVolumes")?.type,
            case .object(let volume) = volumes.item, case .object(let source)? = volume.field("source")?.type
        else { return nil }
        return source
    }()

    @Test(
        arguments: [
            ("{}", []),
            (
                "{volumeClaimTemplate: {metadata: {name: scratch}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}",
                []
            ),
            ("{volumeClaimTemplate: {}}", ["required-field Required volumeClaimTemplate.spec"]),
            ("{emptyDir: {}, secret: {secretName: s}}", ["invalid-volume Forbidden secret"]),
            ("{hostPath: {path: /a}}", ["~host-access Invalid hostPath"]),
            ("{nfs: {server: a, path: b}}", ["invalid-volume Invalid nfs.path"]),
        ] as [Row])
    func judgesExecutors(_ row: Row) throws {
        #expect(try findings(row.yaml, as: #require(volumeSource)) == row.found)
    }
}
