internal import Document
package import Schema

extension ValueType {
    /// The even distribution of Pods over the nodes.
    package static let topologySpreadConstraints = ValueType.list(
        of: .object(.topologySpreadConstraint), uniqueBy: ["topologyKey", "whenUnsatisfiable"])

    /// Names of labels.
    package static let labelKeys = ValueType.list(of: .string(.labelKey, allowsEmpty: false))
}

extension ObjectType {
    /// The nodes that a Pod prefers or needs, and the Pods that it should be near to or far from.
    package static let affinity = ObjectType(
        "Affinity", "Which nodes the Pod goes to, and near to or far from which other Pods.",
        [
            Field("nodeAffinity", .object(nodeAffinity), "Nodes that the Pod must or should go to."),
            Field("podAffinity", .object(podAffinity("PodAffinity")), "Pods that the Pod must or should be near to."),
            Field(
                "podAntiAffinity", .object(podAffinity("PodAntiAffinity")),
                "Pods that the Pod must or should keep away from."),
        ])

    private static let nodeAffinity = ObjectType(
        "NodeAffinity", "Nodes that the Pod must or should go to.",
        [
            Field(
                "requiredDuringSchedulingIgnoredDuringExecution", .object(nodeSelector),
                "Nodes that the Pod must go to."),
            Field(
                "preferredDuringSchedulingIgnoredDuringExecution", .list(of: .object(preferredSchedulingTerm)),
                "Nodes that the Pod should go to, by weight."),
        ])

    private static let nodeSelector = ObjectType(
        "NodeSelector", "Nodes that meet at least one of several terms.",
        [
            Field(
                "nodeSelectorTerms", .list(of: .object(requiredNodeTerm)), "Terms of which a node must meet one.",
                need: "at least one term must say which nodes are meant")
        ])

    private static let preferredSchedulingTerm = ObjectType(
        "PreferredSchedulingTerm", "Nodes that the Pod should go to, and how much that counts.",
        [
            Field(
                "weight", weight, "How much it counts, against the other preferences.",
                need: "it says how much it counts"),
            Field("preference", .object(preferredNodeTerm), "The nodes.", need: "it says which nodes are preferred"),
        ])

    private static let requiredNodeTerm = nodeSelectorTerm(
        ObjectType(
            "NodeSelectorRequirement", "One condition on a label of a node.",
            nodeRequirementFields(values: .string(.labelValue)), rules: [InvalidSelector(.nodes)]))

    /// A preference with a value that no label can have is accepted, but matches nothing.
    private static let preferredNodeTerm = nodeSelectorTerm(
        ObjectType(
            "NodeSelectorRequirement", "One condition on a label of a node.",
            nodeRequirementFields(values: .string()), rules: [InvalidSelector(.nodes), UnmatchableValue()]))

    private static func nodeSelectorTerm(_ requirement: ObjectType) -> ObjectType {
        ObjectType(
            "NodeSelectorTerm", "Conditions that a node must meet all of; none means no node.",
            [
                Field(
                    "matchExpressions", .list(of: .object(requirement)), "Conditions on the labels of the node."),
                Field("matchFields", .list(of: .object(nodeFieldRequirement)), "Conditions on the name of the node."),
            ])
    }

