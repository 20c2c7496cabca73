internal import Document
package import Schema

extension ObjectType {
    /// A claim of storage that is created from a template (offshoot-api).
    package static let persistentVolumeClaim = ObjectType(
        "PersistentVolumeClaim", "A claim of storage to be made.",
        [
            Field("apiVersion", .string(), "API version of the claim."),
            Field("kind", .string(), "Kind of the claim."),
            Field("metadata", .object(claimMetadata), "Name, labels and annotations of the claim."),
            Field(
                "spec", .object(persistentVolumeClaimSpec), "What storage is claimed.",
                need: "it says what storage is claimed"),
            Field("status", .object(persistentVolumeClaimStatus), "State of the claim; Kubernetes writes it."),
        ],
        rules: [UnnamedClaim()])

    /// A claim that is created for one volume, and may be named.
    package static let persistentVolumeClaimTemplate = claimTemplate(persistentVolumeClaimSpec, rules: [])

    /// A claim that is created for one volume of one pod, with a name made of the pod's and the volume's.
    static let ephemeralClaimTemplate = claimTemplate(
        claimSpec(ignoresOtherSources: false), rules: [InvalidEphemeralClaim()])

    private static func claimTemplate(_ spec: ObjectType, rules: [any ObjectRule]) -> ObjectType {
        ObjectType(
            "PersistentVolumeClaimTemplate", "A claim of storage to be made.",
            [
                Field("metadata", .object(claimMetadata), "Labels and annotations of the claim."),
                Field(
                    "spec", .object(spec), "What storage is claimed.",
                    need: "it says what storage is claimed"),
            ],
            rules: rules)
    }

    private static let claimMetadata = ObjectType(
        "PartialObjectMeta", "Name, labels and annotations of an object to be made.",
        [
            Field("annotations", .annotations, "Texts that tools attach to the object."),
            Field("generateName", .string(.namePrefix), "Beginning of a name that Kubernetes completes."),
            Field("labels", .labels, "Short texts that selectors find the object by."),
            Field("name", .string(.claimName), "Name of the object."),
            Field("namespace", .string(.labelReference), "Namespace of the object."),
            Field(
                "ownerReferences", .list(of: .object(ownerReference)),
                "Objects without which it is deleted; at most one is its controller."),
        ],
        rules: [AnnotationsTooLarge("annotations"), InvalidOwners()])

    static let ownerReference = ObjectType(
        "OwnerReference", "An object without which another is deleted.",
        [
            Field(
                "apiVersion", .string(.apiVersion), "API version of the owner.",
                need: "it says which API the owner is of"),
            Field("blockOwnerDeletion", .boolean, "Whether the owner waits for the object to be deleted first."),
            Field("controller", .boolean, "Whether the owner manages the object."),
            Field("kind", .string(), "Kind of the owner.", need: "it says of which kind the owner is"),
            Field("name", .string(), "Name of the owner.", need: "it names the owner"),
            Field("uid", .string(), "UID of the owner.", need: "it tells the owner from another of its name"),
        ])

    /// The storage that a claim requests.
    static let persistentVolumeClaimSpec = claimSpec(ignoresOtherSources: true)

    /// The storage that a claim requests.
    ///
    /// - Parameter ignoresOtherSources: Whether a data source that is not a claim and has no API group has no effect:
    ///   Kubernetes drops it from a claim, and refuses it in the template of one.
    /// - Returns: The type.
    private static func claimSpec(ignoresOtherSources: Bool) -> ObjectType {
        let dataSource = ObjectType(
            "TypedLocalObjectReference", "An object of the same namespace.", sourceFields,
            rules: [InvalidDataSource(isMild: ignoresOtherSources), groupForClaim])
        return ObjectType(
            "PersistentVolumeClaimSpec", "What storage is claimed.",
            [
                Field(
                    "accessModes", .list(of: accessMode),
                    "How the volume is mounted; ReadWriteOncePod goes with no other.",
                    need: "at least one access mode says how the volume is mounted"),
                Field(
                    "dataSource", .object(dataSource), "Snapshot or claim of the namespace to copy the data of."),
                Field(
                    "dataSourceRef", .object(dataSourceReference), "The same for more kinds, and for other namespaces."),
                Field("resources", .object(volumeResources), "How much storage is claimed."),
                Field("selector", .object(labelSelector), "Volumes that the claim may be bound to."),
                Field(
                    "storageClassName", .string(.subdomainReference), "Class of the storage; empty for none.",
                    assumed: "the cluster's default class, by Kubernetes"),
                Field("volumeAttributesClassName", .string(.subdomainReference), "Class of the volume's attributes."),
                Field(
                    "volumeMode", .string(allowed: ["Filesystem", "Block"]), "With a file system or as a bare device.",
                    assumed: "Filesystem, by Kubernetes"),
                Field("volumeName", .string(.anyName), "Volume that the claim is bound to."),
            ],
            rules: [InvalidVolumeClaim()])
    }

    private static let accessMode = ValueType.string(
        allowed: ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"])

    private static let volumeResources = ObjectType(
        "VolumeResourceRequirements", "How much storage is claimed.",
        [
            Field("limits", .map(of: .quantity(.quantity)), "Most storage that the claim may get."),
            Field("requests", .map(of: .quantity(.quantity)), "Least storage that the claim gets, as storage."),
        ],
        rules: [FractionalBytes(in: ["limits", "requests"])],
        formerFields: ["storage": "it belongs under requests, as requests.storage"])

    private static let dataSourceReference = ObjectType(
        "TypedObjectReference", "An object of this namespace or another.",
        sourceFields + [Field("namespace", .string(.labelReference), "Namespace of the object.")],
        rules: [InvalidDataSource(), groupForClaim])

    /// The core group is empty, and can be left out everywhere else.
    private static let groupForClaim = RewrittenToNull("apiGroup", forKind: "PersistentVolumeClaim")

    private static let sourceFields = [
        Field("apiGroup", .string(.apiGroup), "API group of the object's kind.", assumed: "the core group"),
        Field("kind", .string(.anyName), "Kind of the object.", need: "it says of which kind the object is"),
        Field("name", .string(.anyName), "Name of the object.", need: "it names the object"),
    ]
}

extension ObjectType {
    /// The state of a claim: known because the CRD has it, and without effect in a template.
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
            Field("lastProbeTime", .string(.dateTime, allowsEmpty: false), "When somebody looked last."),
            Field(
                "lastTransitionTime", .string(.dateTime, allowsEmpty: false), "When the status changed last."),
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
