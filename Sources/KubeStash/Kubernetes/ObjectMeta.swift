internal import Document
internal import Schema

extension Kubernetes {
    /// Labels: names and short texts to select objects by.
    static let labels = ValueType.map(of: .string(.labelValue), keys: .labelKey, isOnePlace: true)

    /// Annotations: names and any texts.
    static let annotations = ValueType.map(of: .string(), keys: .annotationKey, isOnePlace: true)

    /// The part of an object's metadata that a template may set (offshoot-api `ObjectMeta`).
    static let objectMeta = ObjectType(
        "ObjectMeta", "Labels and annotations to put on what is made of a template.",
        [
            Field("labels", labels, "Short texts that selectors find the object by."),
            Field("annotations", annotations, "Texts that tools attach to the object, at most 256 KiB in all."),
        ],
        rules: [AnnotationsTooLarge("annotations")])
}
