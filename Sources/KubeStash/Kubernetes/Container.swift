internal import Schema

extension Kubernetes {
    /// An init container: of all containers of a pod, only these are spelled out in a BackupConfiguration.
    static let container = ObjectType(
        "Container", "A container that runs before the main one, or beside it where its restartPolicy is Always.",
        containerFields + containerPolicies,
        rules: [InvalidContainer(), InvalidContainerPorts(), InvalidVolumeDevice(), BidirectionalMount()])

    private static let containerFields = [
        Field("args", .list(of: .string()), "Arguments of the program.", assumed: "those of the image"),
        Field("command", .list(of: .string()), "Program to run.", assumed: "that of the image"),
        Field("env", .list(of: .object(envVar), uniqueBy: ["name"]), "Environment variables."),
        Field("envFrom", .list(of: .object(envFromSource)), "ConfigMaps and Secrets that become variables."),
        Field("image", .string(.image), "Image to run.", need: "it names the image to run"),
        Field(
            "imagePullPolicy", .string(allowed: ["Always", "IfNotPresent", "Never"], allowsEmpty: true),
            "When the image is fetched.",
            assumed: "Always for the tag latest or none, IfNotPresent for others, by Kubernetes"),
        Field("lifecycle", .object(lifecycle), "What is done when it starts and stops; for restartPolicy Always only."),
        Field(
            "livenessProbe", .object(livenessProbe), "Tells whether it still works; for restartPolicy Always only."),
        Field("name", .string(.dnsLabel), "Name of the container.", need: "it tells the containers apart"),
        Field(
            "ports", .list(of: .object(containerPort), uniqueBy: ["containerPort", "protocol"]),
            "Ports that it listens on."),
        Field(
            "readinessProbe", .object(readinessProbe),
            "Tells whether it is ready for requests; for restartPolicy Always only."),
    ]

    private static let containerPolicies = [
        Field(
            "resizePolicy", .list(of: .object(containerResizePolicy)),
            "Whether it must be started again when its resources are changed."),
        Field("resources", .object(resourceRequirements), "What it gets of its node."),
        Field(
            "restartPolicy", .string(allowed: ["Always", "Never", "OnFailure"]),
            "When it is started again; Always makes it run beside the main container."),
        Field(
            "restartPolicyRules", .list(of: .object(containerRestartRule)),
            "Exit codes after which it is started again, at most 20 rules; they need a restartPolicy."),
        Field("securityContext", .object(securityContext), "What it may do."),
        Field(
            "startupProbe", .object(startupProbe), "Tells whether it has started; for restartPolicy Always only."),
        Field("stdin", .boolean, "Whether it has a standard input.", assumed: "false, by Kubernetes"),
        Field(
            "stdinOnce", .boolean, "Whether its standard input ends with the first that is attached to it.",
            assumed: "false, by Kubernetes"),
        Field(
            "terminationMessagePath", .string(), "File with its last words.",
            assumed: "/dev/termination-log, by Kubernetes"),
        Field(
            "terminationMessagePolicy", .string(allowed: ["File", "FallbackToLogsOnError"], allowsEmpty: true),
            "Where its last words come from.", assumed: "File, by Kubernetes"),
        Field("tty", .boolean, "Whether it has a terminal; needs stdin.", assumed: "false, by Kubernetes"),
        Field(
            "volumeDevices", .list(of: .object(volumeDevice), uniqueBy: ["devicePath"]),
            "Volumes that it uses as block devices."),
        Field("volumeMounts", volumeMounts, "Where it sees volumes."),
        Field("workingDir", .string(), "Directory that it starts in.", assumed: "that of the image"),
    ]

    private static let containerPort = ObjectType(
        "ContainerPort", "A port that a container listens on.",
        [
            // 0 is as good as missing to Kubernetes; the rule says so.
            Field(
                "containerPort", .int32(minimum: 0, maximum: 65535), "Number of the port, from 1 on.",
                need: "it says which port the container listens on"),
            Field("hostIP", .string(), "Address of the node to listen on."),
            Field("hostPort", .int32(minimum: 0, maximum: 65535), "Port of the node; 0 for none."),
            Field("name", .string(.portName), "Name of the port."),
            Field(
                "protocol", .string(allowed: ["TCP", "UDP", "SCTP"], allowsEmpty: true), "Protocol of the port.",
                assumed: "TCP, by Kubernetes"),
        ])

    private static let containerResizePolicy = ObjectType(
        "ContainerResizePolicy", "Whether changing a resource needs a new start.",
        [
            Field(
                "resourceName", .string(allowed: ["cpu", "memory"]), "The resource.", need: "it names the resource"),
            Field(
                "restartPolicy", .string(allowed: ["NotRequired", "RestartContainer"]),
                "What changing it takes.", need: "it says what a change of the resource takes"),
        ])

    private static let containerRestartRule = ObjectType(
        "ContainerRestartRule", "What to do after certain exit codes.",
        [
            Field(
                "action", .string(allowed: ["Restart", "RestartAllContainers"]), "What to do.",
                need: "it says what to do"),
            Field(
                "exitCodes", .object(restartExitCodes), "The exit codes.",
                need: "it says after which exit codes something is done"),
        ])

    private static let restartExitCodes = ObjectType(
        "ContainerRestartRuleOnExitCodes", "Exit codes of a container.",
        [
            Field(
                "operator", .string(allowed: ["In", "NotIn"]), "Whether these codes are meant or all others.",
                need: "it says whether these codes are meant or all others"),
            Field("values", .list(of: .int32()), "The codes, each once, at most 255."),
        ],
        rules: [InvalidExitCodes()])

    private static let volumeDevice = ObjectType(
        "VolumeDevice", "A volume that a container uses as a block device.",
        [
            Field(
                "devicePath", .string(devicePath), "Path of the device in the container.",
                need: "it says where the container sees the device"),
            Field("name", .string(), "Name of a volume with a claim.", need: "it names the volume"),
        ])

    private static let devicePath = PathShape.withoutBacksteps("device-path", rule: .invalidVolumeMount)
}
