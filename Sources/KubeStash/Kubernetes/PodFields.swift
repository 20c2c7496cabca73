internal import Document
internal import Schema

/// Fields that a Pod's template and the run-time settings of a Pod have in common.
extension Kubernetes {
    enum PodField {
        static let nodeSelector = Field(
            "nodeSelector", labels, "Labels that a node must have with exactly these values.")
        static let serviceAccountName = Field(
            "serviceAccountName", .string(.dnsSubdomain), "Name of the ServiceAccount that the Pod acts as.",
            assumed: "default, by Kubernetes")
        static let securityContext = Field(
            "securityContext", .object(podSecurityContext), "Security settings of all containers of the Pod.")
        static let imagePullSecrets = Field(
            "imagePullSecrets", .list(of: .object(localObjectReference)), "Secrets to pull images with.")
        static let affinity = Field(
            "affinity", .object(Kubernetes.affinity),
            "Which nodes the Pod goes to, and near to or far from which others.")
        static let schedulerName = Field(
            "schedulerName", .string(), "Name of the scheduler that finds a node.",
            assumed: "default-scheduler, by Kubernetes")
        static let tolerations = Field(
            "tolerations", .list(of: .object(toleration)), "Taints that do not keep the Pod off a node.")
        static let priorityClassName = Field(
            "priorityClassName", .string(.dnsSubdomain),
            "Name of the PriorityClass that says how important the Pod is.",
            assumed: "the cluster's default class, by Kubernetes")
        static let priority = Field(
            "priority", .int32(), "How important the Pod is; filled in from its class, and better left out.")
        static let runtimeClassName = Field(
            "runtimeClassName", .string(.dnsSubdomain, allowsEmpty: false),
            "Name of the RuntimeClass that says what runs the containers.")
        static let enableServiceLinks = Field(
            "enableServiceLinks", .boolean, "Whether environment variables tell the addresses of services.",
            assumed: "true, by Kubernetes")
        static let topologySpreadConstraints = Field(
            "topologySpreadConstraints", Kubernetes.topologySpreadConstraints,
            "How evenly Pods like this one are spread over places.")
    }

    /// What is checked of these fields together.
    static let podFieldRules: [any ObjectRule] = [InvalidPriority(), PriorityWithoutClass(), DoubtfulPullSecret()]
}
