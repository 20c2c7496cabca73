internal import Schema

extension Kubernetes {
    /// Which objects are meant, by their labels.
    static let labelSelector = ObjectType(
        "LabelSelector", "Objects by their labels; all conditions must hold, and no condition means every object.",
        [
            Field("matchLabels", labels, "Labels that an object must have with exactly these values."),
            Field(
                "matchExpressions", .list(of: .object(labelSelectorRequirement)),
                "Conditions on labels that an object must meet."),
        ])

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
