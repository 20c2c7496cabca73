internal import Document
internal import Kubernetes
internal import Schema

/// Types that the status of several kinds has.
extension ObjectType {
    /// A reference by name and namespace in a status, which KubeStash writes.
    static let foundReference = ObjectType(
        "ObjectReference", "An object of this namespace or another.",
        [
            Field("name", .string(), "Name of the object."),
            Field("namespace", .string(), "Namespace of the object."),
        ])

    /// A reference to an object of any kind in a status, which KubeStash writes.
    static let foundObject = ObjectType(
        "TypedObjectReference", "An object of any kind.",
        [
            Field("apiGroup", .string(), "API group of the object's kind."),
            Field("kind", .string(), "Kind of the object."),
            Field("name", .string(), "Name of the object."),
            Field("namespace", .string(), "Namespace of the object."),
        ])

    /// Something that was found out about an object (kmodules `Condition`).
    static let condition = ObjectType(
        "Condition", "Something that was found out.",
        [
            Field(
                "type", .string(), "What was looked at, such as ValidationPassed.", need: "it says what was looked at"),
            Field("status", .string(), "Whether it holds: True, False or Unknown.", need: "it says whether it holds"),
            Field("observedGeneration", .int64(), "Which generation of the object was looked at."),
            Field("severity", .string(), "How bad it is where it does not hold: Error, Warning or Info."),
            Field(
                "lastTransitionTime", .string(.dateTime), "When it last changed.", need: "it says when it last changed"),
            Field("reason", .string(), "Why, in one word."),
            Field("message", .string(), "Why, in a sentence."),
        ])
}
