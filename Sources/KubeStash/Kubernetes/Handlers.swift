internal import Schema

extension Kubernetes {
    /// A command that is run in the container.
    static let execAction = ObjectType(
        "ExecAction", "A command that is run in the container.",
        [
            Field(
                "command", .list(of: .string()), "The program and its arguments; no shell reads them.",
                need: "it names the program to run")
        ])

    /// A request to the container over HTTP.
    static let httpGetAction = ObjectType(
        "HTTPGetAction", "A request to the container over HTTP.",
        [
            Field("host", .string(), "Host to connect to.", assumed: "the pod's address, by Kubernetes"),
            Field("httpHeaders", .list(of: .object(httpHeader)), "Headers to send with the request."),
            Field("path", .string(), "Path to ask for.", assumed: "/, by Kubernetes"),
            Field("port", port, "Number of the port, or its name in the container.", need: "it says which port to ask"),
            Field(
                "scheme", .string(allowed: ["HTTP", "HTTPS"], allowsEmpty: true), "With or without TLS.",
                assumed: "HTTP, by Kubernetes"),
        ])

    /// A connection to the container over TCP.
    static let tcpSocketAction = ObjectType(
        "TCPSocketAction", "A connection to the container over TCP.",
        [
            Field("host", .string(), "Host to connect to.", assumed: "the pod's address, by Kubernetes"),
            Field(
                "port", port, "Number of the port, or its name in the container.",
                need: "it says which port to connect to"
            ),
        ])

    /// A health check over gRPC.
    static let grpcAction = ObjectType(
        "GRPCAction", "A health check of the container over gRPC.",
        [
            Field("port", .int32(minimum: 1, maximum: 65535), "Number of the port.", need: "it says which port to ask"),
            Field("service", .string(), "Service to ask about.", assumed: "\"\", by Kubernetes"),
        ])

    /// A pause.
    static let sleepAction = ObjectType(
        "SleepAction", "A pause.",
        [
            Field(
                "seconds", .int64(minimum: 0), "How long, at most as long as the pod may take to stop.",
                need: "it says how long to pause")
        ])

    private static let httpHeader = ObjectType(
        "HTTPHeader", "A header of a request.",
        [
            Field("name", .string(.headerName), "Name of the header.", need: "it names the header"),
            Field("value", .string(), "Value of the header."),
        ])

    private static let port = ValueType.integerOrString(
        IntegerType(1...65535, isWide: false), StringType(format: .portName, allowsEmpty: false))
}
