internal import Document
internal import Schema

/// In the node's network a port of a container is that port of the node and no other.
///
/// Kubernetes refuses others of main containers only (`validatePodHostNetworkDeps` in its core validation).
struct HostNetworkPort: ObjectRule {
    var id: RuleID { .hostNetworkPort }

    private static let hostNetwork: Key = "hostNetwork"
    private static let initContainers: Key = "initContainers"
    private static let ports: Key = "ports"
    private static let containerPort: Key = "containerPort"
    private static let hostPort: Key = "hostPort"

    /// Compares the ports of each container.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.isTrue(Self.hostNetwork, of: object),
            let containers = document.list(Self.initContainers, of: object)
        else { return }
        for container in document.elements(of: containers) {
            guard let ports = document.list(Self.ports, of: container) else { continue }
            for port in document.elements(of: ports) {
                guard let value = document.present(Self.hostPort, of: port), let number = document.integer(value),
                    number != 0,
                    let containerPort = document.present(Self.containerPort, of: port).flatMap({ document.integer($0) }
                    ),
                    containerPort != number
                else { continue }
                findings.report(
                    id, .invalid, value,
                    "has no effect where hostNetwork is true: the port is the containerPort, \(containerPort)",
                    severity: .warning)
            }
        }
    }
}
