internal import Schema

extension Format {
    /// The name of a resource that a container may ask for (`validateContainerResourceName` in Kubernetes).
    static let containerResource = Format(
        "container-resource", rule: .invalidResources,
        summary: "cpu, memory, ephemeral-storage, hugepages-<size>, or the name of a resource with its domain"
    ) { text in
        switch ContainerResource(text) {
        case .standard, .hugePages, .native, .extended: nil
        case .unknown:
            "must be cpu, memory, ephemeral-storage, hugepages-<size>, or have a domain, such as example.com/gpu"
        case .malformed: "must be \(Format.labelKeySummary)"
        case .reserved:
            "must not begin with \"requests.\" and must have at most 244 characters before the '/': quotas put that "
                + "word before it"
        }
    }
}

/// What kind of resource a name means, which decides how much of it may be asked for.
enum ContainerResource {
    /// `cpu`, `memory` or `ephemeral-storage`.
    case standard
    /// Huge pages of one size.
    case hugePages
    /// One under `kubernetes.io/`, which Kubernetes leaves alone.
    case native
    /// One that somebody else counts, such as a GPU.
    case extended
    /// A name without a domain that is none of Kubernetes' own.
    case unknown
    /// No name at all.
    case malformed
    /// A name that quotas need.
    case reserved

    static let hugePagesPrefix = "hugepages-"
    private static let quotaPrefix = "requests."
    private static let ownDomain = "kubernetes.io/"

    init(_ name: ArraySlice<UInt8>) {
        guard NameShape.isLabelKey(name) else {
            self = .malformed
            return
        }
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else {
            if Self.names.contains(where: { name.elementsEqual($0.utf8) }) {
                self = .standard
            } else {
                self = name.starts(with: Self.hugePagesPrefix.utf8) ? .hugePages : .unknown
            }
            return
        }
        if name[...slash].reversed().starts(with: Self.ownDomain.utf8.reversed()) {
            self = .native
        } else if name.starts(with: Self.quotaPrefix.utf8)
            || slash - name.startIndex + Self.quotaPrefix.utf8.count > NameShape.longestDomain
        {
            self = .reserved
        } else {
            self = .extended
        }
    }

    private static let names = ["cpu", "memory", "ephemeral-storage"]

    /// Whether a request may be less than the limit, or go without one.
    var allowsOvercommit: Bool {
        switch self {
        case .extended, .hugePages: false
        default: true
        }
    }
}
