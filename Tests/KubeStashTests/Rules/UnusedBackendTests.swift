import TestSupport
import Testing

/// Warns of a backend without a repository.
@Suite struct UnusedBackendTests {
    @Test func warns() throws {
        var object = valid
        object["spec/backends/2"] = [
            "name": "spare", "storageRef": ["name": "nfs"], "retentionPolicy": ["name": "keep"],
        ]
        #expect(
            try warnings(object) == ["unused-backend spec.backends[2].name: no repository is in this backend"])
        object["spec/backends/2/name"] = nil
        #expect(
            try warnings(object) == [
                "unused-backend spec.backends[2]: every repository names another backend, so none is in this one"
            ])
        object["spec/sessions/1/repositories/0/backend"] = nil
        #expect(try warnings(object) == [])
    }

    /// A misspelt backend is one problem, not two.
    @Test func isQuietIfABackendIsUnknown() throws {
        var object = valid
        object["spec/sessions/0/repositories/1/backend"] = "offsit"
        #expect(try findings(object).count == 1)
    }
}
