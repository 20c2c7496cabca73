package import Schema

/// The mistakes that lie in a file rather than in an object, which only `stashgate lint` finds.
package enum LintRules {
    /// A file, or the rest of it, cannot be read.
    package static let unreadable = RuleInfo(
        "unreadable", .error, "a file that cannot be opened, is not YAML or JSON, or has a value that is not an object",
        isMandatory: true)
    /// An ignore that hides nothing.
    package static let unusedIgnore = RuleInfo(
        "unused-ignore", .warning, "a comment or annotation ignores a rule that is not broken there")

    /// An object that is there twice.
    package static let duplicateObject = RuleInfo(
        "duplicate-object", .warning, "an object of the same kind, namespace and name as another one among the files")

    /// An object that is an action, where it is applied again and again.
    package static let repeatedAction = RuleInfo(
        "repeated-action", .warning, "an object in a Git repository that is an action, and runs wherever it is applied")

    /// All of them, in alphabetical order.
    package static let all = [duplicateObject, repeatedAction, unreadable, unusedIgnore]

    /// Finds a rule by its name.
    ///
    /// - Parameter id: The name.
    /// - Returns: The rule, whether it is about objects or about files; nil if there is none.
    package static func rule(_ id: RuleID) -> RuleInfo? {
        RuleCatalog.rule(id) ?? all.first { $0.id == id }
    }
}
