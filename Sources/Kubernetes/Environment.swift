internal import Document
package import Schema

extension ObjectType {
    /// An environment variable of a container; the last of two with one name counts.
    package static let envVar = ObjectType(
        "EnvVar", "An environment variable of a container.",
        [
            Field("name", .string(.envName), "Name of the variable.", need: "it names the environment variable"),
            Field(
                "value", .string(), "Its value, in which $(NAME) stands for an earlier variable.",
                assumed: "\"\", by Kubernetes"),
            Field("valueFrom", .object(envVarSource), "Where its value comes from; not together with a value."),
        ],
        rules: [InvalidEnv()], mainField: "name")

    /// Variables for all keys of a ConfigMap or Secret.
    static let envFromSource = ObjectType(
        "EnvFromSource", "Environment variables for every key of a ConfigMap or a Secret.",
        [
            Field("configMapRef", .object(envSourceReference), "ConfigMap whose keys become variables."),
            Field("prefix", .string(.envName), "Text to put before every key to make the variable's name."),
            Field("secretRef", .object(envSourceReference), "Secret whose keys become variables."),
        ],
        rules: [InvalidEnvFrom()],
        formerFields: ["configMap": "it is configMapRef", "secret": "it is secretRef"])

    private static let envVarSource = ObjectType(
        "EnvVarSource", "Where the value of an environment variable comes from: exactly one of these.",
        [
            Field("configMapKeyRef", .object(keySelector), "A key of a ConfigMap."),
            Field("fieldRef", .object(envFieldSelector), "A field of the pod."),
            Field("fileKeyRef", .object(fileKeySelector), "A variable in a file that a container has written."),
            Field("resourceFieldRef", .object(envResourceSelector), "A limit or request of a container."),
            Field("secretKeyRef", .object(keySelector), "A key of a Secret."),
        ])

    private static let keySelector = ObjectType(
        "KeySelector", "One key of a ConfigMap or Secret.",
        [
            Field("key", .string(.configKey), "The key whose value is taken.", need: "it names a key of the object"),
            Field("name", .string(.subdomainReference, allowsEmpty: false), "Name of the ConfigMap or Secret."),
            Field("optional", .boolean, "Whether the container starts without the object or the key, too."),
        ],
        rules: [MissingKeyOwner()], formerFields: ["secretName": "it is name", "configMapName": "it is name"])

    private static let envSourceReference = ObjectType(
        "EnvSourceReference", "A ConfigMap or Secret.",
        [
            Field(
                "name", .string(.subdomainReference), "Name of the ConfigMap or Secret.",
                need: "it names the ConfigMap or Secret"),
            Field("optional", .boolean, "Whether the container starts without the object, too."),
        ],
        mainField: "name")

    private static let fileKeySelector = ObjectType(
        "FileKeySelector", "One variable of a file with environment variables.",
        [
            Field(
                "key", .string(.envName), "Name of the variable in the file.", need: "it names a variable in the file"),
            Field(
                "optional", .boolean, "Whether the container starts without the file or the variable, too.",
                assumed: "false, by Kubernetes"),
            Field("path", .string(envFilePath), "Where in the volume the file is.", need: "it says where the file is"),
            Field(
                "volumeName", .string(.labelReference), "Name of the emptyDir volume with the file.",
                need: "it names the volume with the file"),
        ])

    private static let envFilePath = PathShape.withoutBacksteps("file-path", rule: .invalidEnv)
}

extension ObjectType {
    /// A field of the pod that an environment variable can contain.
    static let envFieldSelector = fieldSelector(.environment)

    /// A field of the pod that a file can contain.
    static let volumeFieldSelector = fieldSelector(.volume)

    /// A limit or request that an environment variable can contain.
    static let envResourceSelector = resourceSelector(needsContainer: false)

    /// A limit or request that a file can contain.
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
            rules: [InvalidFieldReference(use)], mainField: "fieldPath")
    }

    private static func resourceSelector(needsContainer: Bool) -> ObjectType {
        ObjectType(
            "ResourceFieldSelector", "A limit or request of a container.",
            [
                Field(
                    "containerName", .string(.anyName), "Container whose limit or request is meant.",
                    need: needsContainer ? "a volume belongs to no container, so one must be named" : nil,
                    assumed: needsContainer ? nil : "the container itself, by Kubernetes"),
                Field(
                    "divisor", .quantity(.quantity), "Unit in which the amount is given, such as 1m or 1Mi.",
                    assumed: "1, by Kubernetes"),
                Field(
                    "resource", .string(), "Which one, such as limits.cpu or requests.memory.",
                    need: "it says which limit or request is meant"),
            ],
            rules: [InvalidResourceReference()], mainField: "resource")
    }
}
