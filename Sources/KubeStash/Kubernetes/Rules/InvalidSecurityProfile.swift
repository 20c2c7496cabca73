internal import Document
internal import Schema
internal import Text

/// A profile of the node must say which one, and only such a profile may (`validateSeccompProfileField` and
/// `ValidateAppArmorProfileField` in Kubernetes' core validation).
struct InvalidSecurityProfile: ObjectRule {
    /// What reads the profile.
    enum Subject: Sendable {
        /// Profiles are files under a folder of the kubelet.
        case seccomp
        /// Profiles are names known to the kernel.
        case appArmor
    }

    var id: RuleID { .invalidSecurityProfile }
    private let subject: Subject
    private static let type: Key = "type"
    private static let profile: Key = "localhostProfile"
    /// Longest name of an AppArmor profile in bytes: `PATH_MAX` without its end.
    private static let longestName = 4095

    /// Makes the rule.
    init(_ subject: Subject) {
        self.subject = subject
    }

    /// Compares the profile with the type.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let type = document.text(Self.type, of: object) else { return }
        let profile = document.present(Self.profile, of: object)
        guard document.isString(type, "Localhost") else {
            guard let profile, subject == .seccomp || isKnown(type, in: document) else { return }
            findings.report(id, .invalid, profile, "only goes with type Localhost")
            return
        }
        guard let profile, !document.isEmptyString(profile) else {
            findings.report(
                id, .required, missing: Self.profile, of: object, "type Localhost needs a profile of the node")
            return
        }
        guard document.kind(of: profile) == .string,
            let problem = document.withUTF8(of: profile, { self.problem(with: $0) })
        else { return }
        findings.report(id, .invalid, profile, problem)
    }

    /// Whether AppArmor knows the type; of one that it does not, Kubernetes says no more than that.
    private func isKnown(_ type: Document.Node, in document: Document) -> Bool {
        document.isString(type, "RuntimeDefault") || document.isString(type, "Unconfined")
    }

    private func problem(with text: Span<UInt8>) -> String? {
        switch subject {
        case .seccomp: Self.pathProblem(text)
        case .appArmor: Self.nameProblem(text)
        }
    }

    /// What is wrong with a path under the kubelet's seccomp folder.
    static func pathProblem(_ path: Span<UInt8>) -> String? {
        if PathShape.isAbsolute(path) { return "must be a relative path" }
        return PathShape.hasBackstep(path) ? "must not have '..' in the path" : nil
    }

    private static func nameProblem(_ name: Span<UInt8>) -> String? {
        if name.count > longestName { return "must not have more than \(longestName) bytes" }
        let scalars = String(name).unicodeScalars
        let isPadded = [scalars.first, scalars.last].contains { $0?.properties.isWhitespace ?? false }
        return isPadded ? "must not have white space around it" : nil
    }
}
