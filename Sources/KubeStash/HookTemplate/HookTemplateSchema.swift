internal import Document
internal import Kubernetes
internal import Schema

extension HookTemplate {
    /// Every field, in the order of KubeStash's documentation.
    static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says what the hook does")
    ]

    private static let specType = ObjectType(
        "HookTemplateSpec", "Something to do, and who does it.",
        [
            Field(
                "usagePolicy", .object(.usagePolicy), "Which namespaces may refer to the template.", default: .object),
            Field("params", .parameterDefinitions, "Parameters that hooks give values for."),
            Field("action", .object(actionType), "What is done; exactly one of exec, httpGet, httpPost and tcpSocket."),
            Field("executor", .object(executorType), "Who does it.", need: "it says who carries out the action"),
        ], formerFields: FormerFields.hookTemplate)

    private static let actionType = ObjectType(
        "HookHandler", "What is done: exactly one of exec, httpGet, httpPost and tcpSocket.",
        [
            Field(
                "exec", .object(.execAction(formerFields: FormerFields.hookCommand)),
                "A command that is run in a container."),
            Field(
                "httpGet", .object(.httpGetAction(.hook, formerFields: FormerFields.hookRequest)),
                "A GET request that is answered with 200 to 399."),
            Field("httpPost", .object(httpPostType), "A POST request."),
            Field("tcpSocket", .object(.tcpSocketAction(.hook)), "A TCP port that takes connections."),
            Field(
                "containerName", .string(.labelReference),
                "Container of the Pod in which the command is run, or whose ports have names."),
        ], formerFields: FormerFields.hookAction)

    private static let httpPostType = ObjectType(
        "HTTPPostAction", "A POST request.",
        [
            RequestUse.hook.host,
            Field(
                "port", RequestUse.hook.port, "Number of the port, or its name in the container.",
                need: "it says which port to send the request to"),
            Field("path", .string(), "Path to send the request to.", assumed: "/, by KubeStash"),
            RequestUse.hook.scheme, RequestUse.hook.headers,
            Field("body", .string(), "Body of the request; a template of Go's over the summary of the backup."),
            Field("form", .list(of: .object(formEntry)), "Fields of a form to send instead of a body."),
        ], formerFields: FormerFields.hookRequest)

    private static let formEntry = ObjectType(
        "FormEntry", "A field of a form.",
        [
            Field("key", .string(), "Name of the field."),
            Field("values", .list(of: .string()), "Values of the field."),
        ])
}

extension HookTemplate {
    private static let executorType = ObjectType(
        "HookExecutor", "Who carries out the action.",
        [
            Field(
                "type", .string(allowed: ["Function", "Pod", "Operator"]),
                "A Job that is made from a Function, Pods that exist already, or KubeStash's operator.",
                need: "it says who carries out the action"),
            Field("function", .object(functionType), "The Function of the Job, for type Function."),
            Field("pod", .object(podType), "The Pods, for type Pod."),
        ], mainField: "type", formerFields: FormerFields.hookExecutor)

    private static let functionType = ObjectType(
        "FunctionHookExecutorSpec", "The Function that a Job is made from.",
        [
            Field("name", .string(.subdomainReference), "Name of the Function.", need: "it names the Function to run"),
            Field("env", .list(of: .object(.envVar)), "More environment variables for the container."),
            Field("volumeMounts", .volumeMounts, "Where the container sees the volumes."),
            Field("volumes", .volumes, "More volumes for the Job's Pod."),
        ],
        rules: [
            UnknownFunction(field: Names.name), ReservedName(place: .hook), HiddenVariable("env"),
            UnknownVariableVolume(["env"], volumes: [["volumes"]]),
        ],
        mainField: "name")

    private static let podType = ObjectType(
        "PodHookExecutorSpec", "Pods that exist already.",
        [
            Field(
                "selector", .string(.podSelector),
                "Labels of the Pods as conditions with commas between them, such as app=mysql or tier in (db,cache)."),
            Field("owner", .object(ownerType), "Object that owns the Pods; others are left out."),
            Field(
                "strategy", .string(allowed: ["ExecuteOnOne", "ExecuteOnAll"]),
                "Whether the action is carried out in one of several Pods, or in all of them.",
                default: .string("ExecuteOnOne")),
        ], mainField: "selector", formerFields: FormerFields.hookPod)

    private static let ownerType = ObjectType(
        "OwnerReference", "An object that owns Pods.",
        [
            Field("apiVersion", .string(), "API version of the owner.", need: "it says of which kind the owner is"),
            Field("kind", .string(), "Kind of the owner.", need: "it says of which kind the owner is"),
            Field("name", .string(), "Name of the owner.", need: "it names the owner"),
            Field(
                "uid", .string(), "Identity of the owner, as its metadata has it.",
                need: "Kubernetes identifies an owner by it; leave out the owner where it is not known"),
            Field("controller", .boolean, "Whether the owner controls the Pods."),
            Field("blockOwnerDeletion", .boolean, "Whether the owner stays until the Pods are gone."),
        ])
}
