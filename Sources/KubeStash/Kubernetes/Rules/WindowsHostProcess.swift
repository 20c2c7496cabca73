internal import Document
internal import Schema

/// On Windows all containers of a Pod run on the node itself or none does, and those that do use its network
/// (`validateWindowsHostProcessPod` in Kubernetes' core validation).
struct WindowsHostProcess: ObjectRule {
    var id: RuleID { .invalidWindowsOptions }

    private static let hostNetwork: Key = "hostNetwork"
    private static let context: Key = "securityContext"
    private static let mainContext: Key = "containerSecurityContext"
    private static let options: Key = "windowsOptions"
    private static let hostProcess: Key = "hostProcess"
    private static let initContainers: Key = "initContainers"
    private static let holders = [context, mainContext, initContainers]

    /// Compares the containers with the Pod.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard Self.holders.contains(where: { document.member($0, of: object) != nil }) else { return }
        let pod = value(Self.context, of: object, in: document)
        var settings = [value(Self.mainContext, of: object, in: document)]
        if let containers = document.list(Self.initContainers, of: object) {
            for container in document.elements(of: containers) {
                settings.append(value(Self.context, of: container, in: document))
            }
        }
        let inherited = pod.flatMap { document.boolean($0) }
        guard inherited != nil || settings.contains(where: { $0 != nil }) else { return }
        if let inherited {
            for case .some(let own) in settings where document.boolean(own) != inherited {
                findings.report(id, .invalid, own, "must be that of the Pod, \(inherited), or be left out")
            }
        }
        let onNode = settings.map { $0.flatMap { document.boolean($0) } ?? inherited ?? false }
        guard onNode.contains(true) else { return }
        if inherited == nil, onNode.contains(false) {
            for case .some(let own) in settings where document.boolean(own) == true {
                findings.report(id, .invalid, own, "must be true for all containers of the Pod or for none")
            }
        }
        guard !document.isTrue(Self.hostNetwork, of: object) else { return }
        let detail = "must be true where a container has hostProcess: it uses the node's network"
        if let network = document.present(Self.hostNetwork, of: object) {
            findings.report(id, .invalid, network, detail)
        } else {
            findings.report(id, .invalid, missing: Self.hostNetwork, of: object, detail)
        }
    }

    /// What a security context says about it, nil where it says nothing.
    private func value(_ context: Key, of object: Document.Node, in document: Document) -> Document.Node? {
        guard let context = document.present(context, of: object),
            let options = document.present(Self.options, of: context),
            let value = document.present(Self.hostProcess, of: options), document.kind(of: value) == .boolean
        else { return nil }
        return value
    }
}
