import TestSupport
import Testing

/// Warns of data that leaves the cluster unencrypted.
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

    @Test func warnsOfEachRepository() throws {
        var object = valid
        for index in 0...1 { object["spec/sessions/0/repositories/\(index)/encryptionSecret"] = nil }
        object[pointer] = .null
        let places = ["sessions[0].repositories[0]", "sessions[0].repositories[1]", "sessions[1].repositories[0]"]
        #expect(
            try warnings(object)
                == places.map {
                    "missing-encryption spec.\($0).encryptionSecret: without it the backed up data is not encrypted"
                })
    }

    /// Volume snapshots are taken by the storage driver, and KubeStash never sees the data.
    @Test(arguments: [
        (["volume-snapshot"], true), (["VolumeSnapshot"], true), (["volume-snapshot", "logical-backup"], false),
        (["logical-backup"], false),
    ])
    func knowsVolumeSnapshots(_ tasks: [String], isQuiet: Bool) throws {
        var object = valid
        object[pointer] = nil
        object["spec/sessions/1/addon/tasks"] = .array(tasks.map { ["name": .string($0)] })
        #expect(try warnings(object).isEmpty == isQuiet)
    }

    /// Drivers that do not encrypt with the secret need none.
    @Test(arguments: [
        ("cassandra-addon", ["logical-backup"], true), ("clickhouse-addon", ["logical-backup"], true),
        ("neo4j-addon", ["logical-backup"], true), ("mysql-addon", ["volume-snapshot"], true),
        ("pvc-addon", ["VolumeSnapshot", "volume-snapshot"], true),
        // The manifests of a database are written by restic, and WalG encrypts.
        ("clickhouse-addon", ["logical-backup", "manifest-backup"], false),
        ("mssqlserver-addon", ["logical-backup"], false),
        ("mysql-addon", ["logical-backup"], false), ("mysql-addon", ["no-such-task"], false),
        // Nothing is known of other Addons, whatever they call their tasks.
        ("my-addon", ["volume-snapshot"], false), ("my-cassandra-addon", ["logical-backup"], false),
    ])
    func knowsDrivers(_ addon: String, _ tasks: [String], isQuiet: Bool) throws {
        var object = valid
        object[pointer] = nil
        object["spec/sessions/1/addon"] = [
            "name": .string(addon), "tasks": .array(tasks.map { ["name": .string($0)] }),
        ]
        #expect(try !warnings(object).contains { $0.hasPrefix("missing-encryption") } == isQuiet)
    }

    /// A task that says not what it does may be one that encrypts.
    @Test(arguments: [[:], ["name": .null], ["name": 1]] as [JSONValue])
    func countsTasksWithoutName(_ task: JSONValue) throws {
        var object = valid
        object[pointer] = nil
        object["spec/sessions/1/addon/tasks"] = [["name": "volume-snapshot"], task]
        #expect(try warnings(object).contains { $0.hasPrefix("missing-encryption") })
    }

    /// A session that says not by which tasks it backs up may encrypt, too.
    @Test(arguments: [nil, [], [:], ["name": "mysql-addon"], ["name": "mysql-addon", "tasks": []]] as [JSONValue?])
    func countsSessionsWithoutTasks(_ addon: JSONValue?) throws {
        var object = valid
        object[pointer] = nil
        object["spec/sessions/1/addon"] = addon
        #expect(try warnings(object).contains { $0.hasPrefix("missing-encryption") })
    }

    /// Each session is judged by its own tasks, not by those of the session before it.
    @Test(arguments: [0, 1])
    func judgesEachSessionByItself(_ snapshots: Int) throws {
        var object = valid
        for session in 0...1 {
            let task: JSONValue = session == snapshots ? "volume-snapshot" : "logical-backup"
            object["spec/sessions/\(session)/addon/tasks"] = [["name": task]]
            object["spec/sessions/\(session)/repositories/0/encryptionSecret"] = nil
        }
        let place = "spec.sessions[\(1 - snapshots)].repositories[0].encryptionSecret"
        #expect(
            try warnings(object) == ["missing-encryption \(place): without it the backed up data is not encrypted"])
    }
}
