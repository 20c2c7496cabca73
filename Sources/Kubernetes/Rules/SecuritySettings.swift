package import Document
package import Schema
internal import Text

/// Security settings of a container must not contradict each other (`ValidateSecurityContext` in Kubernetes).
struct InvalidSecurityContext: ObjectRule {
    /// Security settings of a container that contradict each other.
    static let info = RuleInfo(
        "invalid-security-context", .error, "security settings of a container contradict each other", isMandatory: true)
    private static let escalation: Key = "allowPrivilegeEscalation"
    private static let privileged: Key = "privileged"
    private static let capabilities: Key = "capabilities"
    private static let add: Key = "add"
    private static let procMount: Key = "procMount"

    var fields: [String] { ["", Self.procMount.text] }

    /// Checks what each setting requires of the others.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let mount = document.present(Self.procMount, of: object), document.isString(mount, "Unmasked") {
            findings.report(
                Self.info, .invalid, mount,
                "Unmasked needs a pod with hostUsers false, which this template cannot ask for")
        }
        guard boolean(Self.escalation, of: object, in: document) == false else { return }
        if boolean(Self.privileged, of: object, in: document) == true {
            findings.report(
                Self.info, .invalid, object,
                "allowPrivilegeEscalation cannot be false where privileged is true: root of the node may do anything")
        }
        let added = document.present(Self.capabilities, of: object).flatMap { document.present(Self.add, of: $0) }
        guard let added else { return }
        for capability in document.elements(of: added) where document.isString(capability, "CAP_SYS_ADMIN") {
            findings.report(
                Self.info, .invalid, object, "allowPrivilegeEscalation cannot be false where CAP_SYS_ADMIN is added")
        }
    }

    private func boolean(_ key: Key, of object: Document.Node, in document: Document) -> Bool? {
        document.present(key, of: object).flatMap { document.boolean($0) }
    }
}

/// A Pod in a namespace of its node must not change the node's kernel settings (`ValidateHostSysctl` in Kubernetes'
/// core validation).
struct InvalidSysctl: ObjectRule {
    static var info: RuleInfo { .invalidSysctl }

    private static let hostNetwork: Key = "hostNetwork"
    private static let hostIPC: Key = "hostIPC"
    private static let context: Key = "securityContext"
    private static let sysctls: Key = "sysctls"
    private static let name: Key = "name"

    /// The settings of System V's messages, semaphores and shared memory.
    private static let ipcNames = [
        "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced", "kernel.shm",
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.msg",
    ]

    var fields: [String] { ["securityContext.sysctls.name"] }
    var triggers: [Key] { [Self.context] }

    /// Compares the settings with the namespaces.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let context = document.present(Self.context, of: object),
            let sysctls = document.list(Self.sysctls, of: context)
        else { return }
        let hostNetwork = document.isTrue(Self.hostNetwork, of: object)
        let hostIPC = document.isTrue(Self.hostIPC, of: object)
        guard hostNetwork || hostIPC else { return }
        for sysctl in document.elements(of: sysctls) {
            guard let name = document.text(Self.name, of: sysctl) else { continue }
            let text = document.withUTF8(of: name, Self.normalized)
            if hostNetwork, text.hasPrefix("net.") {
                findings.report(Self.info, .invalid, name, "would change the node: does not go with hostNetwork")
            } else if hostIPC, text.hasPrefix("fs.mqueue.") || Self.ipcNames.contains(text) {
                findings.report(Self.info, .invalid, name, "would change the node: does not go with hostIPC")
            }
        }
    }

    /// The name with dots between its parts: if a slash comes first, slashes and dots are swapped.
    private static func normalized(_ name: Span<UInt8>) -> String {
        let dot = UInt8(ascii: ".")
        let slash = UInt8(ascii: "/")
        guard let first = name.firstIndex(where: { $0 == dot || $0 == slash }), name[first] == slash else {
            return String(name)
        }
        let swapped = name.indices.map { name[$0] == slash ? dot : name[$0] == dot ? slash : name[$0] }
        return String(decoding: swapped, as: UTF8.self)
    }
}

