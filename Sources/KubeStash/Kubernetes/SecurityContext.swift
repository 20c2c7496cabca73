internal import Schema

extension Kubernetes {
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

    private static let capabilities = ObjectType(
        "Capabilities", "Rights of root on Linux.",
        [
            Field("add", .list(of: .string()), "Rights to add."),
            Field("drop", .list(of: .string()), "Rights to drop."),
        ])
}
