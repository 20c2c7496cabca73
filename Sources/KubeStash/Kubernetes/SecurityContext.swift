internal import Schema

extension Kubernetes {
    /// The number of a user or group (`IsValidUserID` in Kubernetes).
    static let userID = ValueType.int64(minimum: 0, maximum: 2_147_483_647)

    /// What one container may do.
    static let securityContext = ObjectType(
        "SecurityContext", "What a container may do, and as whom; before what is said for the pod.",
        [
            Field(
                "allowPrivilegeEscalation", .boolean,
                "Whether a program may gain more rights than the one that started it."),
            Field("appArmorProfile", .object(appArmorProfile), "AppArmor profile to run under."),
            Field("capabilities", .object(capabilities), "Rights of root to add and to drop."),
            Field(
                "privileged", .boolean, "Whether it may do what root may do on the node.",
                assumed: "false, by Kubernetes"),
            Field(
                "procMount", .string(allowed: ["Default", "Unmasked"]), "What it sees of /proc.",
                assumed: "Default, by Kubernetes"),
            Field(
                "readOnlyRootFilesystem", .boolean, "Whether it may only read the image's files.",
                assumed: "false, by Kubernetes"),
            Field("runAsGroup", userID, "Number of the group it runs as."),
            Field("runAsNonRoot", .boolean, "Whether the kubelet refuses to run it as root."),
            Field("runAsUser", userID, "Number of the user it runs as."),
            Field("seLinuxOptions", .object(seLinuxOptions), "SELinux label to run under."),
            Field("seccompProfile", .object(seccompProfile), "Seccomp profile to run under."),
            Field("windowsOptions", .object(windowsOptions), "Settings for Windows only."),
        ],
        rules: [InvalidSecurityContext(), PrivilegedContainer()])

    /// A seccomp profile, for a container or a pod.
    static let seccompProfile = profile(
        "SeccompProfile", "System calls that a container may make.", [InvalidProfile(.seccomp)])

    /// An AppArmor profile, for a container or a pod.
    static let appArmorProfile = profile(
        "AppArmorProfile", "What AppArmor lets a container do.", [InvalidProfile(.appArmor)])

    /// A SELinux label, for a container or a pod; Kubernetes checks none of it.
    static let seLinuxOptions = ObjectType(
        "SELinuxOptions", "A SELinux label.",
        [
            Field("level", .string(), "Level of the label."), Field("role", .string(), "Role of the label."),
            Field("type", .string(), "Type of the label."), Field("user", .string(), "User of the label."),
        ])

    /// Settings for Windows, for a container or a pod.
    static let windowsOptions = ObjectType(
        "WindowsSecurityContextOptions", "Settings for Windows only.",
        [
            Field(
                "gmsaCredentialSpec", .string(.credentialSpec, allowsEmpty: false),
                "Text of the credential spec of a group-managed service account."),
            Field(
                "gmsaCredentialSpecName", .string(.dnsSubdomain, allowsEmpty: false),
                "Name of the object with that text."),
            Field("hostProcess", .boolean, "Whether it runs as a process of the node."),
            Field(
                "runAsUserName", .string(.windowsUserName, allowsEmpty: false),
                "User to run as, with or without a domain."),
        ])

    private static let capabilities = ObjectType(
        "Capabilities", "Rights of root on Linux.",
        [
            Field("add", .list(of: .string()), "Rights to add."),
            Field("drop", .list(of: .string()), "Rights to drop."),
        ])

    private static func profile(_ name: String, _ summary: String, _ rules: [any ObjectRule]) -> ObjectType {
        ObjectType(
            name, summary,
            [
                Field(
                    "localhostProfile", .string(), "Profile on the node, for the type Localhost and no other."),
                Field(
                    "type", .string(allowed: ["Localhost", "RuntimeDefault", "Unconfined"]),
                    "Where the profile comes from.", need: "says where the profile comes from"),
            ],
            rules: rules)
    }
}
