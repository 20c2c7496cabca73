internal import TestSupport

/// Properties of an object that has a deletion timestamp.
///
/// The object passes in spite of its mistakes, but only on an update, and only if the stored object has a timestamp
/// too, both of them times that Kubernetes can read. Otherwise the timestamp changes nothing: a denied object stays
/// denied.
enum DeletionProperties {
    private static let field = "metadata/deletionTimestamp"

    private static let times: [JSONValue] = ["2026-02-28T23:59:59Z", "2024-02-29T01:02:03.456+05:30"]

    /// Texts that are not times (RFC 3339, section 5.6), and the zero value of Go's `time.Time`, which Kubernetes takes
    /// for a missing one.
    private static let others: [JSONValue?] = [
        nil, .null, "", "soon", 5, true, [], ["2026-02-28T23:59:59Z"], "2026-02-30T00:00:00Z", "2026-02-28",
        "2026-02-28T23:59:59", "2026-02-28 23:59:59Z", "2026-02-28T24:00:00Z", "2026-02-28T23:59:59+24:00",
        "0001-01-01T00:00:00Z", " 2026-02-28T23:59:59Z",
    ]

    /// Checks an object with and without such timestamps.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - old: The stored object; nil if there is none.
    ///   - isAllowed: Asks the webhook about an operation, an object and the object as it is stored.
    /// - Throws: A `Violation` if an object passes that must not, or is denied although it must pass.
    static func check(
        _ object: JSONValue, since old: JSONValue?,
        isAllowed: (JSONValue, JSONValue, JSONValue?) throws(Violation) -> Bool
    ) throws(Violation) {
        guard case .object? = object["metadata"] else { return }
        let stored: JSONValue = if let old, case .object? = old["metadata"] { old } else { ["metadata": [:]] }
        func with(_ time: JSONValue?, _ object: JSONValue) -> JSONValue {
            var object = object
            object[field] = time
            return object
        }
        for time in times {
            let isGoing = try isAllowed("UPDATE", with(time, object), with(times[0], stored))
            try require(isGoing, "an object that is being deleted is denied")
        }
        if try !isAllowed("CREATE", with(nil, object), nil) {
            let isMade = try isAllowed("CREATE", with(times[0], object), with(times[0], stored))
            try require(!isMade, "a denied object is created as one that is being deleted")
        }
        guard try !isAllowed("UPDATE", with(nil, object), with(nil, stored)) else { return }
        for other in others {
            let isAlone = try isAllowed("UPDATE", with(times[0], object), with(other, stored))
            try require(!isAlone, "a denied object passes as deleted where the stored one is not")
            let isFeigned = try isAllowed("UPDATE", with(other, object), with(times[0], stored))
            try require(!isFeigned, "a denied object passes as deleted and is not")
        }
    }
}
