internal import Kubernetes
internal import Schema

extension BackupConfiguration {
    static let addon = ObjectType(
        "AddonInfo", "The Addon that takes the backup.",
        [
            Field(
                "name", .string(.dnsSubdomain), "Name of the Addon.", need: "it names the Addon that takes the backup"),
            Field(
                "tasks", .list(of: .object(task)), "What the Addon is to do, with parameters.",
                need: "at least one task of the Addon must be named"),
            Field(
                "containerRuntimeSettings", .object(.containerRuntimeSettings),
                "How the container that takes the backup is run."),
            Field(
                "jobTemplate", .object(.podTemplateSpec), "What the Pod that takes the backup is made of."),
        ],
        rules: [DuplicateTask()])

    private static let task = ObjectType(
        "TaskReference", "One task of an Addon.",
        [
            Field("name", .string(), "Name of the task.", need: "it names a task of the Addon"),
            Field("variables", .list(of: .object(.envVar)), "Values for the variables of the task."),
            Field("params", .freeObject, "Values for the parameters of the task."),
            Field("targetVolumes", .object(targetVolumes), "Which volumes of the target the task needs."),
            Field(
                "addonVolumes", .list(of: .object(addonVolume)), "Other sources for volumes that the Addon defines."),
        ])

    private static let targetVolumes = ObjectType(
        "TargetVolumeInfo", "Volumes of the target, and where the task finds them.",
        [
            Field(
                "volumes", .volumes, "Volumes of the target."),
            Field(
                "volumeMounts", .volumeMounts,
                "Where the task finds the volumes; also those of the target that are not listed."),
            Field(
                "volumeClaimTemplates", .list(of: .object(.persistentVolumeClaim)),
                "What the claims of every Pod of a StatefulSet are made of."),
        ])

    private static let addonVolume = ObjectType(
        "AddonVolumeInfo", "Another source for a volume that the Addon defines.",
        [
            Field("name", .string(), "Name of the volume in the Addon."),
            Field("source", .object(volumeSource), "What the volume is made of instead."),
        ])

    private static let volumeSource = ObjectType.volumeSource(
        "VolumeSource", "What a volume of the Addon consists of.",
        with: [
            Field(
                "volumeClaimTemplate", .object(.persistentVolumeClaimTemplate),
                "A claim that is made for the executor.")
        ])
}
