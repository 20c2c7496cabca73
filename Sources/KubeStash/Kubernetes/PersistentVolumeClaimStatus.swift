internal import Schema

extension Kubernetes {
    /// The state of a claim: known because the CRD has it, and of no effect in a template.
    static let persistentVolumeClaimStatus = ObjectType(
        "PersistentVolumeClaimStatus", "State of a claim; Kubernetes writes it.",
        [
            Field("accessModes", .list(of: .string()), "How the volume can be mounted."),
            Field("allocatedResourceStatuses", .map(of: .string()), "How far resizing has come."),
            Field("allocatedResources", .map(of: .quantity(.quantity)), "What resizing aims at."),
            Field("capacity", .map(of: .quantity(.quantity)), "Size of the volume."),
            Field(
                "conditions", .list(of: .object(claimCondition), uniqueBy: ["type"]), "What is happening to the claim."),
            Field("currentVolumeAttributesClassName", .string(), "Class of attributes that the volume has."),
            Field("modifyVolumeStatus", .object(modifyVolumeStatus), "How far changing the attributes has come."),
            Field("phase", .string(), "Pending, Bound or Lost."),
        ])

    private static let claimCondition = ObjectType(
        "PersistentVolumeClaimCondition", "Something that is happening to a claim.",
        [
            Field("lastProbeTime", .string(.dateTime), "When somebody looked last."),
            Field("lastTransitionTime", .string(.dateTime), "When the status changed last."),
            Field("message", .string(), "Why, for people."),
            Field("reason", .string(), "Why, in one word."),
            Field("status", .string(), "True, False or Unknown.", need: "it says whether it is happening"),
            Field("type", .string(), "What is happening.", need: "it says what is happening"),
        ])

    private static let modifyVolumeStatus = ObjectType(
        "ModifyVolumeStatus", "How far changing a volume's attributes has come.",
        [
            Field("status", .string(), "Pending, InProgress or Infeasible.", need: "it says how far it has come"),
            Field("targetVolumeAttributesClassName", .string(), "Class of attributes that the volume is to get."),
        ])
}
