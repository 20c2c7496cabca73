import TestSupport
import Testing

/// Data that leaves the cluster should be encrypted.
@Suite struct MissingEncryptionTests {
    private let place = "spec.sessions[1].repositories[0].encryptionSecret"
    private let pointer = "spec/sessions/1/repositories/0/encryptionSecret"

    @Test func warns() throws {
        var object = valid
        object[pointer] = nil
        #expect(
            try warnings(object) == ["missing-encryption \(place): without it the backed up data is not encrypted"])
        object[pointer] = ["name": "key", "namespace": "elsewhere"]
        #expect(try warnings(object) == [])
    }

    /// The storage driver takes volume snapshots, and KubeStash never sees the data.
    @Test(arguments: [
        (["volume-snapshot"], true), (["volume-snapshot", "logical-backup"], false), (["logical-backup"], false),
    ])
    func knowsVolumeSnapshots(_ tasks: [String], isQuiet: Bool) throws {
        var object = valid
        object[pointer] = nil
        object["spec/sessions/1/addon/tasks"] = .array(tasks.map { ["name": .string($0)] })
        #expect(try warnings(object).isEmpty == isQuiet)
    }
}

/// A deletion policy that deletes data is pointed out; the others are quiet.
@Suite struct WipeOutTests {
    @Test func warns() throws {
        for (policy, expected) in [("Delete", []), ("Retain", []), ("WipeOut", ["wipe-out"])] {
            var object = valid
            object["spec/sessions/0/repositories/1/deletionPolicy"] = .string(policy)
            let place = "spec.sessions[0].repositories[1].deletionPolicy"
            #expect(
                try warnings(object)
                    == expected.map { "\($0) \(place): deletes the backed up data together with the Repository" })
        }
    }
}

/// A task is done once.
@Suite struct DuplicateTaskTests {
    @Test func warns() throws {
        var object = valid
        object["spec/sessions/1/addon/tasks/1/name"] = "logical-backup"
        #expect(
            try warnings(object) == [
                "duplicate-task spec.sessions[1].addon.tasks[1].name: "
                    + "the session has this task already and would do it twice"
            ])
    }
}

/// Claim templates belong to a StatefulSet.
@Suite struct UnusedClaimTemplatesTests {
    private let place = "spec.sessions[0].addon.tasks[0].targetVolumes.volumeClaimTemplates"

    private func object(target: JSONValue?) -> JSONValue {
        var object = valid
        object["spec/sessions/0/addon/tasks/0/targetVolumes"] = [
            "volumeClaimTemplates": [
                [
                    "metadata": ["name": "data"],
                    "spec": [
                        "accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]],
                    ],
                ]
            ]
        ]
        object["spec/target"] = target
        return object
    }

    @Test(arguments: [nil, ["kind": "Deployment", "name": "web"], ["name": "web"]] as [JSONValue?])
    func warns(_ target: JSONValue?) throws {
        #expect(
            try warnings(object(target: target)) == [
                "unused-claim-templates \(place): only a StatefulSet has claims of its own for every Pod"
            ])
    }

    @Test func isQuietForAStatefulSet() throws {
        #expect(try warnings(object(target: ["apiGroup": "apps", "kind": "StatefulSet", "name": "web"])) == [])
        var object = object(target: nil)
        object["spec/sessions/0/addon/tasks/0/targetVolumes/volumeClaimTemplates"] = []
        #expect(try warnings(object) == [])
    }
}

/// The name becomes a label.
@Suite struct LongNameTests {
    @Test(arguments: [("name", 63, false), ("name", 64, true), ("generateName", 58, false), ("generateName", 59, true)])
    func warns(_ field: String, length: Int, expected: Bool) throws {
        var object = valid
        object["metadata/name"] = nil
        object["metadata/\(field)"] = .string(String(repeating: "n", count: length))
        let lines = try warnings(object)
        #expect(lines.count == (expected ? 1 : 0))
        #expect(lines.allSatisfy { $0.hasPrefix("long-name metadata.\(field): has over \(field == "name" ? 63 : 58)") })
    }
}
