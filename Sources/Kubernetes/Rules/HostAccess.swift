internal import Document
internal import Schema

/// A privileged container can do on its node what root can do.
struct PrivilegedContainer: ObjectRule {
    static var info: RuleInfo { .hostAccess }
    private static let privileged: Key = "privileged"

    var fields: [String] { [Self.privileged.text] }
    var triggers: [Key] { [Self.privileged] }

    /// Warns of a privileged container.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let privileged = document.present(Self.privileged, of: object), document.boolean(privileged) == true
        else {
            return
        }
        findings.report(
            Self.info, .invalid, privileged, "a privileged container may do on its node whatever root may do")
    }
}

/// A `hostPath` volume ties a pod to its node and reaches outside its container.
struct HostPathVolume: ObjectRule {
    static var info: RuleInfo { .hostAccess }
    private static let hostPath: Key = "hostPath"

    var fields: [String] { [Self.hostPath.text] }
    var triggers: [Key] { [Self.hostPath] }

    /// Warns of a `hostPath` volume.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let volume = document.present(Self.hostPath, of: object), document.kind(of: volume) == .object else {
            return
        }
        findings.report(
            Self.info, .invalid, volume, "a hostPath volume reaches the files of whatever node the pod runs on")
    }
}

/// A Pod should use its own kernel namespaces; in those of the node, it sees and reaches processes of others.
struct HostNamespaces: ObjectRule {
    static var info: RuleInfo { .hostAccess }

    private static let fields: [(key: Key, reach: String)] = [
        (
            "hostNetwork",
            "uses the node's network: it reaches what is meant for the node only, and takes the node's ports"
        ),
        ("hostPID", "sees all processes of the node, and may signal them as far as its user may"),
        ("hostIPC", "shares memory and semaphores with all processes of the node"),
    ]

    var fields: [String] { Self.fields.map(\.key.text) }
    var triggers: [Key] { Self.fields.map(\.key) }

    /// Reports every namespace of the node.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        for (key, reach) in Self.fields {
            guard let value = document.member(key, of: object), document.boolean(value) == true else { continue }
            findings.report(Self.info, .invalid, value, "the Pod \(reach)")
        }
    }
}

/// In the node's network, a container's port is the same port of the node.
///
/// Kubernetes refuses different ports only for main containers (`validatePodHostNetworkDeps` in its core validation).
struct HostNetworkPort: ObjectRule {
    /// A port that the node's network would have to translate.
    static let info = RuleInfo(
        "host-network-port", .warning, "a hostPort other than the containerPort, in the node's network")

    private static let hostNetwork: Key = "hostNetwork"
    private static let initContainers: Key = "initContainers"
    private static let ports: Key = "ports"
    private static let containerPort: Key = "containerPort"
    private static let hostPort: Key = "hostPort"

    var fields: [String] { ["initContainers.ports.hostPort"] }
    var triggers: [Key] { [Self.hostNetwork] }

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
                    Self.info, .invalid, value,
                    "has no effect where hostNetwork is true: the port is the containerPort, \(containerPort)")
            }
        }
    }
}
