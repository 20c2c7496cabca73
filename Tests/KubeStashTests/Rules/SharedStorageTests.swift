import TestSupport
import Testing

/// Two backends on one storage are one place.
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
