internal import Document
internal import Kubernetes
internal import Schema

/// The figures of each tool in the status of a Snapshot.
///
/// Those of Solr have fractions, and stay free objects.
extension Snapshot {
    static let restic = ObjectType(
        "ResticStats", "A backup of Restic.",
        [
            Field("summary", .object(resticSummary), "What was backed up."),
            Field("progress", .object(resticProgress), "How far the backup is."),
        ])

    private static let resticSummary = ObjectType(
        "ResticSummary", "What Restic backed up.",
        [
            Field("id", .string(), "Identity of Restic's own snapshot."),
            Field("hostPath", .string(), "Path that was backed up."),
            Field("size", .string(), "Size of the data."),
            Field("uploaded", .string(), "How much of it was uploaded."),
            Field("startTime", .string(.dateTime), "When it began."),
            Field("endTime", .string(.dateTime), "When it ended."),
        ])

    private static let resticProgress = ObjectType(
        "BackupProgress", "How far a backup is.",
        [
            Field("percentDone", .string(), "The part that is done, in percent."),
            Field("backupDone", .string(), "How much data is backed up."),
            Field("total", .string(), "How much data there is."),
            Field("filesDone", .int64(), "How many files are backed up."),
            Field("totalFiles", .int64(), "How many files there are."),
            Field("speed", .string(), "How much data is backed up in a second."),
            Field("secondsElapsed", .int64(), "How many seconds it has taken so far."),
        ])

    static let walG = ObjectType(
        "WalGStats", "A backup of WAL-G.",
        [
            Field("id", .string(), "Identity of WAL-G's own backup."),
            Field("databases", .list(of: .string()), "Databases that were backed up."),
            Field("startTime", .string(.dateTime), "When it began."),
            Field("stopTime", .string(.dateTime), "When it ended."),
        ])

    static let medusa = ObjectType(
        "MedusaStats", "A backup of Medusa.",
        [
            Field("backupName", .string(), "Name of Medusa's own backup."),
            Field("backupNodes", .list(of: .string()), "Nodes that were backed up."),
            Field("status", .string(), "How it went."),
            Field("startTime", .string(), "When it began."),
            Field("finishTime", .string(), "When it ended."),
        ])

    static let volumeSnapshot = ObjectType(
        "VolumeSnapshotterStats", "A snapshot of a volume.",
        [
            Field("pvcName", .string(), "Name of the claim."),
            Field("hostPath", .string(), "Path that the volume is mounted at."),
            Field("volumeSnapshotName", .string(), "Name of the VolumeSnapshot."),
            Field("volumeSnapshotTime", .string(.dateTime), "When it was taken."),
        ])

    static let clickHouse = ObjectType(
        "ClickHouseStats", "A backup of ClickHouse.",
        [
            Field("id", .string(), "Identity of ClickHouse's own backup."),
            Field("host", .string(), "Host that was backed up."),
            Field("status", .string(), "How it went."),
            Field("startTime", .string(.dateTime), "When it began."),
            Field("finishTime", .string(.dateTime), "When it ended."),
        ])

    static let neo4j = ObjectType(
        "Neo4jStats", "A backup of Neo4j.",
        [
            Field("database", .string(), "Name of the database."),
            Field("databaseID", .string(), "Identity of the database."),
            Field("file", .string(), "File that has the backup."),
            Field("storeIDHash", .string(), "Hash of the store's identity."),
            Field("time", .string(), "When it was taken."),
            Field("full", .boolean, "Whether it has everything."),
            Field("compressed", .boolean, "Whether the file is compressed."),
            Field("recovered", .boolean, "Whether logs are applied to it already."),
            Field("lowestTX", .int64(), "The first transaction in it."),
            Field("highestTX", .int64(), "The last transaction in it."),
        ])

    static let logs = ObjectType(
        "LogStats", "The backup of a database's logs.",
        [
            Field("start", .string(), "The first moment that can be restored."),
            Field("end", .string(), "The last moment that can be restored."),
            Field("lsn", .string(), "Place in the log."),
            Field("totalSucceededCount", .int64(), "How many backups of logs succeeded."),
            Field("totalFailedCount", .int64(), "How many backups of logs failed."),
            Field("lastSucceededStats", .list(of: .object(log)), "The last ones that succeeded."),
            Field("lastFailedStats", .list(of: .object(log)), "The last ones that failed."),
            Field("lastLogRetentionStats", .list(of: .object(logRetention)), "The last removals of old logs."),
        ])

    private static let log = ObjectType(
        "Log", "The backup of a part of the log.",
        [
            Field("start", .string(), "Where the part begins."),
            Field("end", .string(), "Where the part ends."),
            Field("error", .string(), "Why its backup failed."),
        ])

    private static let logRetention = ObjectType(
        "LogRetentionStats", "A removal of old logs.",
        [
            Field("retentionPeriodApplied", .string(), "How long logs are kept."),
            Field("deletedLogCount", .int64(), "How many logs were removed."),
            Field("lastExecutionTime", .string(), "When they were removed."),
            Field("error", .string(), "Why the removal failed."),
        ])
}
