internal import Document
internal import Kubernetes
internal import Schema

extension RestoreSession {
    private static let phase = ValueType.string(
        allowed: ["Pending", "Running", "Failed", "Succeeded", "Invalid", "Unknown"])

    static let status = ObjectType(
        "RestoreSessionStatus", "How a restore is doing.",
        [
            Field(
                "phase", phase, "How the restore went, in one word."),
            Field("targetFound", .boolean, "Whether the target exists."),
            Field("duration", .string(), "How long it took."),
            Field("restoreDeadline", .string(.dateTime), "When it counts as failed unless it has ended."),
            Field("totalComponents", .int32(), "How many components are restored."),
            Field("components", .map(of: .object(component)), "How each component went, by its name."),
            Field("hooks", .object(.hookStatus), "How the hooks went."),
            Field("dependencies", .list(of: .object(BackupConfiguration.dependency)), "Whether the objects exist."),
            Field(
                "pausedBackups", .list(of: .object(.foundObject)),
                "The objects whose backups were paused for the restore."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])

    private static let component = ObjectType(
        "ComponentRestoreStatus", "How the restore of a component went.",
        [
            Field("phase", phase, "How it went, in one word."),
            Field("duration", .string(), "How long it took."),
            Field("error", .string(), "Why it failed."),
            Field("progress", .object(progress), "How far it is."),
        ])

    private static let progress = ObjectType(
        "RestoreProgress", "How far a restore is.",
        [
            Field("percentDone", .string(), "The part that is done, in percent."),
            Field("restoreDone", .string(), "How much data is restored."),
            Field("total", .string(), "How much data there is."),
            Field("filesDone", .int64(), "How many files are restored."),
            Field("totalFiles", .int64(), "How many files there are."),
            Field("speed", .string(), "How much data is restored in a second."),
            Field("secondsElapsed", .int64(), "How many seconds it has taken so far."),
        ])
}

extension RestoreSession {
    /// The fields that say what was restored: a restore that is over is not repeated when they change.
    static let finishedFields = [
        Names.target, dataSource, Names.addon, Names.hooks, manifestOptions, Names.restoreTimeout,
    ].map {
        ImmutableField(
            Names.spec, $0,
            because: "the restore is over, and nothing is restored again; create another RestoreSession",
            isMild: true, whileInUse: isOver)
    }

    /// Whether a stored restore has ended.
    private static let isOver: @Sendable (Document.Node, Context) -> Bool = { old, context in
        kind.isOver(old, in: context.document)
    }
}
