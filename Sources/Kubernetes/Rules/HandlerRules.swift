internal import Document
internal import Schema

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
struct SleepBeyondGracePeriod: ObjectRule {
    /// A sleep that is longer than the grace period.
    static let info = RuleInfo(
        "sleep-beyond-grace-period", .error, "a lifecycle hook that sleeps for longer than the Pod has to end",
        isMandatory: true)

    private static let gracePeriod: Key = "terminationGracePeriodSeconds"
    private static let initContainers: Key = "initContainers"
    private static let lifecycle: Key = "lifecycle"
    private static let sleep: Key = "sleep"
    private static let seconds: Key = "seconds"
    private static let handlers: [Key] = ["postStart", "preStop"]
    /// The grace period of a Pod that does not state one.
    private static let defaultGracePeriod: Int64 = 30

    var triggers: [Key] { [Self.lifecycle, Self.initContainers] }

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
                Self.info, .invalid, seconds,
                "must not be longer than the Pod has to end, terminationGracePeriodSeconds \(period)")
        }
    }
}