/// On Windows, all containers of a Pod run on the node itself or none does, and those that do use its network
/// (`validateWindowsHostProcessPod` in Kubernetes' core validation).
package struct WindowsHostProcess: ObjectRule {
    package static var info: RuleInfo { .invalidWindowsOptions }

    private let parts: PodParts
    private static let hostNetwork: Key = "hostNetwork"
    private static let options: Key = "windowsOptions"
    private static let hostProcess: Key = "hostProcess"

    /// Makes the rule.
    ///
    /// - Parameter parts: Where the parts of the Pod are.
    package init(_ parts: PodParts) {
        self.parts = parts
    }

    package var fields: [String] {
        parts.conmainFields(Self.options, Self.hostProcess) + (parts.isTemplate ? [Self.hostNetwork.text] : [])
    }
    package var triggers: [Key] { parts.contextTriggers }
    package var innerTriggers: [Key] { [Self.hostProcess] }

    /// Compares the containers with the Pod.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let pod = parts.podContext(of: object, in: document).flatMap { value(of: $0, in: document) }
        let settings = parts.contexts(of: object, in: document).map { $0.flatMap { value(of: $0, in: document) } }
        let inherited = pod.flatMap { document.boolean($0) }
        guard inherited != nil || settings.contains(where: { $0 != nil }) else { return }
        if parts.hasTemplate, settings.first.flatMap({ $0 }) == nil { return }
        // The settings of one container beside a template are judged here, and the template for itself.
        let judged = parts.hasTemplate ? settings.prefix(1) : settings[...]
        if let inherited {
            for case .some(let own) in judged where document.boolean(own) != inherited {
                findings.report(Self.info, .invalid, own, "must be that of the Pod, \(inherited), or be left out")
            }
        }
        let onNode = settings.map { $0.flatMap { document.boolean($0) } ?? inherited ?? false }
        guard onNode.contains(true) else { return }
        if inherited == nil, onNode.contains(false) {
            for case .some(let own) in judged where document.boolean(own) == true {
                findings.report(Self.info, .invalid, own, "must be true for all containers of the Pod or for none")
            }
        }
        checkNetwork(of: object, pod.map { [$0] } ?? judged.compactMap { $0 }, in: document, &findings)
    }

    /// Reports a Pod that does not use the node's network, although a container runs on the node.
    private func checkNetwork(
        of object: Document.Node, _ settings: [Document.Node], in document: Document, _ findings: inout Findings
    ) {
        let pod = parts.pod(of: object, in: document)
        guard !(pod.map { document.isTrue(Self.hostNetwork, of: $0) } ?? false) else { return }
        let detail = "must be true where a container has hostProcess: it uses the node's network"
        if parts.isTemplate, let network = document.present(Self.hostNetwork, of: object) {
            findings.report(Self.info, .invalid, network, detail)
        } else if parts.isTemplate {
            findings.report(Self.info, .invalid, missing: Self.hostNetwork, of: object, detail)
        } else {
            for setting in settings where document.boolean(setting) == true {
                findings.report(
                    Self.info, .invalid, setting,
                    parts.hasTemplate
                        ? "needs a Pod with hostNetwork true: it uses the node's network"
                        : "needs a Pod with hostNetwork true, which these settings cannot ask for")
            }
        }
    }

    /// The value in a security context, nil if it is not set.
    private func value(of context: Document.Node, in document: Document) -> Document.Node? {
        guard let options = document.present(Self.options, of: context),
            let value = document.present(Self.hostProcess, of: options), document.kind(of: value) == .boolean
        else { return nil }
        return value
    }
}

/// The kubelet does not start a container that must not run as root and is told to
/// (`verifyRunAsNonRoot` in `pkg/kubelet/kuberuntime`).
package struct RootUser: ObjectRule {
    /// A container that must not be root and is root.
    package static let info = RuleInfo(
        "root-user", .warning, "runAsNonRoot together with runAsUser 0, which the kubelet refuses to run")

    private let parts: PodParts
    private static let nonRoot: Key = "runAsNonRoot"
    private static let user: Key = "runAsUser"

    /// Makes the rule.
    ///
    /// - Parameter parts: Where the parts of the Pod are.
    package init(_ parts: PodParts) {
        self.parts = parts
    }

    package var fields: [String] { parts.conmainFields(Self.user) }
    package var triggers: [Key] { parts.contextTriggers }
    package var innerTriggers: [Key] { [Self.nonRoot] }

    /// Looks at what holds for each container: its own settings, and those of the Pod for what it does not say.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let pod = parts.podContext(of: object, in: document)
        var reportsPod = true
        if !parts.isJudgedBeside(object, in: document) {
            check(parts.mainContext(of: object, in: document), within: pod, &reportsPod, document, &findings)
        }
        // The template for itself is judged with its init containers.
        guard !parts.hasTemplate, let list = parts.initContainers(of: object, in: document) else { return }
        for container in document.elements(of: list) {
            let context = document.present(PodParts.context, of: container)
            check(context, within: pod, &reportsPod, document, &findings)
        }
    }

    private func check(
        _ context: Document.Node?, within pod: Document.Node?, _ reportsPod: inout Bool, _ document: Document,
        _ findings: inout Findings
    ) {
        let ownNonRoot = context.flatMap { document.present(Self.nonRoot, of: $0) }
        let ownUser = context.flatMap { document.present(Self.user, of: $0) }
        // The template for itself is judged without this container, if that says nothing.
        if parts.hasTemplate, ownNonRoot == nil, ownUser == nil { return }
        guard let user = ownUser ?? pod.flatMap({ document.present(Self.user, of: $0) }), document.integer(user) == 0,
            let nonRoot = ownNonRoot ?? pod.flatMap({ document.present(Self.nonRoot, of: $0) }),
            document.boolean(nonRoot) == true, ownUser != nil || reportsPod
        else { return }
        if ownUser == nil { reportsPod = false }
        findings.report(
            Self.info, .invalid, user, "is root, and runAsNonRoot is true: the kubelet does not start the container")
    }
}
