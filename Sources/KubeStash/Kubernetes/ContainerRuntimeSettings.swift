internal import Schema

extension Kubernetes {
    /// How the containers of a Job that KubeStash makes are run (offshoot-api).
    static let containerRuntimeSettings = ObjectType(
        "ContainerRuntimeSettings", "How the containers that KubeStash makes are run.",
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
        ])

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
