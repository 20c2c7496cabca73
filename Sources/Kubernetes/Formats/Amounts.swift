internal import Document
internal import Schema
internal import Text

extension Format {
    /// A quantity of something: `500m`, `1.5`, `2Gi`.
    static let quantity = Format(
        "quantity", rule: .invalidQuantity, summary: "a number with an optional unit, such as 500m, 1.5 or 2Gi",
        suggestion: QuantityAdvice.suggestion
    ) { text in
        do throws(QuantityText.Problem) {
            _ = try QuantityText(text)
            return nil
        } catch {
            return QuantityAdvice.text(for: error)
        }
    }
}

/// Messages about a text that is not a quantity.
private enum QuantityAdvice {
    static func text(for problem: QuantityText.Problem) -> String {
        switch problem {
        case .noNumber:
            "must be a number with an optional unit, such as 500m, 1.5 or 2Gi"
        case .badExponent:
            "must have a whole number from -100 to 100 after the e, such as 1e3"
        case .unknownUnit:
            "must end in a unit that Kubernetes knows (n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei)"
        }
    }

    /// An existing unit for one that does not exist.
    static func suggestion(for text: Span<UInt8>) -> Finding.Suggestion? {
        do throws(QuantityText.Problem) {
            _ = try QuantityText(text)
            return nil
        } catch {
            guard case .unknownUnit(let unit) = error else { return nil }
            return meant(String(text.extracting(unit))).map {
                .replaceEnd(byteCount: text.count - unit.lowerBound, with: $0)
            }
        }
    }

    /// The unit that was probably meant: with the other case, with a B for bytes, after a blank.
    private static func meant(_ unit: String) -> String? {
        var letters = unit.lowercased().filter { !$0.isWhitespace }
        if letters.hasSuffix("ytes") { letters.removeLast(4) }
        if letters.hasSuffix("b") { letters.removeLast() }
        switch letters {
        case "k": return unit.first == "K" ? "Ki" : "k"
        case "m", "g", "t", "p", "e": return letters.uppercased()
        case "ki", "mi", "gi", "ti", "pi", "ei": return letters.prefix(1).uppercased() + "i"
        case "kib", "mib", "gib", "tib": return letters.prefix(1).uppercased() + "i"
        default: return nil
        }
    }
}

extension Format {
    /// The name of a resource that a container may request (`validateContainerResourceName` in Kubernetes).
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

/// The kind of resource that a name stands for, which decides how much of it may be requested.
enum ContainerResource {
    /// `cpu`, `memory` or `ephemeral-storage`.
    case standard
    /// Huge pages of one size.
    case hugePages
    /// A resource under `kubernetes.io/`, which Kubernetes does not check further.
    case native
    /// A resource of another provider, such as a GPU.
    case extended
    /// A name without a domain that Kubernetes does not know.
    case unknown
    /// A text that is not a name.
    case malformed
    /// A name that is reserved for quotas.
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

    /// Whether a request may be lower than the limit, or have no limit.
    var allowsOvercommit: Bool {
        switch self {
        case .extended, .hugePages: false
        default: true
        }
    }
}
