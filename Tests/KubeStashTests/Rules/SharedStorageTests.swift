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
}
