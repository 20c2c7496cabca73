internal import Document
internal import Schema
internal import Text

/// A limit or request that a container is told must be one of its own, in a unit that Kubernetes can divide by
/// (`validateContainerResourceFieldSelector` and `validateContainerResourceDivisor` in Kubernetes).
struct InvalidResourceReference: ObjectRule {
    var id: RuleID { .invalidFieldReference }
    private static let resource: Key = "resource"
    private static let divisor: Key = "divisor"

    private static let names = [
        "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
        "requests.ephemeral-storage",
    ]

    /// Looks at the name, and at the unit that goes with it.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let resource = document.present(Self.resource, of: object), document.kind(of: resource) == .string,
            !document.isEmptyString(resource)
        else { return }
        guard Self.isKnown(resource, in: document) else {
            let nearest = document.string(resource).flatMap { NearestName.of($0, among: Self.names) }
            findings.report(
                id, .notSupported, resource,
                "must be one of \(Self.names.joined(separator: ", ")), or hugepages-<size> of limits or requests"
                    + (nearest.map { "; did you mean \(Quoted.text($0))?" } ?? ""))
            return
        }
        guard let divisor = document.present(Self.divisor, of: object), let amount = Quantity(divisor, in: document),
            !amount.isZero
        else { return }
        let isProcessor = document.isString(resource, "limits.cpu") || document.isString(resource, "requests.cpu")
        let unit = document.withUTF8(of: divisor) { DivisorUnit($0, amount) }
        if isProcessor ? unit != .one && unit != .thousandth : unit != .one && unit != .many {
            findings.report(
                id, .invalid, divisor,
                isProcessor
                    ? "must be 1m or 1 for cpu" : "must be 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi or 1Ei")
        }
    }

    private static func isKnown(_ resource: Document.Node, in document: Document) -> Bool {
        names.contains { document.isString(resource, $0) }
            || document.withUTF8(of: resource) { text in
                text.starts(with: "limits.hugepages-") || text.starts(with: "requests.hugepages-")
            }
    }
}

/// What a divisor is: Kubernetes compares its canonical text with a list, so that 1000 is fine for 1k, but 1024 is not for
/// 1Ki, and 1e3 is neither.
private enum DivisorUnit {
    case thousandth, one, many, other

    init(_ text: Span<UInt8>, _ amount: Quantity) {
        let hasExponent = text.extracting(droppingLast: 1).contains {
            $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
        }
        let isBinary = text.last == UInt8(ascii: "i")
        guard case .nanos(let nanos) = amount.magnitude, !amount.isNegative else {
            self = .other
            return
        }
        if nanos == Quantity.nanosOfOne {
            self = .one
        } else if hasExponent, !isBinary {
            self = .other
        } else if nanos * 1000 == Quantity.nanosOfOne {
            self = .thousandth
        } else {
            self = Self.isPower(nanos, of: isBinary ? 1024 : 1000) ? .many : .other
        }
    }

    /// Whether one of the first six powers.
    private static func isPower(_ nanos: UInt128, of base: UInt128) -> Bool {
        var power = Quantity.nanosOfOne
        for _ in 0..<6 {
            power *= base
            if power == nanos { return true }
        }
        return false
    }
}
