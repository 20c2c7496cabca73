internal import Document
internal import Schema

/// An init container must not have what only a container beside the main one can have, and must not contradict itself
/// (`validateInitContainers` and `validateContainerRestartPolicy` in Kubernetes).
struct InvalidContainer: ObjectRule {
    var id: RuleID { .invalidContainer }
    private static let restartPolicy: Key = "restartPolicy"
    private static let restartRules: Key = "restartPolicyRules"
    private static let resizePolicy: Key = "resizePolicy"
    private static let resourceName: Key = "resourceName"
    private static let sidecarFields: [Key] = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"]

    /// Most rules that Kubernetes takes.
    private static let mostRestartRules = 20

    /// Looks at what depends on the restart policy.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let policy = document.present(Self.restartPolicy, of: object)
        let isSidecar = policy.map { document.isString($0, "Always") } ?? false
        if !isSidecar { checkSidecarFields(of: object, in: document, &findings) }
        checkRestartRules(of: object, hasPolicy: policy != nil, in: document, &findings)
        checkResizePolicies(of: object, isSidecar: isSidecar, in: document, &findings)
    }

    private func checkSidecarFields(of object: Document.Node, in document: Document, _ findings: inout Findings) {
        for field in Self.sidecarFields {
            guard let value = document.present(field, of: object) else { continue }
            findings.report(id, .forbidden, value, "only an init container with restartPolicy Always may have it")
        }
    }

    private func checkRestartRules(
        of object: Document.Node, hasPolicy: Bool, in document: Document, _ findings: inout Findings
    ) {
        guard let rules = document.present(Self.restartRules, of: object), document.kind(of: rules) == .array,
            !document.isEmptyContainer(rules)
        else { return }
        if !hasPolicy {
            findings.report(
                id, .required, missing: Self.restartPolicy, of: object, "restartPolicyRules need a restartPolicy")
        }
        let count = document.elements(of: rules).reduce(0) { count, _ in count + 1 }
        if count > Self.mostRestartRules {
            findings.report(id, .invalid, rules, "must not have more than \(Self.mostRestartRules) rules")
        }
    }

    private func checkResizePolicies(
        of object: Document.Node, isSidecar: Bool, in document: Document, _ findings: inout Findings
    ) {
        guard let policies = document.present(Self.resizePolicy, of: object) else { return }
        var seen = NodeTable()
        for policy in document.elements(of: policies) {
            if let name = document.present(Self.resourceName, of: policy), document.kind(of: name) == .string,
                seen.insert(name, of: document) != nil
            {
                findings.report(.duplicateName, .duplicate, name)
            }
            if !isSidecar, let value = document.present(Self.restartPolicy, of: policy),
                document.isString(value, "RestartContainer")
            {
                findings.report(
                    id, .invalid, value, "must be NotRequired: only restartPolicy Always starts an init container again"
                )
            }
        }
    }
}

/// A list of exit codes has each code once, and no more than there are besides 0 (`validateContainerRestartPolicy` in
/// Kubernetes).
struct InvalidExitCodes: ObjectRule {
    var id: RuleID { .invalidContainer }
    private static let values: Key = "values"
    private static let mostCodes = 255

    /// Counts the codes.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let values = document.present(Self.values, of: object) else { return }
        var seen: Set<Int64> = []
        var count = 0
        for value in document.elements(of: values) {
            count += 1
            guard let code = document.integer(value), !seen.insert(code).inserted else { continue }
            findings.report(id, .duplicate, value)
        }
        if count > Self.mostCodes {
            findings.report(id, .invalid, values, "must not have more than \(Self.mostCodes) codes")
        }
    }
}
