internal import Schema
internal import Text

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

    static let hugePagesPrefix: StaticString = "hugepages-"
    private static let quotaPrefix: StaticString = "requests."
    private static let ownDomain: StaticString = "kubernetes.io/"

    init(_ name: Span<UInt8>) {
        if name.equals("cpu") || name.equals("memory") || name.equals("ephemeral-storage") {
            self = .standard
            return
        }
        guard NameShape.isLabelKey(name) else {
            self = .malformed
            return
        }
        guard let slash = name.firstIndex(of: UInt8(ascii: "/")) else {
            self = name.starts(with: Self.hugePagesPrefix) ? .hugePages : .unknown
            return
        }
        let domain = name.extracting(...slash)
        if domain.extracting(last: Self.ownDomain.utf8CodeUnitCount).equals(Self.ownDomain) {
            self = .native
        } else if name.starts(with: Self.quotaPrefix)
            || slash + Self.quotaPrefix.utf8CodeUnitCount > NameShape.longestDomain
        {
            self = .reserved
        } else {
            self = .extended
        }
    }

    /// Whether a request may be less than the limit, or go without one.
    var allowsOvercommit: Bool {
        switch self {
        case .extended, .hugePages: false
        default: true
        }
    }
}
