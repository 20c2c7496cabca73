internal import Document
internal import Schema

/// A least number of places makes sense only where a Pod that cannot be placed has to wait (`validateMinDomains` in
/// Kubernetes' core validation).
struct InvalidTopologySpread: ObjectRule {
    var id: RuleID { .invalidTopologySpread }
    private static let minDomains: Key = "minDomains"
    private static let whenUnsatisfiable: Key = "whenUnsatisfiable"

    /// Compares the two fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let minimum = document.present(Self.minDomains, of: object), document.kind(of: minimum) == .number,
            let action = document.text(Self.whenUnsatisfiable, of: object), document.isString(action, "ScheduleAnyway")
        else { return }
        findings.report(
            id, .invalid, minimum, "only goes with whenUnsatisfiable DoNotSchedule, not with ScheduleAnyway")
    }
}
