internal import Schema

/// Settings that the security contexts of Pods and of containers share.
extension Kubernetes {
    /// Which system calls a container may make.
    static let seccompProfile = ObjectType(
        "SeccompProfile", "Which system calls are allowed.",
        [
            Field("type", profileType, "Where the profile comes from.", need: "it says where the profile comes from"),
            Field(
                "localhostProfile", .string(),
                "Path of the profile under the kubelet's seccomp folder; only with type Localhost."),
        ],
        rules: [InvalidSecurityProfile(.seccomp)])

    /// What a container may do in the eyes of AppArmor.
    static let appArmorProfile = ObjectType(
        "AppArmorProfile", "What AppArmor allows.",
        [
            Field("type", profileType, "Where the profile comes from.", need: "it says where the profile comes from"),
            Field(
                "localhostProfile", .string(), "Name of a profile loaded on the node; only with type Localhost."),
        ],
        rules: [InvalidSecurityProfile(.appArmor)])

    private static let profileType = ValueType.string(allowed: ["Localhost", "RuntimeDefault", "Unconfined"])

    /// The SELinux context of a container; Kubernetes does not look at it.
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
                "gmsaCredentialSpecName", .string(.dnsSubdomain, allowsEmpty: false),
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

    /// A number of a user or group.
    static let userID = ValueType.int64(minimum: 0, maximum: Int64(Int32.max))
}
