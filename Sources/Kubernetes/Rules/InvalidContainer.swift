internal import Document
internal import Schema

/// An init container must not have settings that only a sidecar can have, and must not contradict itself
/// (`validateInitContainers` and `validateContainerRestartPolicy` in Kubernetes).
struct InvalidContainer: ObjectRule {
    static var info: RuleInfo { .invalidContainer }
    private static let restartPolicy: Key = "restartPolicy"
    private static let restartRules: Key = "restartPolicyRules"
    private static let resizePolicy: Key = "resizePolicy"
    private static let resourceName: Key = "resourceName"
    private static let sidecarFields: [Key] = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"]

    /// The most restart rules that Kubernetes accepts.
    private static let mostRestartRules = 20

    var fields: [String] {
        Self.sidecarFields.map(\.text) + ["restartPolicy", "restartPolicyRules", "resizePolicy.restartPolicy"]
    }
    var duplicateFields: [String] { ["resizePolicy.resourceName"] }

    /// Checks the settings that depend on the restart policy.
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
            findings.report(
                Self.info, .forbidden, value, "only an init container with restartPolicy Always may have it")
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
                Self.info, .required, missing: Self.restartPolicy, of: object, "restartPolicyRules need a restartPolicy"
            )
        }
        let count = document.elements(of: rules).reduce(0) { count, _ in count + 1 }
        if count > Self.mostRestartRules {
            findings.report(Self.info, .invalid, rules, "must not have more than \(Self.mostRestartRules) rules")
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
                    Self.info, .invalid, value,
                    "must be NotRequired: only restartPolicy Always starts an init container again"
                )
            }
        }
    }
}

/// A list of exit codes has each code once, and at most 255 of them (`validateContainerRestartPolicy` in Kubernetes).
struct InvalidExitCodes: ObjectRule {
    static var info: RuleInfo { .invalidContainer }
    private static let values: Key = "values"
    private static let mostCodes = 255

    var fields: [String] { [Self.values.text] }
    var triggers: [Key] { [Self.values] }

    /// Counts the codes.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let values = document.present(Self.values, of: object) else { return }
        var seen: Set<Int64> = []
        var count = 0
        for value in document.elements(of: values) {
            count += 1
            guard let code = document.integer(value), !seen.insert(code).inserted else { continue }
            findings.report(Self.info, .duplicate, value)
        }
        if count > Self.mostCodes {
            findings.report(Self.info, .invalid, values, "must not have more than \(Self.mostCodes) codes")
        }
    }
}

/// The ports of a container must be valid and unique (`validateContainerPorts` and `checkHostPortConflicts` in
/// Kubernetes).
struct InvalidContainerPorts: ObjectRule {
    static var info: RuleInfo { .invalidContainer }
    private static let ports: Key = "ports"
    private static let name: Key = "name"
    private static let containerPort: Key = "containerPort"
    private static let hostPort: Key = "hostPort"
    private static let hostIP: Key = "hostIP"
    private static let networkProtocol: Key = "protocol"

    /// The identity of a port for Kubernetes.
    private struct Identity: Hashable {
        let number: Int64
        let networkProtocol: String
        var address = ""
    }

    private struct Seen {
        var names = NodeTable()
        var ports: [Identity: Bool] = [:]
        var hostPorts: Set<Identity> = []
    }

    var fields: [String] { ["ports.containerPort", "ports.hostPort"] }
    var duplicateFields: [String] { ["ports", "ports.name"] }
    var triggers: [Key] { [Self.ports] }

    /// Checks all ports of one container.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let ports = document.present(Self.ports, of: object) else { return }
        var seen = Seen()
        for port in document.elements(of: ports) where document.kind(of: port) == .object {
            check(port, in: document, &seen, &findings)
        }
    }

    private func check(_ port: Document.Node, in document: Document, _ seen: inout Seen, _ findings: inout Findings) {
        if let name = document.present(Self.name, of: port), document.kind(of: name) == .string,
            !document.isEmptyString(name), seen.names.insert(name, of: document) != nil
        {
            findings.report(.duplicateName, .duplicate, name)
        }
        let named = document.present(Self.networkProtocol, of: port).flatMap { document.string($0) } ?? ""
        let networkProtocol = named.isEmpty ? "TCP" : named
        if let value = document.present(Self.containerPort, of: port), let number = document.integer(value) {
            if number == 0 { findings.report(Self.info, .required, value, "must be a port from 1 to 65535") }
            checkRepetition(Identity(number: number, networkProtocol: networkProtocol), named, port, &seen, &findings)
        }
        guard let value = document.present(Self.hostPort, of: port), let number = document.integer(value), number != 0
        else { return }
        let address = document.present(Self.hostIP, of: port).flatMap { document.string($0) } ?? ""
        let identity = Identity(number: number, networkProtocol: networkProtocol, address: address)
        if !seen.hostPorts.insert(identity).inserted {
            findings.report(Self.info, .duplicate, value, "another port of the container has it already")
        }
    }

    /// The structural check finds ports with the same fields; this one finds a port with TCP and one without a
    /// protocol.
    private func checkRepetition(
        _ identity: Identity, _ named: String, _ port: Document.Node, _ seen: inout Seen, _ findings: inout Findings
    ) {
        let isNamed = !named.isEmpty
        guard let other = seen.ports.updateValue(isNamed, forKey: identity), other != isNamed else { return }
        findings.report(.duplicateName, .duplicate, port, "the protocol of a port is TCP where it is missing")
    }
}
