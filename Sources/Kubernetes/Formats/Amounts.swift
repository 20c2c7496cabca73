internal import Document
internal import Schema
internal import Text

extension Format {
    /// A quantity of something: `500m`, `1.5`, `2Gi`.
    static let quantity = Format(
        "quantity", rule: .invalidQuantity, summary: QuantityAdvice.summary, examples: ["500m", "2Gi"],
        suggestionUnderKey: QuantityAdvice.suggestion
    ) { text in
        do throws(QuantityText.Problem) {
            _ = try QuantityText(text)
            return nil
        } catch {
            return QuantityAdvice.text(for: error, in: text)
        }
    }
}

/// Corrections of texts that are not quantities.
private enum QuantityAdvice {
    static let summary = "a number with an optional unit, such as 500m, 1.5 or 2Gi"

    /// The longest text for which a quantity is suggested, in bytes: longer ones are not misspelt quantities.
    private static let longest = 32

    static func text(for problem: QuantityText.Problem, in text: Span<UInt8>) -> String {
        switch problem {
        case .unknownUnit(let unit) where ["k", "kb"].contains(String(text.extracting(unit)).lowercased()):
            "must be \(summary); 1000 is 1k, and 1024 is 1Ki"
        case .noNumber, .unknownUnit: "must be \(summary)"
        case .badExponent: "must have a whole number from -100 to 100 after the e, such as 1e3"
        }
    }

    /// The things that quantities are of, by the keys of their fields.
    private enum Subject {
        case processors, bytes, others

        init(_ key: String) {
            switch key {
            case "cpu": self = .processors
            case "memory", "storage", "ephemeral-storage", "sizeLimit": self = .bytes
            default: self = key.hasPrefix("\(ContainerResource.hugePagesPrefix)") ? .bytes : .others
            }
        }

        /// Whether so much can be meant: no fractions of bytes, fewer than a thousand processors, and nothing below zero.
        func takes(_ amount: Quantity) -> Bool {
            guard !amount.isNegative else { return false }
            return switch self {
            case .processors: amount < .mostProcessors
            case .bytes: amount.isWhole || amount.isKilobyte
            case .others: true
            }
        }
    }

    /// The quantity without blanks, with a decimal point for a comma, and with an existing unit for another.
    static func suggestion(for text: Span<UInt8>, under key: String) -> Finding.Suggestion? {
        let subject = Subject(key)
        guard text.count <= longest, let meant = meant(String(text), of: subject),
            let amount = Quantity(meant.utf8.span), subject.takes(amount)
        else { return nil }
        return .replace(with: meant)
    }

    private static func meant(_ text: String, of subject: Subject) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        // Only a blank before the unit is clear.
        guard words.count < 2 || words.count == 2 && words[1].first?.isLetter == true else { return nil }
        var text = words.joined()
        if let comma = text.firstIndex(of: ",") {
            // Three digits after a comma may be thousands.
            let digits = text[text.index(after: comma)...].prefix { $0.isNumber }.count
            guard digits > 0, digits != 3 else { return nil }
            text.replaceSubrange(comma...comma, with: ".")
        }
        if (try? QuantityText(text.utf8.span)) != nil { return text }
        let number = text.prefix { $0.isNumber || "+-.".contains($0) }
        return unit(meantBy: text[number.endIndex...].lowercased(), of: subject).map { number + $0 }
    }

    /// The unit that was probably meant: with the other case, with a B for bytes, or a word for no unit.
    ///
    /// K and KB are not clear: they are written for 1000 and for 1024.
    private static func unit(meantBy unit: String, of subject: Subject) -> String? {
        if subject != .bytes {
            switch unit {
            case "core", "cores", "cpu", "cpus", "vcpu", "vcpus": return ""
            case "mcpu", "mcpus", "mcore", "mcores", "millicpu", "millicpus", "millicore", "millicores": return "m"
            default: break
            }
        }
        if subject == .processors { return nil }
        switch unit {
        case "b", "byte", "bytes": return ""
        case "mb", "mbyte", "mbytes": return "M"
        case "g", "gb", "gbyte", "gbytes": return "G"
        case "t", "tb", "tbyte", "tbytes": return "T"
        case "p", "pb": return "P"
        case "ki", "kib": return "Ki"
        case "mi", "mib": return "Mi"
        case "gi", "gib": return "Gi"
        case "ti", "tib": return "Ti"
        case "pi", "pib": return "Pi"
        default: return nil
        }
    }
}

extension Format {
    /// The name of a resource that a container may request (`validateContainerResourceName` in Kubernetes).
    static let containerResource = Format(
        "container-resource", rule: .invalidResources,
        summary: "cpu, memory, ephemeral-storage, hugepages-<size>, or the name of a resource with its domain",
        suggestion: { text in
            // Other devices have names of three letters, too.
            let name = String(text)
            let nearest = NearestName.of(name, among: ["memory", "ephemeral-storage"])
            return (name.lowercased() == "cpu" ? "cpu" : nearest).map { .replace(with: $0) }
        }
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

    /// Whether not every amount that is not negative may be requested.
    var restrictsAmount: Bool {
        switch self {
        case .hugePages, .extended: true
        default: false
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
