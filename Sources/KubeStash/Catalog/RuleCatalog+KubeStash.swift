internal import Schema

extension RuleCatalog {
    /// What is checked of KubeStash's own fields.
    static let kubeStash: [RuleInfo] = [
        RuleInfo(
            id: .invalidSchedule, severity: .error,
            summary: "a schedule is no cron expression that Kubernetes can read", isMandatory: false),
        RuleInfo(
            id: .scheduleTimeZone, severity: .error,
            summary: "a schedule chooses a time zone, which Kubernetes refuses", isMandatory: false),
        RuleInfo(
            id: .scheduleNeverFires, severity: .error, summary: "a schedule that no date of any year matches",
            isMandatory: false),
        RuleInfo(
            id: .unknownBackend, severity: .error,
            summary: "a repository names a backend that spec.backends does not have", isMandatory: false),
        RuleInfo(
            id: .invalidDuration, severity: .error,
            summary:
                "a duration that KubeStash cannot read, a time-out of 0 or less, a delay below 0, or two time-outs",
            isMandatory: true),
        RuleInfo(id: .invalidDirectory, severity: .error, summary: "a directory has '..' in it", isMandatory: false),
        RuleInfo(
            id: .directoryConflict, severity: .error, summary: "two repositories write to one directory of one storage",
            isMandatory: false),
        RuleInfo(
            id: .repositoryConflict, severity: .error,
            summary: "one repository name means different repositories in two sessions", isMandatory: false),
        RuleInfo(
            id: .frequentSchedule, severity: .warning,
            summary: "a schedule starts two backups in less than five minutes", isMandatory: false),
        RuleInfo(
            id: .oversizedStep, severity: .warning,
            summary: "a step such as */90 leads beyond its range and matches the first value only", isMandatory: false),
        RuleInfo(
            id: .eitherDay, severity: .warning,
            summary: "a schedule fires on either its day of month or its day of week", isMandatory: false),
        RuleInfo(
            id: .shortStartingDeadline, severity: .warning,
            summary: "startingDeadlineSeconds is under 10, so that runs are skipped by chance", isMandatory: false),
        RuleInfo(
            id: .simultaneousSessions, severity: .warning,
            summary: "two sessions start at the same minute into the same repository", isMandatory: false),
        RuleInfo(
            id: .missingEncryption, severity: .warning,
            summary: "a repository has no encryptionSecret, and not all of the session's tasks are volume snapshots",
            isMandatory: false),
        RuleInfo(
            id: .unusedBackend, severity: .warning, summary: "a backend that no repository is in", isMandatory: false),
        RuleInfo(
            id: .sharedStorage, severity: .warning, summary: "two backends are on one BackupStorage", isMandatory: false
        ),
        RuleInfo(
            id: .reliesOnDefault, severity: .warning,
            summary: "a backend has no retentionPolicy, or there are no backends, so that a default is looked up",
            isMandatory: false),
        RuleInfo(
            id: .wipeOut, severity: .warning,
            summary: "a deletionPolicy deletes the backed up data together with the Repository", isMandatory: false),
        RuleInfo(
            id: .outlastsTimeout, severity: .warning,
            summary: "a retry delay or a hook's time-out is longer than the session's time-out", isMandatory: false),
        RuleInfo(
            id: .renamedTimeout, severity: .warning,
            summary: "a session's timeout, which current releases call backupTimeout", isMandatory: false),
        RuleInfo(
            id: .duplicateHookName, severity: .warning, summary: "two hooks of one list have the same name",
            isMandatory: false),
        RuleInfo(
            id: .missingHookTemplate, severity: .warning, summary: "a hook has no hookTemplate and so runs nothing",
            isMandatory: false),
        RuleInfo(
            id: .preBackupPolicy, severity: .warning,
            summary: "a hook before a backup is to run after its success or failure only", isMandatory: false),
        RuleInfo(id: .duplicateTask, severity: .warning, summary: "a session names one task twice", isMandatory: false),
        RuleInfo(
            id: .unusedClaimTemplates, severity: .warning,
            summary: "volumeClaimTemplates where the target is no StatefulSet", isMandatory: false),
        RuleInfo(
            id: .longName, severity: .warning,
            summary: "the BackupConfiguration's name has over 63 characters, which is more than a label holds",
            isMandatory: false),
    ]
}
