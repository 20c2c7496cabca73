internal import Schema

extension Kubernetes {
    /// A taint of nodes that a Pod puts up with.
    static let toleration = ObjectType(
        "Toleration", "A taint that does not keep the Pod off a node.",
        [
            Field("key", .string(.labelKey), "Key of the taint; empty, with operator Exists, for every taint."),
            Field(
                "operator", .string(allowed: ["Equal", "Exists"], allowsEmpty: true),
                "Whether the taint's value must be equal or may be any.", assumed: "Equal, by Kubernetes"),
            Field("value", .string(.labelValue), "Value of the taint; none with operator Exists."),
            Field(
                "effect", .string(allowed: ["NoSchedule", "PreferNoSchedule", "NoExecute"], allowsEmpty: true),
                "Effect of the taint; empty for every effect."),
            Field(
                "tolerationSeconds", .int64(),
                "How long a running Pod puts up with a NoExecute taint; 0 and less evict it at once.",
                assumed: "for ever, by Kubernetes"),
        ],
        rules: [InvalidToleration()])
}
