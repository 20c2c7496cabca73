internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A typed view of a Function (`addons.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct Function: Sendable {
    /// The image, nil if it is missing or not a text.
    let image: Document.Node?
    /// The versions that the image can be of, nil if there are none.
    let versions: Document.Node?
    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?

    init(_ object: Document.Node, in document: Document) {
        let spec = document.object(Names.spec, of: object)
        self.spec = spec
        image = spec.flatMap { document.text("image", of: $0) }
        versions = spec.flatMap { document.list(Self.availableVersions, of: $0) }
    }

    static let availableVersions: Key = "availableVersions"
}

extension Function {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "addons.kubestash.com", version: "v1alpha1", kind: "Function", plural: "functions",
            shortNames: ["fn"], categories: ["kubestash", "appscode", "all"]),
        scope: .cluster, failurePolicy: .ignore, hasStatus: false,
        columns: [Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp")],
        summary: "The container that does the work of a task.", fields: fields, rules: [UnresolvedVersion()],
        isUsedByOthers: true, view: { Function($0, in: $1) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says what the container runs")
    ]

    private static let specType = ObjectType(
        "FunctionSpec", "The container that does the work of a task.",
        [
            Field("image", .string(.image), "Image to run.", need: "it names the image to run"),
            Field(
                "availableVersions", .list(of: .string()),
                "Versions that ${DB_VERSION} in the image can stand for."),
            Field("command", .list(of: .string()), "Program to run.", assumed: "that of the image"),
            Field(
                "args", .list(of: .string(.substitution)),
                "Arguments of the program, in which ${name} stands for a parameter or a variable of KubeStash's."),
            Field("workingDir", .string(), "Directory that it starts in.", assumed: "that of the image"),
            Field("ports", .containerPorts, "Ports that it listens on."),
            Field("volumeMounts", .volumeMounts, "Where it sees volumes."),
            Field("volumeDevices", .volumeDevices, "Volumes that it uses as block devices."),
            Field("runtimeSettings", .object(.containerRuntimeSettings), "How the container is run."),
        ],
        rules: ObjectType.containerUseRules + [RootUser(.container("runtimeSettings"))],
        formerFields: FormerFields.function)
}

/// An image for several versions of a database should say which there are, and only such an image has versions.
struct UnresolvedVersion: Rule {
    /// A version that is not known, or versions that are not used.
    static let info = RuleInfo(
        "unresolved-version", .warning, "an image with ${DB_VERSION} without availableVersions, or these without it")
    /// The fields that the rule reports.
    static let fields = ["spec.availableVersions", "spec.image"]
    private static let variable: StaticString = "${DB_VERSION}"

    /// Compares the image with the versions.
    func check(_ function: Function, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = function.spec, let image = function.image else { return }
        let hasVersion = document.withUTF8(of: image) { text in
            text.indices.contains { text.extracting($0...).starts(with: Self.variable) }
        }
        if hasVersion, function.versions == nil, document.present(Function.availableVersions, of: spec) == nil {
            findings.report(
                Self.info, .required, missing: Function.availableVersions, of: spec,
                "the image has ${DB_VERSION}, which stands for one of these")
        }
        if !hasVersion, let versions = function.versions {
            findings.report(Self.info, .invalid, versions, "has no effect, as the image has no ${DB_VERSION}")
        }
    }
}
