internal import Kubernetes
internal import Schema

extension ObjectType {
    /// An object of a kind that the field settles, by name and namespace (kmodules `ObjectReference`).
    static let objectReference = ObjectType(
        "ObjectReference", "An object of this namespace or another.",
        [
            Field("name", .string(.dnsSubdomain), "Name of the object.", need: "it names the object that is meant"),
            Field(
                "namespace", .string(.dnsLabel), "Namespace of the object.",
                assumed: "that of the BackupConfiguration, by KubeStash"),
        ])

    /// An object of any kind (kmodules `TypedObjectReference`).
    static let typedObjectReference = ObjectType(
        "TypedObjectReference", "An object of any kind.",
        [
            Field("apiGroup", .string(.dnsSubdomain), "API group of the object's kind; empty for the core group."),
            Field("kind", .string(), "Kind of the object."),
            Field("name", .string(.dnsSubdomain), "Name of the object.", need: "it names the object that is meant"),
            Field("namespace", .string(.dnsLabel), "Namespace of the object."),
        ])
}
