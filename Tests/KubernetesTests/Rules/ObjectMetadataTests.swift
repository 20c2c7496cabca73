import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// The metadata of an object itself is judged as the API server does it.
@Suite struct ObjectMetadataTests {
    @Test(
        arguments: [
            ("{name: web, namespace: demo, labels: {a: ''}, annotations: {b: any text}}", []), ("{name: a.b}", []),
            ("{generateName: web-}", []), ("{name: '', generateName: a}", []),
            // Fields that the API server writes are not judged.
            ("{name: a, creationTimestamp: null, uid: 5, generation: -1, managedFields: [5]}", []),
            ("{}", ["invalid-metadata Required name"]), ("{name: null}", ["invalid-metadata Required name"]),
            ("{name: Web}", ["invalid-name Invalid name"]),
            ("{generateName: Web-}", ["invalid-name Invalid generateName"]),
            ("{name: a, namespace: a.b}", ["invalid-name Invalid namespace"]),
            ("{name: a, labels: {b: c d}}", ["invalid-label Invalid labels[b]"]),
            ("{name: a, labels: {b: true}}", ["wrong-type TypeInvalid labels[b]"]),
            ("{name: a, annotations: {b c: d}}", ["invalid-label Invalid annotations[b c]"]),
            ("{name: a, finalizers: [example.com/a, b, orphan]}", []),
            (
                "{name: a, finalizers: ['a b', '']}",
                ["invalid-name Invalid finalizers[0]", "invalid-name Invalid finalizers[1]"]
            ),
            ("{name: a, finalizers: [orphan, foregroundDeletion]}", ["invalid-metadata Invalid finalizers"]),
            (
                "{name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: b}]}",
                ["required-field Required ownerReferences[0].uid"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .objectMetadata) == row.found)
    }
}
