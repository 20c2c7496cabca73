internal import Document
internal import Kubernetes
internal import Schema

/// A typed view of a RetentionPolicy (`storage.kubestash.com/v1alpha1`) in a document, with the fields that the rules
/// use.
public struct RetentionPolicy: Sendable {
    /// The number of snapshots of one kind to keep.
    struct Count: Sendable {
        /// The name of the field.
        let name: String
        /// The number.
        let node: Document.Node
        /// Its value.
        let value: Int64
        /// The time that one snapshot stands for, nil for the newest ones, whenever they were taken.
        let unit: RetentionPeriod.Unit?
    }

    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?
    /// The age limit as it is written, nil if it is missing, empty or not a text.
    let period: Document.Node?
    /// The age limit, nil if it cannot be read.
    let readPeriod: RetentionPeriod?
    /// The counts of successful snapshots, nil if the object is missing or of the wrong type.
    let successful: Document.Node?
    /// The counts in it.
    let counts: [Count]
    /// Whether one of them is not a number, so that it is not known what is kept.
    let hasMalformedCounts: Bool
    /// The number of failed snapshots to keep, nil if it is missing or not a number.
    let failed: Count?

    init(_ object: Document.Node, in document: Document) {
        func child(_ key: Key, of parent: Document.Node?) -> Document.Node? {
            parent.flatMap { document.present(key, of: $0) }.flatMap { document.kind(of: $0) == .object ? $0 : nil }
        }
        spec = child(Names.spec, of: object)
        period = spec.flatMap { document.text(Self.maxRetentionPeriod, of: $0) }
        readPeriod = period.flatMap { document.withUTF8(of: $0) { RetentionPeriod(utf8: $0) } }
        let snapshots = child(Self.successfulSnapshots, of: spec)
        successful = snapshots
        func count(_ key: Key, of parent: Document.Node?, each unit: RetentionPeriod.Unit?) -> Count? {
            guard let node = parent.flatMap({ document.present(key, of: $0) }), let value = document.integer(node)
            else {
                return nil
            }
            return Count(name: key.text, node: node, value: value, unit: unit)
        }
        counts = Self.units.compactMap { count($0.key, of: snapshots, each: $0.unit) }
        hasMalformedCounts =
            snapshots.map { snapshots in
                Self.units.contains { document.present($0.key, of: snapshots).map(document.integer) == .some(nil) }
            } ?? false
        failed = count(Self.last, of: child(Self.failedSnapshots, of: spec), each: nil)
    }

    static let maxRetentionPeriod: Key = "maxRetentionPeriod"
    static let successfulSnapshots: Key = "successfulSnapshots"
    private static let failedSnapshots: Key = "failedSnapshots"
    private static let last: Key = "last"
    private static let units: [(key: Key, unit: RetentionPeriod.Unit?)] = [
        ("last", nil), ("hourly", .hour), ("daily", .day), ("weekly", .week), ("monthly", .month), ("yearly", .year),
    ]
    /// The paths of the counts.
    static let countPaths = units.map { "spec.\(successfulSnapshots.text).\($0.key.text)" }
}

extension RetentionPolicy {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "storage.kubestash.com", version: "v1alpha1", kind: "RetentionPolicy", plural: "retentionpolicies",
            shortNames: [], categories: ["kubestash", "appscode"]),
        hasStatus: false,
        columns: [
            Kind.Column(name: "Max-Retention-Period", type: "string", path: ".spec.maxRetentionPeriod"),
            Kind.Column(name: "Default", type: "boolean", path: ".spec.default"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "Which snapshots of backed up data are kept, and for how long.", fields: fields,
        rules: [
            MissingRetention(), KeepsNothing(), RepeatedPeriodUnit(), LikelyMonths(), ShortRetentionPeriod(),
            SecondDefault(kind: "RetentionPolicy"),
        ],
        isUsedByOthers: true, view: { RetentionPolicy($0, in: $1) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says which snapshots are kept")
    ]

    private static let specType = ObjectType(
        "RetentionPolicySpec", "Which snapshots are kept, and for how long.",
        [
            Field(
                "default", .boolean, "Whether backends without a retentionPolicy use this one.",
                assumed: "false, by KubeStash"),
            Field(
                "failedSnapshots", .object(failedType), "How many failed snapshots are kept, to find out what failed.",
                default: .object),
            Field("maxRetentionPeriod", .string(.retentionPeriod), "How old a snapshot may get."),
            Field("successfulSnapshots", .object(successfulType), "How many successful snapshots are kept."),
            Field(
                "usagePolicy", .object(.usagePolicy), "Which namespaces may refer to the policy.", default: .object),
        ], formerFields: FormerFields.retention)

    private static let failedType = ObjectType(
        "FailedSnapshotsKeepPolicy", "How many failed snapshots are kept.",
        [Field("last", .int32(), "The newest ones.", default: .integer(1))],
        formerFields: FormerFields.failedSnapshots)

    private static let successfulType = ObjectType(
        "SuccessfulSnapshotsKeepPolicy", "How many successful snapshots are kept.",
        [
            Field("daily", .int32(), "One a day, for so many days."),
            Field("hourly", .int32(), "One an hour, for so many hours."),
            Field("last", .int32(), "The newest ones."),
            Field("monthly", .int32(), "One a month, for so many months."),
            Field("weekly", .int32(), "One a week, for so many weeks."),
            Field("yearly", .int32(), "One a year, for so many years."),
        ], mainField: "last", formerFields: FormerFields.successfulSnapshots)
}
