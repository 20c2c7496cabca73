import TestSupport
import Testing

/// Warns only of the deletion policy that deletes data.
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
