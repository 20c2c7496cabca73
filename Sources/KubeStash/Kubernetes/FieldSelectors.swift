internal import Schema

extension Kubernetes {
    /// A field of the pod that an environment variable can hold.
    static let envFieldSelector = fieldSelector(.environment)

    /// A field of the pod that a file can hold.
    static let volumeFieldSelector = fieldSelector(.volume)

    /// A limit or request that an environment variable can hold.
    static let envResourceSelector = resourceSelector(needsContainer: false)

    /// A limit or request that a file can hold.
    static let volumeResourceSelector = resourceSelector(needsContainer: true)

    private static func fieldSelector(_ use: InvalidFieldReference.Use) -> ObjectType {
        ObjectType(
            "ObjectFieldSelector", "A field of the pod.",
            [
                Field(
                    "apiVersion", .string(allowed: ["v1"], allowsEmpty: true),
                    "API version that the path is written for.",
                    assumed: "v1, by Kubernetes"),
                Field(
                    "fieldPath", .string(), "Path of the field, such as metadata.name or metadata.labels['app'].",
                    need: "it says which field of the pod is meant"),
            ],
            rules: [InvalidFieldReference(use)])
    }

    private static func resourceSelector(needsContainer: Bool) -> ObjectType {
        ObjectType(
            "ResourceFieldSelector", "A limit or request of a container.",
            [
                Field(
                    "containerName", .string(), "Container whose limit or request is meant.",
                    need: needsContainer ? "a volume belongs to no container, so one must be named" : nil,
                    assumed: needsContainer ? nil : "the container itself, by Kubernetes"),
                Field(
                    "divisor", .quantity(.quantity), "Unit in which the amount is given, such as 1m or 1Mi.",
                    assumed: "1, by Kubernetes"),
                Field(
                    "resource", .string(), "Which one, such as limits.cpu or requests.memory.",
                    need: "it says which limit or request is meant"),
            ],
            rules: [InvalidResourceReference()])
    }
}
