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
            // The API server writes these, and replaces any value that it can read.
            (
                "{name: a, creationTimestamp: null, uid: '', generation: -1, managedFields: [{}], selfLink: a, "
                    + "deletionTimestamp: '2026-02-28T00:05:00Z', deletionGracePeriodSeconds: 0}", []
            ),
            (
                "{name: a, uid: 5, resourceVersion: 7, generation: '1', deletionGracePeriodSeconds: 1.5, selfLink: 1, "
                    + "managedFields: [5]}",
                [
                    "wrong-type TypeInvalid uid", "wrong-type TypeInvalid resourceVersion",
                    "wrong-type TypeInvalid generation", "wrong-type TypeInvalid deletionGracePeriodSeconds",
                    "wrong-type TypeInvalid selfLink", "wrong-type TypeInvalid managedFields[0]",
                ]
            ),
            (
                "{name: a, creationTimestamp: '', deletionTimestamp: today}",
                [
                    "invalid-date-time Invalid creationTimestamp", "invalid-date-time Invalid deletionTimestamp",
                ]
            ),
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
            ("{name: a, ownerReferences: [{apiVersion: /v1, kind: Pod, name: b, uid: c}]}", []),
            (
                "{name: a, ownerReferences: [{apiVersion: a/b/c, kind: Pod, name: b, uid: c}]}",
                ["invalid-name Invalid ownerReferences[0].apiVersion"]
            ),
            (
                "{name: a, ownerReferences: [{apiVersion: apps/, kind: Pod, name: b, uid: c}]}",
                ["invalid-name Invalid ownerReferences[0].apiVersion"]
            ),
            (
                "{name: a, ownerReferences: [{apiVersion: v1, kind: Event, name: b, uid: c}]}",
                ["invalid-metadata Invalid ownerReferences[0].kind"]
            ),
            // Only the Event of the core group is refused.
            ("{name: a, ownerReferences: [{apiVersion: events.k8s.io/v1, kind: Event, name: b, uid: c}]}", []),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .objectMetadata) == row.found)
    }
}
