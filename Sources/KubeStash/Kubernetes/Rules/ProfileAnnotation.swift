internal import Document

/// An annotation that chose a seccomp or AppArmor profile before there were fields for them, and is still read.
enum ProfileAnnotation: Hashable, Sendable {
    /// A seccomp profile for the Pod.
    case podSeccomp
    /// A seccomp profile for a container.
    case containerSeccomp
    /// An AppArmor profile for a container.
    case containerAppArmor

    private static let podSeccompKey: Key = "seccomp.security.alpha.kubernetes.io/pod"
    private static let containerPrefixes: [(prefix: [UInt8], subject: ProfileAnnotation)] = [
        (Array("container.seccomp.security.alpha.kubernetes.io/".utf8), .containerSeccomp),
        (Array("container.apparmor.security.beta.kubernetes.io/".utf8), .containerAppArmor),
    ]
    private static let localhost = "localhost/"

    /// What a key stands for, nil where it is another annotation.
    init?(_ key: Document.Node, in document: Document) {
        if document.isKey(key, Self.podSeccompKey) {
            self = .podSeccomp
            return
        }
        let known = document.withUTF8(of: key) { text in
            Self.containerPrefixes.first { text.starts(with: $0.prefix) }?.subject
        }
        guard let known else { return nil }
        self = known
    }

    /// What is wrong with the annotation's text.
    func problem(with text: ArraySlice<UInt8>) -> String? {
        switch self {
        case .podSeccomp, .containerSeccomp: Self.seccompProblem(text)
        case .containerAppArmor: Self.appArmorProblem(text)
        }
    }

    private static func seccompProblem(_ text: ArraySlice<UInt8>) -> String? {
        if ["runtime/default", "docker/default", "unconfined"].contains(where: text.elementsEqual(_:)) { return nil }
        guard text.starts(with: localhost.utf8) else {
            return "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a path"
        }
        let parts = text.dropFirst(localhost.utf8.count).split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count > 1, parts.first?.isEmpty == true { return "must have a relative path after \"localhost/\"" }
        return parts.contains { $0.elementsEqual("..".utf8) } ? "must not have '..' in the path" : nil
    }

    private static func appArmorProblem(_ text: ArraySlice<UInt8>) -> String? {
        if text.isEmpty || ["runtime/default", "unconfined"].contains(where: text.elementsEqual(_:)) { return nil }
        return text.starts(with: localhost.utf8)
            ? nil : "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a profile"
    }
}

extension ArraySlice<UInt8> {
    fileprivate func elementsEqual(_ text: String) -> Bool {
        elementsEqual(text.utf8)
    }
}
