import TestSupport
import Testing

/// Two repositories must not share a directory of one storage.
@Suite struct DirectoryConflictTests {
    private let place = "spec.sessions[1].repositories[0].directory"

    private func object(_ directory: String) -> JSONValue {
        var object = valid
        object["spec/sessions/0/repositories/0/directory"] = "/d"
        object["spec/sessions/1/repositories/0/directory"] = .string(directory)
        return object
    }

    @Test(arguments: ["/d", "/d/", "d", "/d//", "/d/.", "./d", "//d/./"])
    func comparesPaths(_ directory: String) throws {
        #expect(
            try findings(object(directory)) == [
                "directory-conflict FieldValueInvalid \(place): Invalid value: \"\(directory)\": "
                    + "repository \"web-primary\" writes to this directory of the same storage; "
                    + "every repository needs a directory of its own"
            ])
    }

    /// A path longer than any system allows is compared as it is written.
    @Test func comparesLongPathsLiterally() throws {
        let long = "/" + String(repeating: "a/", count: 3000)
        for (first, second, count) in [(long, long, 1), (long, long + "/", 0), (String(long.prefix(3000)), "/d", 0)] {
            var object = object(second)
            object["spec/sessions/0/repositories/0/directory"] = .string(first)
            #expect(try findings(object).filter { $0.hasPrefix("directory-conflict") }.count == count)
        }
    }

    /// Many repositories are compared by numbers of their storages, few one by one; both must find the same.
    @Test(arguments: [2, 40])
    func comparesManyStorages(count: Int) throws {
        var object = valid
        object["spec/backends/2"] = ["name": "again", "storageRef": ["name": "s3", "namespace": "demo"]]
        object["spec/backends/3"] = ["name": "other", "storageRef": ["name": "s3", "namespace": "other"]]
        for index in 0..<count {
            object["spec/sessions/1/repositories/\(index)"] = [
                "name": .string("r\(index)"), "backend": .string(["primary", "again", "other", "offsite"][index % 4]),
                "directory": .string("/\(index / 4)"), "encryptionSecret": ["name": "key"],
            ]
        }
        let expected = stride(from: 1, to: count, by: 4).map { "repositories[\($0)].directory" }
        let found = try errors(object).filter { $0.hasPrefix("directory-conflict") }
        #expect(found.count == expected.count)
        for place in expected { #expect(found.contains { $0.contains(place) }) }
    }

    /// A storage in the object's own namespace, which is not known, is none in a namespace that is called like the storage.
    @Test(arguments: [2, 40])
    func namespaceLikeName(count: Int) throws {
        var object = valid
        object["metadata/namespace"] = nil
        object["spec/sessions/0"] = object["spec/sessions/1"]
        object["spec/backends"] = [
            ["name": "a", "storageRef": ["name": "s3"]],
            ["name": "b", "storageRef": ["name": "s3", "namespace": "s3"]],
            ["name": "c", "storageRef": ["name": "gcs", "namespace": "s3"]],
        ]
        for index in 0..<count {
            object["spec/sessions/1/repositories/\(index)"] = [
                "name": .string("r\(index)"), "backend": .string(["a", "b", "c"][index % 3]),
                "directory": .string("/\(index / 3)"), "encryptionSecret": ["name": "key"],
            ]
        }
        #expect(try errors(object).filter { $0.hasPrefix("directory-conflict") } == [])
    }

    @Test(arguments: ["/d/e", "/D", "/dd", "/d e", "/"])
    func distinguishesPaths(_ directory: String) throws {
        #expect(try errors(object(directory)) == [])
    }

    /// The same path on two storages is two directories, independent of the names of the backends.
    @Test func comparesStorages() throws {
        var object = object("/d")
        object["spec/sessions/1/repositories/0/backend"] = "offsite"
        #expect(try errors(object) == [])
        object["spec/backends/1/storageRef"] = ["name": "s3"]
        #expect(try errors(object).count == 1)
        // A reference without a namespace means that of the object.
        object["spec/backends/1/storageRef/namespace"] = "demo"
        #expect(try errors(object).count == 1)
        object["spec/backends/1/storageRef/namespace"] = "elsewhere"
        #expect(try errors(object) == [])
    }

    @Test func knowsBackendsWithoutAName() throws {
        var object = object("/d")
        object["spec/backends/2"] = ["storageRef": ["name": "nfs"], "retentionPolicy": ["name": "keep"]]
        object["spec/sessions/1/repositories/0/backend"] = nil
        #expect(try errors(object) == [])
        object["spec/backends/2/storageRef/name"] = "s3"
        #expect(try errors(object).count == 1)
        // Without backends all repositories are in the default one.
        object["spec/backends"] = nil
        object["spec/sessions/0/repositories/0/backend"] = nil
        object["spec/sessions/0/repositories/1/backend"] = nil
        object["spec/sessions/0/repositories/1/directory"] = "/offsite"
        #expect(try errors(object).count == 1)
    }

    /// One repository may serve two sessions.
    @Test func allowsOneRepositoryInTwoSessions() throws {
        var object = valid
        object["spec/sessions/1/repositories/0"] = valid["spec/sessions/0/repositories/0"]
        #expect(try errors(object) == [])
    }

    /// Mistakes that other rules report are not judged twice.
    @Test func leavesUnknownBackendsAlone() throws {
        var object = object("/d")
        object["spec/sessions/0/repositories/0/backend"] = "nowhere"
        object["spec/sessions/1/repositories/0/backend"] = "nowhere"
        #expect(try errors(object).allSatisfy { $0.hasPrefix("unknown-backend ") })
    }

    @Test func findsEveryConflictAmongMany() throws {
        var object = valid
        for index in 2..<300 {
            object["spec/sessions/\(index)"] = valid["spec/sessions/1"]
            object["spec/sessions/\(index)/name"] = .string("s\(index)")
            object["spec/sessions/\(index)/repositories/0/name"] = .string("r\(index)")
            object["spec/sessions/\(index)/repositories/0/directory"] = .string("/\(index % 100)")
        }
        let lines = try errors(object)
        #expect(lines.count == 198)
        #expect(lines.allSatisfy { $0.hasPrefix("directory-conflict ") })
    }
}
