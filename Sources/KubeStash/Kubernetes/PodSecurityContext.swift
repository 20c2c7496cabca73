internal import Schema

extension Kubernetes {
    /// Security settings of a whole Pod; a container's own take precedence.
    static let podSecurityContext = ObjectType(
        "PodSecurityContext", "Security settings of all containers of the Pod.",
        [
            Field("seLinuxOptions", .object(seLinuxOptions), "SELinux context of the containers."),
            Field("windowsOptions", .object(windowsOptions), "Settings on Windows."),
            Field(
                "runAsUser", userID, "User that runs the processes.", assumed: "that of the image, by Kubernetes"),
            Field("runAsGroup", userID, "Group that runs the processes."),
            Field("runAsNonRoot", .boolean, "Whether the kubelet refuses to run processes as root."),
            Field(
                "supplementalGroups", .list(of: userID), "Further groups that the processes belong to."),
            Field(
                "supplementalGroupsPolicy", .string(allowed: ["Merge", "Strict"]),
                "Whether the groups that the image gives the user count, too.", assumed: "Merge, by Kubernetes"),
            Field("fsGroup", userID, "Group that owns the volumes."),
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
            Field("value", .string(), "Value of the setting."),
        ])
}
