internal import Document
internal import Kubernetes
internal import Schema

extension BackupConfiguration {
    static let status = ObjectType(
        "BackupConfigurationStatus", "What KubeStash has made of a BackupConfiguration.",
        planStatus + [
            Field("targetFound", .boolean, "Whether the target exists."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])

    /// The status of backends and sessions, of any kind that has them (`OffshootStatus`).
    static let planStatus = [
        Field("backends", .list(of: .object(backendStatus)), "Whether the backends can be used."),
        Field("repositories", .list(of: .object(repositoryStatus)), "Whether the repositories can be used."),
        Field("dependencies", .list(of: .object(dependency)), "Whether the objects that are referred to exist."),
        Field("sessions", .list(of: .object(sessionStatus)), "How the sessions are doing."),
        Field(
            "phase", .string(allowed: ["NotReady", "Ready", "Invalid"]),
            "Whether backups can be taken, in one word."),
    ]

    private static let backendStatus = ObjectType(
        "BackendStatus", "Whether a backend can be used.",
        [
            Field("name", .string(), "Name of the backend."),
            Field("ready", .boolean, "Whether it can be used."),
            Field("storage", .object(storageStatus), "The state of its BackupStorage."),
            Field("retentionPolicy", .object(retentionPolicyStatus), "The state of its RetentionPolicy."),
        ])

    private static let storageStatus = ObjectType(
        "StorageStatus", "The state of a BackupStorage.",
        [
            Field("ref", .object(.foundReference), "The BackupStorage that is meant."),
            Field("phase", .string(), "Whether it can be used, in one word: Ready or NotReady."),
            Field("reason", .string(), "Why it cannot be used."),
        ])

    private static let retentionPolicyStatus = ObjectType(
        "RetentionPolicyStatus", "The state of a RetentionPolicy.",
        [
            Field("ref", .object(.foundReference), "The RetentionPolicy that is meant."),
            Field("found", .boolean, "Whether it exists."),
            Field("reason", .string(), "Why it was not found."),
        ])

    private static let repositoryStatus = ObjectType(
        "RepoStatus", "Whether a repository can be used.",
        [
            Field("name", .string(), "Name of the repository."),
            Field("phase", .string(allowed: ["NotReady", "Ready"]), "Whether it can be used, in one word."),
            Field("reason", .string(), "Why it cannot be used."),
            Field("verificationConfigured", .boolean, "Whether its backups are tried out."),
        ])

    static let dependency = ObjectType(
        "ResourceFoundStatus", "Whether an object that is referred to exists.",
        [
            Field("apiGroup", .string(), "API group of the object's kind."),
            Field("kind", .string(), "Kind of the object."),
            Field("name", .string(), "Name of the object.", need: "it names the object that is meant"),
            Field("namespace", .string(), "Namespace of the object."),
            Field("found", .boolean, "Whether it exists."),
        ])

    private static let sessionStatus = ObjectType(
        "SessionStatus", "How a session is doing.",
        [
            Field("name", .string(), "Name of the session."),
            Field("nextSchedule", .string(), "When its next backup is due."),
            Field("conditions", .list(of: .object(.condition)), "What was found out about it, and when."),
        ])
}
