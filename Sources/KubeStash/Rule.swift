internal import Document
internal import Schema

/// One thing to be checked of an object that no single field's type can say.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, reads no clock, and
/// costs time linear in the object.
protocol Rule<Subject>: Sendable {
    /// The view of the kind that the rule is about.
    associatedtype Subject

    /// What is known of the rule; its name is in the audit log and the documentation.
    static var info: RuleInfo { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - subject: The object.
    ///   - context: What there is to know besides it.
    ///   - findings: Where to report.
    func check(_ subject: Subject, in context: Context, _ findings: inout Findings)
}
