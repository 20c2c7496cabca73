internal import Time
public import Document
internal import Schema

extension BackupConfiguration {
    /// Whether an object is deleted but for the finalizers that it waits for.
    ///
    /// - Parameters:
    ///   - object: The object, whatever it is.
    ///   - document: The document that it is in.
    /// - Returns: Whether its `metadata.deletionTimestamp` is a time as Kubernetes reads one (`metav1.Time`, which takes
    ///   the beginning of the year 1 for none).
    public static func isBeingDeleted(_ object: Document.Node, in document: Document) -> Bool {
        guard let metadata = document.present(Names.metadata, of: object),
            let text = document.text(Names.deletionTimestamp, of: metadata),
            document.withUTF8(of: text, { Format.dateTime.problem(with: $0) }) == nil,
            let time = document.string(text).flatMap({ Instant(rfc3339: $0) })
        else { return false }
        return time.secondsSinceEpoch != zeroTime
    }

    /// The zero of Go's `time.Time`, 0001-01-01T00:00:00Z.
    private static let zeroTime: Int64 = -62_135_596_800
}
