internal import KubeStash
internal import Schema
internal import TestSupport

/// Changes JSON as a tree rather than as bytes, so that the result is JSON again and gets past the parser.
package enum TreeMutator {
    /// Changes one value somewhere.
    ///
    /// - Parameters:
    ///   - text: An input of the review target: one JSON text, or two with a line of three dashes between them.
    ///   - seed: The seed that decides which value changes, and how.
    /// - Returns: The changed input; nil if the text to change is not JSON.
    package static func mutate(_ text: [UInt8], seed: UInt64) -> [UInt8]? {
        var random = SeededGenerator(seed: seed)
        var parts = ReviewProperties.split(text)
        let index = Int.random(in: parts.indices, using: &random)
        guard var value = try? JSONValue(parsing: parts[index]) else { return nil }
        mutate(&value, &random)
        parts[index] = value.json
        // Adds the object as its own stored state, so that later changes are those of an update.
        if parts.count == 1, Int.random(in: 0..<64, using: &random) == 0 { parts.append(value.json) }
        return Array(parts.joined(separator: ReviewProperties.separator))
    }

    /// Follows a random path and changes the value at its end.
    private static func mutate(_ value: inout JSONValue, _ random: inout SeededGenerator) {
        switch value {
        case .object(var members):
            change(&members, &random)
            value = .object(members)
        case .array(var items):
            change(&items, &random)
            value = .array(items)
        default: value = leaves.randomElement(using: &random) ?? nil
        }
    }

    private static func change(_ members: inout [JSONValue.Member], _ random: inout SeededGenerator) {
        let index = members.indices.randomElement(using: &random)
        let name = names.randomElement(using: &random) ?? ""
        let isNew = !members.contains { $0.key == name }
        switch (Int.random(in: 0..<16, using: &random), index) {
        case (0, let index?): members.remove(at: index)
        case (1, let index?) where isNew: members[index].key = name
        case (2, let index?): members[index].value = leaves.randomElement(using: &random) ?? nil
        case (3, _) where isNew, (_, nil) where isNew:
            members.append(JSONValue.Member(name, leaves.randomElement(using: &random) ?? nil))
        case (4, let index?) where isNew: members.append(JSONValue.Member(name, members[index].value))
        case (_, let index?): mutate(&members[index].value, &random)
        case (_, nil): break
        }
    }

    private static func change(_ items: inout [JSONValue], _ random: inout SeededGenerator) {
        let index = items.indices.randomElement(using: &random)
        switch (Int.random(in: 0..<16, using: &random), index) {
        case (0, let index?): items.remove(at: index)
        case (1...2, let index?): items.append(items[index])
        case (3, _), (_, nil): items.append(leaves.randomElement(using: &random) ?? nil)
        case (_, let index?): mutate(&items[index], &random)
        }
    }

    /// The name of every field.
    private static let names = SchemaWalk(.object(BackupConfiguration.kind.schema)).names

    /// Values that some fields take and others refuse.
    private static let leaves: [JSONValue] = [
        nil, true, false, 0, 1, -1, 8080, .number("2147483648"), .number("9223372036854775808"), .number("1.5"),
        .number("1e2"), "", "a", "A b", "a/b", "/a/../b", "default", "demo", "Delete", "Always", "1", "1h", "-1s", "0s",
        "2Gi", "500m", "0 3 * * *", "0 0 30 2 *", "@every 1s", "CRON_TZ=UTC 0 3 * * *", "10.0.0.1", "In", "Exists",
        "80%", "2026-02-28T00:05:00Z", "\u{0}\u{1F600}\u{E9}", [], [:], [nil], [[:]], [[:], [:]], ["a": "b"],
        ["name": "a"], [["name": "a"], ["name": "a"]],
    ]
}
