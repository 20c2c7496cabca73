internal import Document
internal import Text

/// An annotation that chose a seccomp or AppArmor profile before there were fields for them, and is still read.
enum ProfileAnnotation: Hashable, Sendable {
    /// A seccomp profile for the Pod.
    case podSeccomp
    /// A seccomp profile for a container.
    case containerSeccomp
    /// An AppArmor profile for a container.
    case containerAppArmor

    private static let podSeccompKey: Key = "seccomp.security.alpha.kubernetes.io/pod"
    private static let localhost: StaticString = "localhost/"

    /// What a key stands for, nil where it is another annotation.
    init?(_ key: Document.Node, in document: Document) {
        if document.isKey(key, Self.podSeccompKey) {
            self = .podSeccomp
            return
        }
        let known = document.withUTF8(of: key) { text -> ProfileAnnotation? in
            if text.starts(with: "container.seccomp.security.alpha.kubernetes.io/") { return .containerSeccomp }
            if text.starts(with: "container.apparmor.security.beta.kubernetes.io/") { return .containerAppArmor }
            return nil
        }
        guard let known else { return nil }
        self = known
    }

    /// What is wrong with the annotation's text.
    func problem(with text: Span<UInt8>) -> String? {
        switch self {
        case .podSeccomp, .containerSeccomp: Self.seccompProblem(text)
        case .containerAppArmor: Self.appArmorProblem(text)
        }
    }

    private static func seccompProblem(_ text: Span<UInt8>) -> String? {
        if text.equals("runtime/default") || text.equals("docker/default") || text.equals("unconfined") { return nil }
        guard text.starts(with: localhost) else {
            return "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a path"
        }
        let path = text.extracting(droppingFirst: localhost.utf8CodeUnitCount)
        if PathShape.isAbsolute(path) { return "must have a relative path after \"localhost/\"" }
        return PathShape.hasBackstep(path) ? "must not have '..' in the path" : nil
    }

    private static func appArmorProblem(_ text: Span<UInt8>) -> String? {
        if text.isEmpty || text.equals("runtime/default") || text.equals("unconfined") { return nil }
        return text.starts(with: localhost)
            ? nil : "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a profile"
    }
}
