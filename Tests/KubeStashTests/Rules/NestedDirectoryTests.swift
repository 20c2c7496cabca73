import TestSupport
import Testing

/// Warns of a directory inside another one, which shares its fate.
@Suite struct NestedDirectoryTests {
    private func object(_ directories: [String], deletionPolicy: JSONValue = "Delete") -> JSONValue {
        var object = valid
        object["spec/sessions/1"] = nil
        for (index, directory) in directories.enumerated() {
            object["spec/sessions/0/repositories/\(index)"] = [
                "name": .string("r\(index)"), "backend": "primary", "directory": .string(directory),
                "encryptionSecret": ["name": "key"], "deletionPolicy": deletionPolicy,
            ]
        }
        return object
    }

    private func nested(_ object: JSONValue) throws -> [String] {
        try warnings(object).filter { $0.hasPrefix("nested-directory ") }
    }

    @Test(arguments: [
        ("/", "/web"), ("/", "web/a"), (".", "/web"), ("/a", "a/b"), ("/a/", "//a/./b/"), ("/a", "/a/b/c/d"),
    ])
    func warns(_ outer: String, _ inner: String) throws {
        let place = "spec.sessions[0].repositories"
        let end = "the directory of repository \"r0\" on the same storage"
        #expect(
            try nested(object([outer, inner])) == [
                "nested-directory \(place)[1].directory: is inside \"\(outer)\", \(end); "
                    + "every repository needs a directory of its own"
            ])
        #expect(
            try nested(object([inner, outer])).first?.contains("\(place)[0].directory: is inside \"\(outer)\"") == true)
        #expect(
            try nested(object([outer, inner], deletionPolicy: "WipeOut")) == [
                "nested-directory \(place)[1].directory: is inside \"\(outer)\", \(end): "
                    + "its deletionPolicy WipeOut deletes the data of this repository, too"
            ])
    }

    @Test(arguments: [("/a", "/b"), ("/a", "/ab"), ("/a/b", "/a/c"), ("/a", "/A/b"), ("/a", "/a")])
    func isQuiet(_ one: String, _ other: String) throws {
        #expect(try nested(object([one, other])) == [])
    }

    /// Two repositories in one directory are another rule's, also where a third one is inside of both, few or many.
    @Test(arguments: [3, 40])
    func isQuietAboutOneDirectory(count: Int) throws {
        let others = (3..<max(count, 3)).map { "/x\($0)" }
        let found = try nested(object(["/a", "/a/", "/a/b"] + others))
        #expect(
            found.map { $0.split(separator: ":")[0] } == ["nested-directory spec.sessions[0].repositories[2].directory"]
        )
        #expect(found.first?.contains("repository \"r0\"") == true)
    }

    /// A path that is too long to be taken apart is compared with no other, few or many.
    @Test(arguments: [2, 40])
    func isQuietAboutLongPaths(count: Int) throws {
        let (longest, longer) = (4096, 4097)
        func found(_ length: Int) throws -> Int {
            let outer = "/" + String(repeating: "a", count: length - 1)
            // The first is inside the root, and the second inside the first.
            return try nested(object(["/", outer, outer + "/b"] + (3..<max(count, 3)).map { "x\($0)" })).count
                - max(count - 3, 0)
        }
        #expect(try found(longest - 2) == 2)
        #expect(try found(longest) == 1)
        #expect(try found(longer) == 0)
    }

    /// Two storages are two trees, and one repository that two sessions use is not inside itself.
    @Test func comparesStoragesAndNames() throws {
        var object = object(["/", "/web"])
        object["spec/sessions/0/repositories/1/backend"] = "offsite"
        #expect(try nested(object) == [])
        object = self.object(["/", "/web"])
        object["spec/sessions/1"] = object["spec/sessions/0"]
        object["spec/sessions/1/name"] = "again"
        #expect(try nested(object).count == 1)
        object = self.object(["/", "/web"])
        object["spec/sessions/0/repositories/1/name"] = "r0"
        #expect(try nested(object) == [])
    }

    /// Of several directories around one, that which is wiped out is named.
    @Test(arguments: [3, 40])
    func namesTheWorst(count: Int) throws {
        var object = object(["/a", "/a/b", "/a/b/c"] + (3..<max(count, 3)).map { "/x\($0)" })
        object["spec/sessions/0/repositories/1/deletionPolicy"] = "WipeOut"
        let lines = try nested(object)
        #expect(lines.count == 2)
        #expect(lines.last?.contains("repositories[2].directory: is inside \"/a/b\"") == true)
        #expect(lines.last?.hasSuffix("deletes the data of this repository, too") == true)
    }

    /// Many are looked up by their hashes, and both ways find the same.
    @Test func findsEachAmongMany() throws {
        let lines = try nested(object(["/d"] + (1..<200).map { $0 % 2 == 0 ? "/d/\($0)" : "/e\($0)" }))
        #expect(lines.count == 99)
        #expect(lines.allSatisfy { $0.contains("is inside \"/d\"") })
    }

    /// No system takes such a path, and it is not read for every other one.
    @Test func leavesLongPathsAlone() throws {
        let long = "/" + String(repeating: "a/", count: 3000)
        #expect(try nested(object(["/", long])) == [])
    }
}
