internal import Document
package import Schema

extension Field {
    /// The metadata of an object itself, without which it has no name.
    package static let objectMetadata = Field(
        "metadata", .object(.objectMetadata), "Name, namespace, labels and annotations of the object.",
        need: "an object needs a name or generateName in it")
}

extension ObjectType {
    /// The metadata of an object itself (`metav1.ObjectMeta`), checked as the API server checks it
    /// (`ValidateObjectMetaAccessor` in `apimachinery/pkg/api/validation`).
    ///
    /// In a cluster the API server has refused such mistakes already; on a command line nobody else looks for them.
    package static let objectMetadata = ObjectType(
        "ObjectMeta", "Name, namespace, labels and annotations of the object.",
        [
            Field("name", .string(.dnsSubdomain), "Name of the object; different from every other in its namespace."),
            Field("generateName", .string(.namePrefix), "Beginning of a name that Kubernetes completes."),
            Field("namespace", .string(.labelReference), "Namespace of the object."),
            Field("labels", .labels, "Short texts that selectors find the object by."),
            Field("annotations", .annotations, "Texts that tools attach to the object, at most 256 KiB in all."),
            Field(
                "finalizers", .list(of: .string(.qualifiedName, allowsEmpty: false)),
                "What must be done before the object is gone."),
            Field(
                "ownerReferences", .list(of: .object(ownerReference)),
                "Objects without which it is deleted; at most one is its controller."),
            // The API server writes what follows, and refuses a value that it cannot read.
            Field("uid", .string(), "Identity of the object."),
            Field("resourceVersion", .string(), "Version of the object."),
            Field("generation", .int64(), "Number of changes of what is wanted."),
            Field("creationTimestamp", time, "When the object was made."),
            Field("deletionTimestamp", time, "When somebody asked to delete the object."),
            Field("deletionGracePeriodSeconds", .int64(), "How long its deletion may take."),
            Field("selfLink", .string(), "Path of the object; no longer set."),
            Field("managedFields", .list(of: .freeObject), "Who has set which fields."),
        ],
        rules: [AnnotationsTooLarge("annotations"), InvalidOwners(), UnnamedObject(), ConflictingFinalizers()],
        mainField: "name")

    private static let time = ValueType.string(.dateTime, allowsEmpty: false)
}
