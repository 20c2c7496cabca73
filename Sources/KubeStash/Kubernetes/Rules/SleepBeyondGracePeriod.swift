internal import Document
internal import Schema

/// A container must not be told to sleep for longer than its Pod has to end (`validateSleepAction` in Kubernetes' core
/// validation).
struct SleepBeyondGracePeriod: ObjectRule {
    var id: RuleID { .sleepBeyondGracePeriod }

    private static let gracePeriod: Key = "terminationGracePeriodSeconds"
    private static let initContainers: Key = "initContainers"
    private static let lifecycle: Key = "lifecycle"
    private static let sleep: Key = "sleep"
    private static let seconds: Key = "seconds"
    private static let handlers: [Key] = ["postStart", "preStop"]
    /// What Kubernetes gives a Pod that says nothing.
    private static let defaultGracePeriod: Int64 = 30

    /// Compares the times.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let stated = document.present(Self.gracePeriod, of: object)
        let period = stated.map { document.integer($0) } ?? Self.defaultGracePeriod
        guard let period, period >= 0 else { return }
        check(container: object, period, in: document, &findings)
        guard let containers = document.list(Self.initContainers, of: object) else { return }
        for container in document.elements(of: containers) {
            check(container: container, period, in: document, &findings)
        }
    }

    private func check(
        container: Document.Node, _ period: Int64, in document: Document, _ findings: inout Findings
    ) {
        guard let lifecycle = document.present(Self.lifecycle, of: container) else { return }
        for handler in Self.handlers {
            guard
                let sleep = document.present(handler, of: lifecycle).flatMap({ document.present(Self.sleep, of: $0) }),
                let seconds = document.present(Self.seconds, of: sleep), let length = document.integer(seconds),
                length > period
            else { continue }
            findings.report(
                id, .invalid, seconds,
                "must not be longer than the Pod has to end, terminationGracePeriodSeconds \(period)")
        }
    }
}
