internal import Document
internal import Schema
internal import Text

/// A Pod in a namespace of its node must not change the node's kernel settings for it (`ValidateHostSysctl` in Kubernetes'
/// core validation).
struct InvalidSysctl: ObjectRule {
    var id: RuleID { .invalidSysctl }

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
                findings.report(id, .invalid, name, "would change the node: does not go with hostNetwork")
            } else if hostIPC, text.hasPrefix("fs.mqueue.") || Self.ipcNames.contains(text) {
                findings.report(id, .invalid, name, "would change the node: does not go with hostIPC")
            }
        }
    }

    /// The name with dots between its parts: where a slash comes first, slashes and dots have changed places.
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
