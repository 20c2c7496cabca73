internal import Document
package import Schema

extension ObjectType {
    /// A command to run in the container.
    static let execAction = execAction()

    /// A command to run in the container.
    ///
    /// - Parameter formerFields: The remarks about keys that it does not have.
    /// - Returns: The type.
    package static func execAction(formerFields: [String: String] = [:]) -> ObjectType {
        ObjectType(
            "ExecAction", "A command that is run in the container.",
            [
                Field(
                    "command", .list(of: .string()), "The program and its arguments; no shell reads them.",
                    need: "it names the program to run")
            ],
            rules: [UnsplitCommand()], formerFields: formerFields)
    }

    /// A request to the container over HTTP.
    static let httpGetAction = httpGetAction(.probe)

    /// A connection to the container over TCP.
    static let tcpSocketAction = tcpSocketAction(.probe)

    /// A request over HTTP.
    ///
    /// - Parameters:
    ///   - use: Who makes the request.
    ///   - formerFields: The remarks about keys that it does not have.
    /// - Returns: The type.
    package static func httpGetAction(_ use: RequestUse, formerFields: [String: String] = [:]) -> ObjectType {
        ObjectType(
            "HTTPGetAction", "A request to the container over HTTP.", use.requestFields, formerFields: formerFields)
    }

    /// A connection over TCP.
    ///
    /// - Parameter use: Who makes the connection.
    /// - Returns: The type.
    package static func tcpSocketAction(_ use: RequestUse) -> ObjectType {
        ObjectType(
            "TCPSocketAction", "A connection to the container over TCP.",
            [
                use.host,
                Field(
                    "port", use.port, "Number of the port, or its name in the container.",
                    need: "it says which port to connect to"
                ),
            ],
            mainField: "port")
    }

    /// A health check over gRPC.
    static let grpcAction = ObjectType(
        "GRPCAction", "A health check of the container over gRPC.",
        [
            Field("port", .int32(minimum: 1, maximum: 65535), "Number of the port.", need: "it says which port to ask"),
            Field("service", .string(), "Service to ask about.", assumed: "\"\", by Kubernetes"),
        ],
        mainField: "port")

    /// A pause.
    static let sleepAction = ObjectType(
        "SleepAction", "A pause.",
        [
            Field(
                "seconds", .int64(minimum: 0), "How long, at most as long as the pod may take to stop.",
                need: "it says how long to pause")
        ])
}

/// The client that makes a request over HTTP or TCP, which determines the texts that are allowed in it.
package struct RequestUse: Sendable {
    /// The port.
    package let port: ValueType
    /// The host.
    package let host: Field
    /// The headers.
    package let headers: Field
    /// The scheme.
    package let scheme: Field

    /// Requests of Kubernetes to the container of a Pod.
    static let probe = RequestUse(
        port: .portName, header: .headerName, schemes: ["HTTP", "HTTPS"],
        assumed: (host: "the pod's address, by Kubernetes", scheme: "HTTP, by Kubernetes"))

    /// Requests of hooks, for which nothing but Go's own HTTP client checks the texts: it reads a scheme in any case, a
    /// number of a port in quotes, and more header names.
    package static let hook = RequestUse(
        port: .anyName, header: .headerToken, schemes: ["HTTP", "HTTPS", "http", "https"])

    private init(
        port: Format, header: Format, schemes: [Key], assumed: (host: String?, scheme: String?) = (nil, nil)
    ) {
        self.port = .integerOrString(
            IntegerType(1...65535, isWide: false), StringType(format: port, allowsEmpty: false))
        self.host = Field("host", .string(), "Host to connect to.", assumed: assumed.host)
        headers = Field(
            "httpHeaders", .list(of: .object(Self.header(header))), "Headers to send with the request.")
        self.scheme = Field(
            "scheme", .string(allowed: schemes, allowsEmpty: true), "With or without TLS.", assumed: assumed.scheme)
    }

    /// The fields of a request.
    fileprivate var requestFields: [Field] {
        [
            host, headers,
            Field("path", .string(), "Path to ask for.", assumed: "/, by Kubernetes"),
            Field("port", port, "Number of the port, or its name in the container.", need: "it says which port to ask"),
            scheme,
        ]
    }

    private static func header(_ name: Format) -> ObjectType {
        ObjectType(
            "HTTPHeader", "A header of a request.",
            [
                Field("name", .string(name), "Name of the header.", need: "it names the header"),
                Field(
                    "value", .string(), "Value of the header.", need: "a header has a value, even if it is empty",
                    emptyIsValue: true),
            ])
    }
}

extension ObjectType {
    /// Actions when a container starts and stops.
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

extension ObjectType {
    /// Checks whether a container still works; otherwise it is restarted.
    static let livenessProbe = probe(
        "Tells whether the container still works; Kubernetes starts it again where it does not.", .liveness)

    /// Checks whether a container is ready for requests.
    static let readinessProbe = probe("Tells whether the container is ready for requests.", .readiness)

    /// Checks whether a container has started; the other probes wait for it.
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
                // Only 1 makes sense for the other probes; Kubernetes treats 0 as missing.
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
            rules: [InvalidProbe(kind)],
            formerFields: [
                "timeout": "it is timeoutSeconds", "period": "it is periodSeconds", "interval": "it is periodSeconds",
                "initialDelay": "it is initialDelaySeconds", "delay": "it is initialDelaySeconds",
                "command": "it belongs under exec, as exec.command",
            ])
    }
}
