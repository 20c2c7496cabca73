internal import Document
internal import Kubernetes
internal import Schema

extension ValueType {
    /// The parameters that a HookTemplate or a task of an Addon declares.
    static let parameterDefinitions = ValueType.list(of: .object(.parameterDefinition), uniqueBy: ["name"])
}

extension ObjectType {
    /// A parameter that a HookTemplate or a task of an Addon declares (KubeStash `ParameterDefinition`).
    fileprivate static let parameterDefinition = ObjectType(
        "ParameterDefinition", "A parameter that users give a value for.",
        [
            Field("name", .string(.anyName), "Name of the parameter.", need: "users give its value by this name"),
            Field("usage", .string(), "What the parameter is for."),
            Field("required", .boolean, "Whether users must give a value.", assumed: "false, by KubeStash"),
            Field("default", .string(), "Value that is used where users give none."),
        ],
        rules: [DefaultOfRequired()], mainField: "name",
        formerFields: [
            "description": "it is usage", "value": "it is default",
            "type": "KubeStash has none: the values of parameters are texts",
        ])
}

/// A required parameter never uses its default.
///
/// An empty default is no value; the official catalogue has such parameters.
struct DefaultOfRequired: ObjectRule {
    static var info: RuleInfo { .noEffect }
    private static let required: Key = "required"
    private static let defaultValue: Key = "default"

    var fields: [String] { [Self.defaultValue.text] }
    var triggers: [Key] { [Self.defaultValue] }

    /// Warns of a default that is never used.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.isTrue(Self.required, of: object), let value = document.text(Self.defaultValue, of: object)
        else { return }
        findings.report(
            Self.info, .invalid, value, "has no effect: the parameter is required, so users give a value in any case")
    }
}
