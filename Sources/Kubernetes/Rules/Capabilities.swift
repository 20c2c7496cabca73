internal import Document
internal import Schema
internal import Text

/// A capability is named without CAP_, and is one that Linux has.
///
/// Kubernetes accepts any text. The runtime puts `CAP_` before it (`WithAddedCapabilities` in containerd's CRI plugin), and
/// ignores or refuses a capability that the kernel does not have. Lower case is left alone, because runtimes fold it.
struct UnlikelyCapability: ObjectRule {
    /// A capability that no runtime knows.
    static let info = RuleInfo(
        "unlikely-capability", .warning, "a capability by a name that Linux does not have, such as CAP_SYS_ADMIN")

    private static let lists: [Key] = ["add", "drop"]
    /// The capabilities of Linux (`include/uapi/linux/capability.h`), and the word for all of them.
    private static let known: Set<String> = [
        "ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
        "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
        "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
        "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT",
        "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG",
        "WAKE_ALARM",
    ]
    private static let prefix = "CAP_"
    /// The longest text that is looked at, in bytes.
    private static let longest = 64

    var fields: [String] { Self.lists.map(\.text) }
    var triggers: [Key] { Self.lists }

    /// Looks at every capability.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        for key in Self.lists {
            guard let list = document.list(key, of: object) else { continue }
            for item in document.elements(of: list) {
                guard document.isString(item), let text = document.string(item, upTo: Self.longest),
                    text.utf8.count <= Self.longest
                else { continue }
                Self.judge(text, item, &findings)
            }
        }
    }

    private static func judge(_ text: String, _ node: Document.Node, _ findings: inout Findings) {
        let name = text.uppercased()
        guard !known.contains(name) else { return }
        if name.hasPrefix(prefix), known.contains(String(name.dropFirst(prefix.count))) {
            findings.report(
                info, .invalid, node, "must be without CAP_, which the runtime puts before it",
                suggestion: .replace(with: String(name.dropFirst(prefix.count))))
        } else if let meant = NearestName.of(name, among: known.sorted(), lettersPerMistake: 4) {
            findings.report(
                info, .invalid, node, "is not a capability of Linux", suggestion: .replace(with: meant))
        }
    }
}
