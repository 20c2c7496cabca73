internal import Document
internal import Schema

extension Kubernetes {
    /// Settings of the Pod of a hook's Job (offshoot-api `PodRuntimeSettings`).
    static let podRuntimeSettings = ObjectType(
        "PodRuntimeSettings", "Settings of the Pod that a Job makes.",
        [
            Field("podLabels", labels, "Labels of the Pod."),
            Field("podAnnotations", annotations, "Annotations of the Pod."),
            PodField.serviceAccountName,
            Field("serviceAccountAnnotations", annotations, "Annotations of the ServiceAccount."),
            PodField.nodeSelector,
            Field(
                "automountServiceAccountToken", .boolean, "Whether the Pod gets a token of its ServiceAccount.",
                assumed: "true, by Kubernetes"),
            Field("nodeName", .string(.dnsSubdomain), "Name of the node that the Pod runs on, without a scheduler."),
            PodField.securityContext, PodField.imagePullSecrets, PodField.affinity, PodField.schedulerName,
            PodField.tolerations, PodField.priorityClassName, PodField.priority,
            Field(
                "readinessGates", .list(of: .object(podReadinessGate)), "Conditions without which the Pod is not ready."
            ),
            PodField.runtimeClassName, PodField.enableServiceLinks, PodField.topologySpreadConstraints,
        ],
        rules: podFieldRules + [
            AnnotationsTooLarge("podAnnotations"), AnnotationsTooLarge("serviceAccountAnnotations"),
            InvalidPodAnnotation("podAnnotations"),
        ])

    private static let podReadinessGate = ObjectType(
        "PodReadinessGate", "A condition without which the Pod is not ready.",
        [
            Field(
                "conditionType", .string(.qualifiedName), "Type of the condition.",
                need: "it names the condition that is waited for")
        ])
}
