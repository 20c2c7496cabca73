internal import Document
internal import Schema

/// Security settings of a container must not contradict each other (`ValidateSecurityContext` in Kubernetes).
struct InvalidSecurityContext: ObjectRule {
    let id = RuleID.invalidSecurityContext
    private static let escalation: Key = "allowPrivilegeEscalation"
    private static let privileged: Key = "privileged"
    private static let capabilities: Key = "capabilities"
    private static let add: Key = "add"
    private static let procMount: Key = "procMount"

    /// Looks at what follows from a setting for others.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let mount = document.present(Self.procMount, of: object), document.isString(mount, "Unmasked") {
            findings.report(
                id, .invalid, mount,
                "Unmasked needs a pod with hostUsers false, and the pods of KubeStash cannot have that")
        }
        guard boolean(Self.escalation, of: object, in: document) == false else { return }
        if boolean(Self.privileged, of: object, in: document) == true {
            findings.report(
                id, .invalid, object,
                "allowPrivilegeEscalation cannot be false where privileged is true: root of the node may do anything")
        }
        let added = document.present(Self.capabilities, of: object).flatMap { document.present(Self.add, of: $0) }
        guard let added else { return }
        for capability in document.elements(of: added) where document.isString(capability, "CAP_SYS_ADMIN") {
            findings.report(
                id, .invalid, object, "allowPrivilegeEscalation cannot be false where CAP_SYS_ADMIN is added")
        }
    }

    private func boolean(_ key: Key, of object: Document.Node, in document: Document) -> Bool? {
        document.present(key, of: object).flatMap { document.boolean($0) }
    }
}

/// A profile on the node has a path, and others have none (`validateSeccompProfileField` and
/// `ValidateAppArmorProfileField` in Kubernetes).
struct InvalidProfile: ObjectRule {
    /// What reads the profile.
    enum Kind: Sendable {
        case seccomp, appArmor
    }

    let id = RuleID.invalidSecurityContext
    private let kind: Kind
    private static let type: Key = "type"
    private static let path: Key = "localhostProfile"
    private static let relativePath = PathShape.descending("profile-path", rule: .invalidSecurityContext)
    /// One less than Linux' longest path.
    private static let longestName = 4095

    /// Makes the rule.
    init(_ kind: Kind) {
        self.kind = kind
    }

    /// Compares the path with the type.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let type = document.present(Self.type, of: object), document.kind(of: type) == .string else { return }
        let path = document.present(Self.path, of: object)
        if !document.isString(type, "Localhost") {
            guard let path else { return }
            findings.report(id, .invalid, path, "must not be set unless the type is Localhost")
        } else if let path, document.kind(of: path) == .string {
            if kind == .appArmor, document.isEmptyString(path) {
                findings.report(id, .required, path, "the type Localhost needs the name of a profile on the node")
            } else if let problem = document.withUTF8(of: path, problem) {
                findings.report(id, .invalid, path, problem)
            }
        } else if path == nil {
            findings.report(
                id, .required, missing: Self.path, of: object, "the type Localhost needs a profile on the node")
        }
    }

    private func problem(with path: ArraySlice<UInt8>) -> String? {
        guard kind == .appArmor else { return Self.relativePath.problem(with: path) }
        let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        if path.first.map(isBlank) == true || path.last.map(isBlank) == true {
            return "must not begin or end with a blank"
        }
        return path.count > Self.longestName ? "must have at most \(Self.longestName) bytes" : nil
    }
}
