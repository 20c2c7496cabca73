internal import Document
internal import Kubernetes
internal import Schema

/// A typed view of a HookTemplate (`core.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct HookTemplate: Sendable {
    /// The executor of the action.
    enum Executor: CaseIterable {
        /// A Job that is made from a Function.
        case function
        /// Pods that exist already.
        case pod
        /// KubeStash's operator.
        case `operator`

        /// The value of `spec.executor.type`.
        var name: String {
            switch self {
            case .function: "Function"
            case .pod: "Pod"
            case .operator: "Operator"
            }
        }

        /// The field of `spec.executor` that belongs to it, nil if it needs none.
        var part: Key? {
            switch self {
            case .function: HookTemplate.function
            case .pod: HookTemplate.pod
            case .operator: nil
            }
        }
    }

    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?
    /// The executor, nil if it is missing or not an object.
    let executor: Document.Node?
    /// The type of the executor, nil if it is missing or unknown.
    let type: Executor?
    /// The action, nil if it is missing or not an object.
    let action: Document.Node?

    init(_ object: Document.Node, in document: Document) {
        spec = document.object(Names.spec, of: object)
        executor = spec.flatMap { document.object(Self.executor, of: $0) }
        action = spec.flatMap { document.object(Self.action, of: $0) }
        let type = executor.flatMap { document.text(Self.type, of: $0) }
        self.type = type.flatMap { type in Executor.allCases.first { document.isString(type, $0.name) } }
    }

    static let action: Key = "action"
    static let containerName: Key = "containerName"
    static let exec: Key = "exec"
    static let executor: Key = "executor"
    static let function: Key = "function"
    static let host: Key = "host"
    static let httpGet: Key = "httpGet"
    static let httpPost: Key = "httpPost"
    static let pod: Key = "pod"
    static let port: Key = "port"
    static let selector: Key = "selector"
    static let tcpSocket: Key = "tcpSocket"
    private static let type: Key = "type"

    /// The ways in which an action can be carried out.
    static let handlers = [exec, httpGet, httpPost, tcpSocket]
    /// Those that are requests over HTTP.
    static let requests = [httpGet, httpPost]
}

extension Document {
    /// The object in a field, nil if the field is missing or of another type.
    func object(_ key: Key, of parent: Node) -> Node? {
        present(key, of: parent).flatMap { kind(of: $0) == .object ? $0 : nil }
    }
}

extension HookTemplate {
    /// The kind: its names are those of KubeStash's own definition.
    ///
    /// KubeStash's column Timeout is left out, because it shows a field that does not exist. The variables of a hook
    /// resolve its HookTemplate, so a text with `${name}` in it is not judged as it is.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "HookTemplate", plural: "hooktemplates",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        hasStatus: false,
        columns: [
            Kind.Column(name: "Executor", type: "string", path: ".spec.executor.type"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "Something to do before or after a backup or restore, and who does it.", fields: fields,
        rules: [
            InvalidExecutor(), UnusedExecutorPart(), InvalidHookAction(), UnresolvedAddress(), InvalidTemplateText(),
            UnknownTemplateName(), PlainCredential(),
        ],
        hasVariables: true,
        isUsedByOthers: true, view: { HookTemplate($0, in: $1) })
}
