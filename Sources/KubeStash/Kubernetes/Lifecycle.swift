internal import Schema

extension Kubernetes {
    /// What is done when a container starts and stops.
    static let lifecycle = ObjectType(
        "Lifecycle", "What is done when a container starts and stops.",
        [
            Field("postStart", .object(lifecycleHandler), "Done right after the container was created."),
            Field("preStop", .object(lifecycleHandler), "Done before the container is told to stop."),
            Field("stopSignal", .string(), "Signal that tells the container to stop; Kubernetes 1.36 ignores it."),
        ])

    private static let lifecycleHandler = ObjectType(
        "LifecycleHandler", "What is done: exactly one of these.",
        [
            Field("exec", .object(execAction), "Run a command in the container."),
            Field("httpGet", .object(httpGetAction), "Send a request over HTTP."),
            Field("sleep", .object(sleepAction), "Wait."),
            Field("tcpSocket", .object(tcpSocketAction), "Does nothing; only old objects have it."),
        ],
        rules: [InvalidLifecycle()])
}
