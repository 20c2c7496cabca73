import TestSupport
import Testing

/// Warns of a name that is too long for a label, which KubeStash makes of it.
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
