internal import Schema

extension Kubernetes {
    /// Tells whether a container still works; one that does not is started again.
    static let livenessProbe = probe(
        "Tells whether the container still works; Kubernetes starts it again where it does not.", .liveness)

    /// Tells whether a container is ready for requests.
    static let readinessProbe = probe("Tells whether the container is ready for requests.", .readiness)

    /// Tells whether a container has started; the other probes wait for it.
    static let startupProbe = probe("Tells whether the container has started; the other probes wait for it.", .startup)

    private static func probe(_ summary: String, _ kind: InvalidProbe.Kind) -> ObjectType {
        ObjectType(
            "Probe", summary,
            [
                Field("exec", .object(execAction), "Command that succeeds."),
                Field(
                    "failureThreshold", .int32(minimum: 0), "Failures in a row that count as one.",
                    assumed: "3, by Kubernetes"),
                Field("grpc", .object(grpcAction), "gRPC health check that succeeds."),
                Field(
                    "httpGet", .object(httpGetAction), "HTTP request that is answered with a status from 200 to 399."),
                Field(
                    "initialDelaySeconds", .int32(minimum: 0), "Seconds from the start to the first attempt.",
                    assumed: "0, by Kubernetes"),
                Field(
                    "periodSeconds", .int32(minimum: 0), "Seconds from one attempt to the next.",
                    assumed: "10, by Kubernetes"),
                // Nothing but 1 makes sense to the others; Kubernetes takes 0 for missing.
                Field(
                    "successThreshold", .int32(minimum: 0, maximum: kind == .readiness ? .max : 1),
                    "Successes in a row that end a failure.", assumed: "1, by Kubernetes"),
                Field("tcpSocket", .object(tcpSocketAction), "TCP port that takes connections."),
                Field(
                    "terminationGracePeriodSeconds", .int64(minimum: 1),
                    "Seconds that a container which failed the probe may take to stop.",
                    assumed: kind == .readiness ? nil : "that of the pod, by Kubernetes"),
                Field(
                    "timeoutSeconds", .int32(minimum: 0), "Seconds that an attempt may take.",
                    assumed: "1, by Kubernetes"),
            ],
            rules: [InvalidProbe(kind)])
    }
}