    private static func nodeRequirementFields(values: ValueType) -> [Field] {
        [
            Field("key", .string(.labelKey), "Name of the label.", need: "it names the label that is looked at"),
            Field(
                "operator", .string(allowed: ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
                "How the label's value is compared.", need: "it says how the label is compared"),
            Field(
                "values", .list(of: values),
                "Values to compare with: none where only presence counts, one for Gt and Lt."),
        ]
    }

    private static let nodeFieldRequirement = ObjectType(
        "NodeSelectorRequirement", "One condition on the name of a node.",
        [
            Field(
                "key", .string(allowed: ["metadata.name"]), "The field: always metadata.name.",
                need: "it names the field that is looked at, metadata.name"),
            Field(
                "operator", .string(allowed: ["In", "NotIn"]), "How the field's value is compared.",
                need: "it says how the field is compared"),
            Field("values", .list(of: .string(.subdomainReference, allowsEmpty: false)), "Exactly one name of a node."),
        ],
        rules: [InvalidSelector(.nodeFields)])

    private static func podAffinity(_ name: String) -> ObjectType {
        let near = name == "PodAffinity" ? "be near to" : "keep away from"
        return ObjectType(
            name, "Pods that the Pod must or should \(near).",
            [
                Field(
                    "requiredDuringSchedulingIgnoredDuringExecution", .list(of: .object(podAffinityTerm)),
                    "Pods that it must \(near)."),
                Field(
                    "preferredDuringSchedulingIgnoredDuringExecution", .list(of: .object(weightedPodAffinityTerm)),
                    "Pods that it should \(near), by weight."),
            ])
    }

    private static let weightedPodAffinityTerm = ObjectType(
        "WeightedPodAffinityTerm", "Pods that count for or against a place, and how much.",
        [
            Field(
                "weight", weight, "How much it counts, against the other preferences.",
                need: "it says how much it counts"),
            Field("podAffinityTerm", .object(podAffinityTerm), "The Pods.", need: "it says which Pods count"),
        ])

    private static let podAffinityTerm = ObjectType(
        "PodAffinityTerm", "Pods that count for or against a place, and what is one place.",
        [
            Field(
                "labelSelector", .object(labelSelector), "The Pods by their labels.", assumed: "no Pod, by Kubernetes"),
            Field(
                "namespaces", .list(of: .string(.labelReference, allowsEmpty: false)), "Namespaces of the Pods.",
                assumed: "that of the Pod itself, by Kubernetes"),
            Field(
                "namespaceSelector", .object(labelSelector),
                "Namespaces of the Pods by their labels; empty for all of them."),
            Field(
                "matchLabelKeys", .labelKeys,
                "Labels in which the other Pods must have the same value as this one."),
            Field(
                "mismatchLabelKeys", .labelKeys,
                "Labels in which the other Pods must have another value than this one."),
            Field(
                "topologyKey", .string(.labelKey), "Label of nodes; those with one value in it are one place.",
                need: "it names the label of nodes that tells places apart"),
        ],
        rules: [MatchLabelKeys()])

    private static let weight = ValueType.int32(minimum: 1, maximum: 100)
}

extension ObjectType {
    /// A taint of nodes that a Pod tolerates.
    package static let toleration = ObjectType(
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

extension ObjectType {
    static let topologySpreadConstraint = ObjectType(
        "TopologySpreadConstraint", "How evenly Pods are spread over places.",
        [
            Field(
                "maxSkew", .int32(minimum: 1), "By how many Pods two places may differ.",
                need: "it says by how many Pods two places may differ"),
            Field(
                "topologyKey", .string(), "Label of nodes; those with one value in it are one place.",
                need: "it names the label of nodes that tells places apart"),
            Field(
                "whenUnsatisfiable", .string(allowed: ["DoNotSchedule", "ScheduleAnyway"]),
                "What happens to a Pod that would make it uneven.", need: "it says what happens where it cannot be met"),
            Field(
                "labelSelector", .object(labelSelector), "The Pods that are counted, by their labels.",
                assumed: "no Pod, by Kubernetes"),
            Field(
                "matchLabelKeys", .labelKeys,
                "Labels in which counted Pods must have the same value as this one."),
            Field(
                "minDomains", .int32(minimum: 1), "How many places there must be; only with DoNotSchedule.",
                assumed: "1, by Kubernetes"),
            Field(
                "nodeAffinityPolicy", .string(allowed: ["Honor", "Ignore"]),
                "Whether nodes that the Pod does not want are left out of the count.", assumed: "Honor, by Kubernetes"),
            Field(
                "nodeTaintsPolicy", .string(allowed: ["Honor", "Ignore"]),
                "Whether nodes with taints that the Pod does not tolerate are left out of the count.",
                assumed: "Ignore, by Kubernetes"),
        ],
        rules: [InvalidTopologySpread(), UnselectiveSpread(), MatchLabelKeys()])
}

extension ObjectType {
    /// A selection of objects by their labels.
    package static let labelSelector = ObjectType(
        "LabelSelector", "Objects by their labels; all conditions must hold, and no condition means every object.",
        [
            Field("matchLabels", .labels, "Labels that an object must have with exactly these values."),
            Field(
                "matchExpressions", .list(of: .object(labelSelectorRequirement)),
                "Conditions on labels that an object must meet."),
        ],
        textsField: "matchLabels")

    private static let labelSelectorRequirement = ObjectType(
        "LabelSelectorRequirement", "One condition on a label.",
        [
            Field("key", .string(.labelKey), "Name of the label.", need: "it names the label that is looked at"),
            Field(
                "operator", .string(allowed: ["In", "NotIn", "Exists", "DoesNotExist"]),
                "How the label's value is compared.", need: "it says how the label is compared"),
            Field(
                "values", .list(of: .string(.labelValue)), "Values to compare with; none where only presence counts."),
        ],
        rules: [InvalidSelector(.labels)])
}
