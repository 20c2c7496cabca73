import TestSupport
import Testing

/// Warns of an object that leaves a choice to the cluster's defaults.
@Suite struct ReliesOnDefaultTests {
    @Test(arguments: [nil, .null] as [JSONValue?])
    func warnsOfAMissingRetentionPolicy(_ value: JSONValue?) throws {
        var object = valid
        object["spec/backends/1/retentionPolicy"] = value
        #expect(
            try warnings(object) == [
                "relies-on-default spec.backends[1].retentionPolicy: without it the default RetentionPolicy is "
                    + "looked up, and no backup is taken where there is none"
            ])
    }

    @Test(arguments: [nil, .null, []] as [JSONValue?])
    func warnsOfNoBackends(_ value: JSONValue?) throws {
        var object = valid
        object["spec/backends"] = value
        object["spec/sessions/0/repositories/0/backend"] = nil
        object["spec/sessions/0/repositories/1"] = nil
        object["spec/sessions/1/repositories/0/backend"] = nil
        #expect(
            try warnings(object) == [
                "relies-on-default spec.backends: without one the default BackupStorage is looked up, and no backup "
                    + "is taken where there is none"
            ])
    }

    /// A backend without a storage is not a request for the default one.
    @Test(arguments: ["storageRef", "storageRef/name"])
    func requiresAStorage(_ field: String) throws {
        let place = "spec.backends[0]." + field.split(separator: "/").joined(separator: ".")
        #expect(try places(setting: "spec/backends/0/\(field)", to: nil) == ["required-field " + place])
        #expect(try places(setting: "spec/backends/0/\(field)", to: .null) == ["required-field " + place])
    }
}
