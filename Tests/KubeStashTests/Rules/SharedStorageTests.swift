import TestSupport
import Testing

/// Warns of two backends on one storage.
@Suite struct SharedStorageTests {
    @Test func warns() throws {
        var object = valid
        object["spec/sessions/0/repositories/1/directory"] = "/offsite"
        object["spec/backends/1/storageRef"] = ["name": "s3", "namespace": "demo"]
        #expect(
            try warnings(object) == [
                "shared-storage spec.backends[1].storageRef: backend \"primary\" is on this storage, too"
            ])
        object["spec/backends/1/storageRef/namespace"] = "elsewhere"
        #expect(try warnings(object) == [])
    }

    /// Every further backend of a storage is reported, with the first one of it, whether or not that has a name.
    @Test(arguments: [2, 12])
    func namesTheFirst(count: Int) throws {
        var object = valid
        for index in 0..<count {
            object["spec/backends/\(index)"] = [
                "name": .string("b\(index)"), "storageRef": ["name": index == 1 ? "other" : "s3"],
            ]
        }
        func found() throws -> [String] { try findings(object).filter { $0.hasPrefix("shared-storage ") } }
        #expect(try found().count == count - 2)
        #expect(try found().allSatisfy { $0.hasSuffix(": backend \"b0\" is on this storage, too") })
        object["spec/backends/1/storageRef/name"] = "s3"
        #expect(try found().count == count - 1)
        object["spec/backends/0/name"] = nil
        #expect(try found().count == count - 1)
        #expect(try found().allSatisfy { $0.hasSuffix(": the backend without a name is on this storage, too") })
        object["spec/backends/0/storageRef"] = nil
        #expect(try found().count == count - 2)
    }
}
