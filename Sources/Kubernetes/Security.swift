internal import Document
package import Schema

extension ValueType {
    /// A number of a user or group.
    package static let userID = ValueType.int64(minimum: 0, maximum: Int64(Int32.max))
}

extension ObjectType {
    /// Security settings of a whole Pod; a container's own take precedence.
    static let podSecurityContext = ObjectType(
        "PodSecurityContext", "Security settings of all containers of the Pod.",
        [
            Field("seLinuxOptions", .object(seLinuxOptions), "SELinux context of the containers."),
            Field("windowsOptions", .object(windowsOptions), "Settings on Windows."),
            Field(
                "runAsUser", .userID, "User that runs the processes.", assumed: "that of the image, by Kubernetes"),
            Field("runAsGroup", .userID, "Group that runs the processes."),
            Field("runAsNonRoot", .boolean, "Whether the kubelet refuses to run processes as root."),
            Field(
                "supplementalGroups", .list(of: .userID), "Further groups that the processes belong to."),
            Field(
                "supplementalGroupsPolicy", .string(allowed: ["Merge", "Strict"]),
                "Whether the groups that the image gives the user count, too.", assumed: "Merge, by Kubernetes"),
            Field("fsGroup", .userID, "Group that owns the volumes."),
            Field(
                "sysctls", .list(of: .object(sysctl), uniqueBy: ["name"]), "Settings of the kernel for the Pod."),
            Field(
                "fsGroupChangePolicy", .string(allowed: ["OnRootMismatch", "Always"]),
                "When the owner of a volume's files is changed to fsGroup.", assumed: "Always, by Kubernetes"),
            Field("seccompProfile", .object(seccompProfile), "System calls that the containers may make."),
            Field("appArmorProfile", .object(appArmorProfile), "What AppArmor lets the containers do."),
            Field(
                "seLinuxChangePolicy", .string(allowed: ["Recursive"]),
                "How the SELinux label of a volume is changed."),
        ])

    private static let sysctl = ObjectType(
        "Sysctl", "One setting of the kernel.",
        [
            Field("name", .string(.sysctlName), "Name of the setting.", need: "it names the kernel's setting"),
            Field(
                "value", .string(), "Value of the setting.", need: "it says what the setting is to be",
                emptyIsValue: true),
        ])
}

extension ObjectType {
    /// The permissions of one container.
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
            Field("runAsGroup", .userID, "Number of the group it runs as."),
            Field("runAsNonRoot", .boolean, "Whether the kubelet refuses to run it as root."),
            Field("runAsUser", .userID, "Number of the user it runs as."),
            Field("seLinuxOptions", .object(seLinuxOptions), "SELinux label to run under."),
            Field("seccompProfile", .object(seccompProfile), "Seccomp profile to run under."),
            Field("windowsOptions", .object(windowsOptions), "Settings for Windows only."),
        ],
        rules: [InvalidSecurityContext(), PrivilegedContainer()])

    private static let capabilities = ObjectType(
        "Capabilities", "Rights of root on Linux.",
        [
            Field("add", .list(of: .string()), "Rights to add."),
            Field("drop", .list(of: .string()), "Rights to drop."),
        ],
        rules: [UnlikelyCapability()])
}

/// Settings that the security contexts of Pods and of containers share.
extension ObjectType {
    /// The system calls that a container may make.
    static let seccompProfile = ObjectType(
        "SeccompProfile", "Which system calls are allowed.",
        [
            Field("type", profileType, "Where the profile comes from.", need: "it says where the profile comes from"),
            Field(
                "localhostProfile", .string(),
                "Path of the profile under the kubelet's seccomp folder; only with type Localhost."),
        ],
        rules: [InvalidSecurityProfile(.seccomp)], mainField: "type")

    /// The AppArmor permissions of a container.
    static let appArmorProfile = ObjectType(
        "AppArmorProfile", "What AppArmor allows.",
        [
            Field("type", profileType, "Where the profile comes from.", need: "it says where the profile comes from"),
            Field(
                "localhostProfile", .string(), "Name of a profile loaded on the node; only with type Localhost."),
        ],
        rules: [InvalidSecurityProfile(.appArmor)], mainField: "type")

    private static let profileType = ValueType.string(allowed: ["Localhost", "RuntimeDefault", "Unconfined"])

    /// The SELinux context of a container; Kubernetes does not check it.
    static let seLinuxOptions = ObjectType(
        "SELinuxOptions", "SELinux context that the container runs in.",
        [
            Field("user", .string(), "User of the context."),
            Field("role", .string(), "Role of the context."),
            Field("type", .string(), "Type of the context."),
            Field("level", .string(), "Level of the context."),
        ])

    /// Settings that only containers on Windows have.
    static let windowsOptions = ObjectType(
        "WindowsSecurityContextOptions", "Security settings on Windows.",
        [
            Field(
                "gmsaCredentialSpecName", .string(.subdomainReference, allowsEmpty: false),
                "Name of the GMSACredentialSpec to use."),
            Field(
                "gmsaCredentialSpec", .string(.gmsaCredentialSpec, allowsEmpty: false),
                "Contents of the credential spec, filled in by the GMSA webhook."),
            Field(
                "runAsUserName", .string(.windowsUser, allowsEmpty: false),
                "User that runs the process, as DOMAIN\\user.",
                assumed: "that of the image, by Kubernetes"),
            Field(
                "hostProcess", .boolean, "Whether the container runs on the node itself; all containers or none do.",
                assumed: "false, by Kubernetes"),
        ])

}
