public import Schema

/// One thing to be checked that no single field's type can say.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, and costs time linear
/// in the object.
public protocol Rule: Sendable {
    /// The names of what it reports; they are in the audit log and the documentation.
    var id: RuleID { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - configuration: The object.
    ///   - findings: Where to report.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings)
}
