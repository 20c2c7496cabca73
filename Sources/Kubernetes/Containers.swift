internal import Document
package import Schema

extension ValueType {
    /// A list of the ports of one container.
    package static let containerPorts = ValueType.list(
        of: .object(.containerPort), uniqueBy: ["containerPort", "protocol"])

    /// A list of the block devices of one container.
    package static let volumeDevices = ValueType.list(of: .object(.volumeDevice), uniqueBy: ["devicePath"])
}

extension ObjectType {
    /// An init container: of all containers of a pod, only these are stated in full in a template.
    static let container = ObjectType(
        "Container", "A container that runs before the main one, or beside it where its restartPolicy is Always.",
        containerFields + containerPolicies,
        rules: [InvalidContainer()] + containerUseRules + [BidirectionalMount()])

    /// The rules about the ports and volumes of a container.
    package static let containerUseRules: [any ObjectRule] = [
        InvalidContainerPorts(), InvalidVolumeDevice(), UnsplitCommand(), UnlikelyImage(),
    ]

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
        Field("ports", .containerPorts, "Ports that it listens on."),
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
            "terminationMessagePath", .string(containerPath), "File with its last words.",
            assumed: "/dev/termination-log, by Kubernetes"),
        Field(
            "terminationMessagePolicy", .string(allowed: ["File", "FallbackToLogsOnError"], allowsEmpty: true),
            "Where its last words come from.", assumed: "File, by Kubernetes"),
        Field("tty", .boolean, "Whether it has a terminal; needs stdin.", assumed: "false, by Kubernetes"),
        Field("volumeDevices", .volumeDevices, "Volumes that it uses as block devices."),
        Field("volumeMounts", .volumeMounts, "Where it sees volumes."),
        Field("workingDir", .string(containerPath), "Directory that it starts in.", assumed: "that of the image"),
    ]

    private static let containerPath = PathShape.plain("container-path", rule: .invalidContainer)

    fileprivate static let containerPort = ObjectType(
        "ContainerPort", "A port that a container listens on.",
        [
            // Kubernetes treats 0 as missing; the rule says so.
            Field(
                "containerPort", .int32(minimum: 0, maximum: 65535), "Number of the port, from 1 on.",
                need: "it says which port the container listens on"),
            Field("hostIP", .string(), "Address of the node to listen on."),
            Field("hostPort", .int32(minimum: 0, maximum: 65535), "Port of the node; 0 for none."),
            Field("name", .string(.portName), "Name of the port."),
            Field(
                "protocol", .string(allowed: ["TCP", "UDP", "SCTP"], allowsEmpty: true), "Protocol of the port.",
                assumed: "TCP, by Kubernetes"),
        ],
        mainField: "containerPort", formerFields: ["targetPort": "it is containerPort"])

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

    fileprivate static let volumeDevice = ObjectType(
        "VolumeDevice", "A volume that a container uses as a block device.",
        [
            Field(
                "devicePath", .string(devicePath), "Path of the device in the container.",
                need: "it says where the container sees the device"),
            Field("name", .string(.anyName), "Name of a volume with a claim.", need: "it names the volume"),
        ])

    private static let devicePath = PathShape.withoutBacksteps("device-path", rule: .invalidVolumeMount)
}

extension ObjectType {
    /// Settings of the containers of a Job that a controller creates (offshoot-api).
    package static let containerRuntimeSettings = ObjectType(
        "ContainerRuntimeSettings", "How the containers of the Job are run.",
        [
            Field("env", .list(of: .object(envVar)), "Environment variables."),
            Field("envFrom", .list(of: .object(envFromSource)), "ConfigMaps and Secrets that become variables."),
            Field("ionice", .object(ioNiceSettings), "Priority of the container's reading and writing."),
            Field("lifecycle", .object(lifecycle), "What is done when the container starts and stops."),
            Field("livenessProbe", .object(livenessProbe), "Tells whether the container still works."),
            Field("nice", .object(niceSettings), "Priority of the container's computing."),
            Field("readinessProbe", .object(readinessProbe), "Tells whether the container is ready for requests."),
            Field("resources", .object(resourceRequirements), "What the container gets of its node."),
            Field("securityContext", .object(securityContext), "What the container may do."),
        ],
        rules: [HiddenVariable("env")])

    private static let niceSettings = ObjectType(
        "NiceSettings", "Priority of computing, as nice(1) sets it.",
        [
            Field(
                "adjustment", .int32(minimum: -20, maximum: 19),
                "From -20, which goes before all others, to 19, which goes after them.")
        ])

    private static let ioNiceSettings = ObjectType(
        "IONiceSettings", "Priority of reading and writing, as ionice(1) sets it.",
        [
            Field(
                "class", .int32(minimum: 0, maximum: 3), "0 for none, 1 for real time, 2 for best effort, 3 for idle."),
            Field(
                "classData", .int32(minimum: 0, maximum: 7),
                "Level in classes 1 and 2, from 0, which goes first, to 7."),
        ],
        rules: [UnusedPriorityLevel()])
}

extension ObjectType {
    /// The resources of the node that a container gets, as minimum and maximum.
    static let resourceRequirements = ObjectType(
        "ResourceRequirements", "What a container gets of its node, at least and at the most.",
        [
            Field(
                "claims", .list(of: .object(resourceClaim), uniqueBy: ["name"]),
                "Devices claimed by the pod that the container uses; the pod of this template claims none."),
            Field(
                "limits", .map(of: .quantity(.quantity), keys: .containerResource),
                "Most of each resource that the container may use."),
            Field(
                "requests", .map(of: .quantity(.quantity), keys: .containerResource),
                "What the scheduler sets aside for the container of each resource.",
                assumed: "the limits, by Kubernetes"),
        ],
        rules: [InvalidResources(), FractionalBytes(in: ["limits", "requests"]), ExcessiveProcessors()],
        formerFields: ["cpu": ofResource, "memory": ofResource])

    private static let ofResource = "it belongs under requests, under limits, or under both"

    private static let resourceClaim = ObjectType(
        "ResourceClaim", "A device that the pod has claimed.",
        [
            Field("name", .string(), "Name of the claim in the pod.", need: "it names a claim of the pod"),
            Field("request", .string(.labelReference), "One of the claim's requests; all of them where it is missing."),
        ])
}
