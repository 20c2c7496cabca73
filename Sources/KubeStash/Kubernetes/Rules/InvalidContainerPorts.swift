internal import Document
internal import Schema

/// The ports of a container must be ports, and no two may be one (`validateContainerPorts` and `checkHostPortConflicts` in
/// Kubernetes).
struct InvalidContainerPorts: ObjectRule {
    var id: RuleID { .invalidContainer }
    private static let ports: Key = "ports"
    private static let name: Key = "name"
    private static let containerPort: Key = "containerPort"
    private static let hostPort: Key = "hostPort"
    private static let hostIP: Key = "hostIP"
    private static let networkProtocol: Key = "protocol"

    /// One port as Kubernetes tells it from others.
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

    /// Looks at all ports of one container.
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
            if number == 0 { findings.report(id, .required, value, "must be a port from 1 to 65535") }
            checkRepetition(Identity(number: number, networkProtocol: networkProtocol), named, port, &seen, &findings)
        }
        guard let value = document.present(Self.hostPort, of: port), let number = document.integer(value), number != 0
        else { return }
        let address = document.present(Self.hostIP, of: port).flatMap { document.string($0) } ?? ""
        let identity = Identity(number: number, networkProtocol: networkProtocol, address: address)
        if !seen.hostPorts.insert(identity).inserted {
            findings.report(id, .duplicate, value, "another port of the container has it already")
        }
    }

    /// Ports that say the same are found by the structural check; here those that say TCP once and nothing once.
    private func checkRepetition(
        _ identity: Identity, _ named: String, _ port: Document.Node, _ seen: inout Seen, _ findings: inout Findings
    ) {
        let isNamed = !named.isEmpty
        guard let other = seen.ports.updateValue(isNamed, forKey: identity), other != isNamed else { return }
        findings.report(.duplicateName, .duplicate, port, "the protocol of a port is TCP where it is missing")
    }
}
