internal import Document
internal import Schema

extension Kubernetes {
    /// The Job that a CronJob makes (KubeStash `JobTemplate`).
    static let jobTemplate = ObjectType(
        "JobTemplate", "The Job that the CronJob makes.",
        [
            Field(
                "parallelism", .int32(minimum: 0), "How many Pods run at a time.", assumed: "1, by Kubernetes"),
            Field(
                "completions", .int32(minimum: 0), "How many Pods must succeed.",
                assumed: "1 where parallelism is missing, too, by Kubernetes"),
            Field(
                "activeDeadlineSeconds", .int64(minimum: 0),
                "How long the Job may run, from its start on; more than 0."),
            Field(
                "backoffLimit", .int32(minimum: 0), "How often a failed Pod is tried again.",
                assumed: "6, by Kubernetes"),
            Field("template", .object(podTemplateSpec), "The Pod that the Job makes."),
            Field(
                "ttlSecondsAfterFinished", .int32(minimum: 0),
                "How long the Job is kept when it has ended; 0 deletes it at once.", assumed: "for ever, by Kubernetes"),
            Field(
                "completionMode", .string(allowed: ["NonIndexed", "Indexed"]),
                "Whether the Pods are alike or numbered.", assumed: "NonIndexed, by Kubernetes"),
            Field(
                "suspend", .boolean, "Whether the Job makes no Pods for now.", assumed: "false, by Kubernetes"),
        ],
        rules: [IndexedJob(), ZeroDeadline()])

    /// The Pod that a Job makes (offshoot-api `PodTemplateSpec`).
    static let podTemplateSpec = ObjectType(
        "PodTemplateSpec", "The Pod that a Job makes, and what the Job is labelled with.",
        [
            Field("metadata", .object(objectMeta), "Labels and annotations of the Pod."),
            Field("controller", .object(objectMeta), "Labels and annotations of the Job or CronJob."),
            Field("spec", .object(podSpec), "What is in the Pod, and where it runs."),
        ],
        rules: [ReservedLabel(), InvalidPodAnnotation("annotations", under: "metadata"), ProfileAgreement()])
}
