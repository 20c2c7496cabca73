package import Document
package import Schema

/// Exactly one of several handlers must be chosen (`validateHandler` in Kubernetes).
struct HandlerCount: Sendable {
    private let rule: RuleInfo
    private let handlers: [Key]

    /// Makes the check.
    ///
    /// - Parameters:
    ///   - rule: The rule to report.
    ///   - handlers: The handlers, in the order in which Kubernetes looks for them: the first counts.
    init(_ rule: RuleInfo, _ handlers: [Key]) {
        self.rule = rule
        self.handlers = handlers
    }

    /// The handlers, which are reported beside the object.
    var fields: [String] { handlers.map(\.text) }

    /// Reports an object without a handler, and every handler after the first.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        var first: Key?
        for handler in handlers {
            guard let value = document.present(handler, of: object) else { continue }
            if let first {
                findings.report(rule, .forbidden, value, "only one way may be chosen, and \(first.text) is one already")
            } else {
                first = handler
            }
        }
        if first == nil {
            findings.report(
                rule, .required, object,
                "exactly one of \(handlers.map(\.text).joined(separator: ", ")) must say what to do")
        }
    }
}

/// A lifecycle hook must have exactly one handler (`validateLifecycle` in Kubernetes).
struct InvalidLifecycle: ObjectRule {
    static var info: RuleInfo { .invalidLifecycle }
    private static let handlers = HandlerCount(.invalidLifecycle, ["exec", "httpGet", "tcpSocket", "sleep"])

    var fields: [String] { [""] + Self.handlers.fields }

    /// Counts the handlers.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        Self.handlers.check(object, in: document, &findings)
    }
}

/// A probe must have exactly one handler (`validateProbe`, `validateReadinessProbe` in Kubernetes).
struct InvalidProbe: ObjectRule {
    /// The purpose of the probe.
    enum Kind: Sendable {
        case liveness, readiness, startup
    }

    static var info: RuleInfo { .invalidProbe }
    private let kind: Kind
    private static let gracePeriod: Key = "terminationGracePeriodSeconds"
    private static let handlers = HandlerCount(.invalidProbe, ["exec", "httpGet", "tcpSocket", "grpc"])

    /// Makes the rule.
    init(_ kind: Kind) {
        self.kind = kind
    }

    var fields: [String] { ["", Self.gracePeriod.text] + Self.handlers.fields }

    /// Counts the handlers.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        Self.handlers.check(object, in: document, &findings)
        if kind == .readiness, let period = document.present(Self.gracePeriod, of: object) {
            findings.report(
                Self.info, .invalid, period, "must not be set: nothing is stopped where a readiness probe fails")
        }
    }
}

/// A container must not sleep for longer than the grace period of its Pod (`validateSleepAction` in Kubernetes' core
/// validation).
package struct SleepBeyondGracePeriod: ObjectRule {
    /// A sleep that is longer than the grace period.
    package static let info = RuleInfo(
        "sleep-beyond-grace-period", .error, "a lifecycle hook that sleeps for longer than the Pod has to end",
        isMandatory: true)

    private let parts: PodParts
    private static let gracePeriod: Key = "terminationGracePeriodSeconds"
    private static let lifecycle: Key = "lifecycle"
    private static let sleep: Key = "sleep"
    private static let seconds: Key = "seconds"
    private static let handlers: [Key] = ["postStart", "preStop"]
    /// The grace period of a Pod that does not state one.
    private static let defaultGracePeriod: Int64 = 30

    /// Makes the rule.
    ///
    /// - Parameter parts: Where the parts of the Pod are.
    package init(_ parts: PodParts) {
        self.parts = parts
    }

    package var fields: [String] {
        Self.handlers.flatMap { parts.containerFields(Self.lifecycle, $0, Self.sleep, Self.seconds) }
    }
    package var triggers: [Key] { parts.triggers([Self.lifecycle, "initContainers"]) }
    package var innerTriggers: [Key] { [Self.sleep] }

    /// Compares the times.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let pod = parts.pod(of: object, in: document)
        let stated = pod.flatMap { document.present(Self.gracePeriod, of: $0) }
        let period = stated.map { document.integer($0) } ?? Self.defaultGracePeriod
        guard let period, period >= 0 else { return }
        if let main = parts.main(of: object, in: document) {
            check(container: main, period, in: document, &findings)
        }
        guard !parts.hasTemplate else { return }
        for container in parts.initContainers(of: object, in: document) {
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
                Self.info, .invalid, seconds,
                "must not be longer than the Pod has to end, terminationGracePeriodSeconds \(period)")
        }
    }
}
