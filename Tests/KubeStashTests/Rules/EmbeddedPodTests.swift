import TestSupport
import Testing

/// The Pod and container settings of an addon and a hook are judged like a template.
@Suite struct EmbeddedPodTests {
    private static let addon = "spec/sessions/0/addon"
    private static let hook = "spec/sessions/0/hooks/preBackup/0"
    private static let container = addon + "/containerRuntimeSettings"
    private static let hostProcess: JSONValue = ["windowsOptions": ["hostProcess": true]]
    private static let fileKey: JSONValue = [
        ["name": "A", "valueFrom": ["fileKeyRef": ["volumeName": "env", "path": "a", "key": "B"]]]
    ]

    private static func places(_ values: [(String, JSONValue)]) throws -> [String] {
        var object = valid
        for (pointer, value) in values {
            var way = ""
            for step in pointer.split(separator: "/") {
                way += way.isEmpty ? "\(step)" : "/\(step)"
                if object[way] == nil { object[way] = [:] }
            }
            object[pointer] = value
        }
        return try warnings(object).map { String($0.prefix { $0 != ":" }) }
    }

    @Test(arguments: [
        (Self.hook + "/runtimeSettings/pod/securityContext", Self.hostProcess, "invalid-windows-options"),
        (Self.container + "/securityContext", Self.hostProcess, "invalid-windows-options"),
    ])
    func judgesHostProcesses(_ pointer: String, _ value: JSONValue, _ rule: String) throws {
        #expect(
            try Self.places([(pointer, value)]) == ["DENIED \(rule) \(path(pointer)).windowsOptions.hostProcess"])
    }

    /// The template of the Pod can ask for the node's network.
    @Test func knowsTheTemplate() throws {
        let spec = Self.addon + "/jobTemplate/spec"
        #expect(
            try Self.places([(Self.container + "/securityContext", Self.hostProcess), (spec + "/hostNetwork", true)])
                == [
                    "host-access \(path(spec)).hostNetwork"
                ])
        let sleep = Self.container + "/lifecycle/preStop/sleep"
        #expect(
            try Self.places([(sleep, ["seconds": 60])])
                == ["DENIED sleep-beyond-grace-period \(path(sleep)).seconds"])
        #expect(
            try Self.places([(sleep, ["seconds": 60]), (spec + "/terminationGracePeriodSeconds", .number("60"))]) == [])
        let context = Self.container + "/securityContext"
        #expect(
            try Self.places([(context, ["runAsUser": 0]), (spec + "/securityContext", ["runAsNonRoot": true])])
                == ["root-user \(path(context)).runAsUser"])
        // The template is judged once.
        #expect(
            try Self.places([
                (context, ["privileged": false]), (spec + "/securityContext", ["runAsNonRoot": true, "runAsUser": 0]),
            ]) == ["root-user \(path(spec)).securityContext.runAsUser"])
        // The container has another user than its Pod, or is allowed to be root; the init container is not.
        let root: (String, JSONValue) = (spec + "/securityContext", ["runAsNonRoot": true, "runAsUser": 0])
        for own: JSONValue in [["runAsUser": 1000], ["runAsNonRoot": false]] {
            #expect(try Self.places([(context, own), root]) == [])
            #expect(
                try Self.places([(context, own), root, (spec + "/initContainers", [["name": "a", "image": "b"]])])
                    == ["root-user \(path(spec)).securityContext.runAsUser"])
        }
        #expect(
            try Self.places([(context, ["runAsNonRoot": true]), (spec + "/securityContext", ["runAsUser": 0])])
                == ["root-user \(path(spec)).securityContext.runAsUser"])
    }

    @Test func looksForVolumesOfVariables() throws {
        // The Functions of an Addon have volumes that are not known here.
        #expect(try Self.places([(Self.container + "/env", Self.fileKey)]) == [])
        let ofHook = Self.hook + "/runtimeSettings/container/env"
        let placeOfHook = "unknown-volume \(path(ofHook))[0].valueFrom.fileKeyRef.volumeName"
        #expect(try Self.places([(ofHook, Self.fileKey)]) == ["DENIED \(placeOfHook)"])
        #expect(
            try Self.places([(ofHook, Self.fileKey), (Self.hook + "/volumes", [["name": "env", "emptyDir": [:]]])])
                == [])
    }

    /// Two claims of one name in the templates of one task.
    @Test func comparesClaims() throws {
        let claim: JSONValue = [
            "metadata": ["name": "a"],
            "spec": ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]],
        ]
        let volumes = Self.addon + "/tasks/0/targetVolumes/volumeClaimTemplates"
        #expect(
            try Self.places([("spec/target/kind", "StatefulSet"), (volumes, [claim, claim])])
                == ["DENIED duplicate-name \(path(volumes))[1].metadata.name"])
    }

    /// Kubernetes takes an empty policy for a missing one.
    @Test func takesAnEmptyPolicy() throws {
        #expect(try Self.places([("spec/sessions/0/scheduler/concurrencyPolicy", "")]) == [])
        for field in ["hooks/preBackup/0/executionPolicy", "repositories/0/deletionPolicy"] {
            #expect(
                try Self.places([("spec/sessions/0/\(field)", "")])
                    == ["DENIED unsupported-value \(path("spec/sessions/0/\(field)"))"])
        }
    }

    @Test func judgesTheObjectsOwnMetadata() throws {
        #expect(try Self.places([("metadata/labels", ["a": true])]) == ["DENIED wrong-type metadata.labels[a]"])
        #expect(try Self.places([("metadata", ["namespace": "demo"])]) == ["DENIED invalid-metadata metadata.name"])
    }
}
