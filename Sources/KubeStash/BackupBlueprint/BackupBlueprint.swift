internal import Document
internal import Kubernetes
internal import Schema

/// A BackupBlueprint (`core.kubestash.com/v1alpha1`): a template of BackupConfigurations, with variables in its texts.
///
/// Its backends and sessions are judged as those of a BackupConfiguration; a text with a variable is not judged as it is.
public enum BackupBlueprint {
    /// The kind: its names and columns are those of KubeStash's own definition.
    ///
    /// The rules about names, targets and the namespaces of storages are left out: neither the name, the target nor the
    /// namespace of the BackupConfigurations is known.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupBlueprint", plural: "backupblueprints",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        hasStatus: false,
        columns: [Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp")],
        summary: "A template of the BackupConfigurations that are made for annotated workloads.", fields: fields,
        rules: BackupConfiguration.planRules + [
            SingleTarget(), InvalidVariable(), UnsetVariable(), UnreplacedVariable(),
        ]
            + BackupConfiguration.policyRules,
        hasVariables: true,
        fieldPath: { path in
            path.hasPrefix("spec.") ? "spec.backupConfigurationTemplate.\(path.dropFirst("spec.".count))" : path
        },
        view: { BackupConfiguration($0, in: $1, as: .blueprint) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it has the template of BackupConfigurations")
    ]

    private static let specType = ObjectType(
        "BackupBlueprintSpec", "A template of BackupConfigurations, and who may use it.",
        [
            Field(
                "backupConfigurationTemplate", .object(template), "The template of BackupConfigurations.",
                need: "it says when, how and where to back up"),
            Field(
                "subjects", .list(of: .object(subject)), "The kinds of the workloads that can use the blueprint."),
            Field(
                "usagePolicy", .object(.usagePolicy), "Which namespaces may use the blueprint.", default: .object),
        ], formerFields: FormerFields.backupBlueprint)

    private static let template = ObjectType(
        "BackupConfigurationTemplate",
        "What the BackupConfigurations have in common; ${name} in a text stands for a variable of the workload.",
        [
            Field("namespace", .string(.labelReference), "Namespace of the BackupConfigurations."),
            BackupConfiguration.backends,
            Field(
                "sessions", .list(of: .object(BackupConfiguration.session)), "Plans of when and how to back up.",
                need: "at least one session must say when and how to back up"),
            Field(
                "deletionPolicy", .string(allowed: ["OnDelete"]),
                "Whether the BackupConfigurations are deleted with the blueprint: they stay without OnDelete."),
        ], formerFields: FormerFields.blueprintTemplate)

    private static let subject = ObjectType(
        "Subject", "A kind of workloads.",
        [
            Field("apiVersion", .string(), "API group and version of the kind, such as apps/v1."),
            Field("kind", .string(.kindName), "The kind, such as Deployment."),
        ], rules: [UnlikelySubject()], mainField: "kind", formerFields: FormerFields.subject)
}
