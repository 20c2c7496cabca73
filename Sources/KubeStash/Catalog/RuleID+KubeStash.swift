public import Schema

extension RuleID {
    /// A schedule that is no cron expression.
    public static let invalidSchedule = RuleID(rawValue: "invalid-schedule")
    /// A schedule with a time zone.
    public static let scheduleTimeZone = RuleID(rawValue: "schedule-time-zone")
    /// A schedule that never fires.
    public static let scheduleNeverFires = RuleID(rawValue: "schedule-never-fires")
    /// A repository in a backend that is not there.
    public static let unknownBackend = RuleID(rawValue: "unknown-backend")
    /// A text that is no duration, or not one that its field takes.
    public static let invalidDuration = RuleID(rawValue: "invalid-duration")
    /// A directory that leads out of itself.
    public static let invalidDirectory = RuleID(rawValue: "invalid-directory")
    /// Two repositories in one directory.
    public static let directoryConflict = RuleID(rawValue: "directory-conflict")
    /// One name for two repositories.
    public static let repositoryConflict = RuleID(rawValue: "repository-conflict")
    /// A schedule that fires very often.
    public static let frequentSchedule = RuleID(rawValue: "frequent-schedule")
    /// A step beyond the range of its field.
    public static let oversizedStep = RuleID(rawValue: "oversized-step")
    /// A schedule with both day fields.
    public static let eitherDay = RuleID(rawValue: "either-day")
    /// A deadline that runs can miss by chance.
    public static let shortStartingDeadline = RuleID(rawValue: "short-starting-deadline")
    /// Two sessions that get in each other's way.
    public static let simultaneousSessions = RuleID(rawValue: "simultaneous-sessions")
    /// A repository that is not encrypted.
    public static let missingEncryption = RuleID(rawValue: "missing-encryption")
    /// A backend that gets no data.
    public static let unusedBackend = RuleID(rawValue: "unused-backend")
    /// Two backends that are one place.
    public static let sharedStorage = RuleID(rawValue: "shared-storage")
    /// Something that depends on what is marked as the default in the cluster.
    public static let reliesOnDefault = RuleID(rawValue: "relies-on-default")
    /// A deletion policy that deletes data.
    public static let wipeOut = RuleID(rawValue: "wipe-out")
    /// Something that takes longer than its session may.
    public static let outlastsTimeout = RuleID(rawValue: "outlasts-timeout")
    /// A field under its old name.
    public static let renamedTimeout = RuleID(rawValue: "renamed-timeout")
    /// Two hooks that cannot be told apart.
    public static let duplicateHookName = RuleID(rawValue: "duplicate-hook-name")
    /// A hook that runs nothing.
    public static let missingHookTemplate = RuleID(rawValue: "missing-hook-template")
    /// A hook that asks for what is not known yet.
    public static let preBackupPolicy = RuleID(rawValue: "pre-backup-policy")
    /// A task that is done twice.
    public static let duplicateTask = RuleID(rawValue: "duplicate-task")
    /// Claim templates that nothing is made of.
    public static let unusedClaimTemplates = RuleID(rawValue: "unused-claim-templates")
    /// A name that no label can hold.
    public static let longName = RuleID(rawValue: "long-name")
}
