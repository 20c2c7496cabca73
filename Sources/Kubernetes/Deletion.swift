package import Document
internal import Schema
internal import Time

extension Document {
    /// Whether an object is being deleted and only waits for its finalizers.
    ///
    /// - Parameter object: The object, which may be any value.
    /// - Returns: Whether its `metadata.deletionTimestamp` is a time as Kubernetes reads one (`metav1.Time`, which
    ///   reads the beginning of the year 1 as no time).
    package func isBeingDeleted(_ object: Node) -> Bool {
        guard let metadata = present(Self.metadata, of: object),
            let value = text(Self.deletionTimestamp, of: metadata),
            withUTF8(of: value, { Format.dateTime.problem(with: $0) }) == nil,
            let time = string(value).flatMap({ Instant(rfc3339: $0) })
        else { return false }
        return time.secondsSinceEpoch != Self.zeroTime
    }

    private static let metadata: Key = "metadata"
    private static let deletionTimestamp: Key = "deletionTimestamp"

    /// The zero of Go's `time.Time`, 0001-01-01T00:00:00Z.
    private static let zeroTime: Int64 = -62_135_596_800
}
