internal import Document
internal import Schema
internal import Text

/// A variable must have exactly one source for its value (`validateEnvVarValueFrom` in Kubernetes).
struct InvalidEnv: ObjectRule {
    static var info: RuleInfo { .invalidEnv }
    private static let value: Key = "value"
    private static let valueFrom: Key = "valueFrom"
    private static let sources: [Key] = [
        "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef",
    ]

    var fields: [String] { ["valueFrom"] }
    var triggers: [Key] { [Self.valueFrom] }

    /// Counts the sources.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let source = document.present(Self.valueFrom, of: object), document.kind(of: source) == .object else {
            return
        }
        switch Self.sources.count(where: { document.present($0, of: source) != nil }) {
        case 0:
            findings.report(
                Self.info, .invalid, source,
                "must be one of configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef and fileKeyRef")
        case _ where document.text(Self.value, of: object) != nil:
            findings.report(Self.info, .invalid, source, "must not be set beside a value that is not empty")
        case 1: break
        default: findings.report(Self.info, .invalid, source, "must not take the value from more than one place")
        }
    }
}

/// An entry of `envFrom` must name exactly one object (`ValidateEnvFrom` in Kubernetes).
struct InvalidEnvFrom: ObjectRule {
    static var info: RuleInfo { .invalidEnv }
    private static let configMap: Key = "configMapRef"
    private static let secret: Key = "secretRef"

    var fields: [String] { [""] }

    /// Counts the objects.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (document.present(Self.configMap, of: object), document.present(Self.secret, of: object)) {
        case (nil, nil): findings.report(Self.info, .invalid, object, "must have a configMapRef or a secretRef")
        case (.some, .some):
            findings.report(Self.info, .invalid, object, "must not have both a configMapRef and a secretRef")
        default: break
        }
    }
}

/// A key must belong to a named object; Kubernetes treats a missing name as an empty one, which is not a name.
struct MissingKeyOwner: ObjectRule {
    static var info: RuleInfo { .invalidEnv }
    private static let name: Key = "name"

    var fields: [String] { [Self.name.text] }

    /// Reports a missing name.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.name, of: object) == nil else { return }
        findings.report(Self.info, .invalid, missing: Self.name, of: object, "must name the ConfigMap or Secret")
    }
}

/// A field of the pod must be one that a container can read (`validateObjectFieldSelector` and
/// `ConvertDownwardAPIFieldLabel` in Kubernetes).
struct InvalidFieldReference: ObjectRule {
    /// The destination of the field.
    enum Use: Sendable {
        /// Into an environment variable.
        case environment
        /// Into a file.
        case volume
    }

    static var info: RuleInfo { .invalidFieldReference }
    private let paths: [String]
    private static let fieldPath: Key = "fieldPath"

    /// Makes the rule.
    init(_ use: Use) {
        switch use {
        case .environment:
            paths = [
                "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
                "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
            ]
        case .volume:
            paths = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"]
        }
    }

    /// Fields that Kubernetes knows, though they fit only one of the destinations or none.
    private static let known: Set<String> = [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
        "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName", "status.phase",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ]
    /// The name of `spec.nodeName` in very old objects.
    private static let oldNodeName = "spec.host"

    var fields: [String] { [Self.fieldPath.text] }
    var triggers: [Key] { [Self.fieldPath] }

    /// Checks the path.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let path = document.present(Self.fieldPath, of: object), document.kind(of: path) == .string,
            !document.isEmptyString(path), !paths.contains(where: { document.isString(path, $0) })
        else { return }
        if let bracket = document.withUTF8(of: path, Self.openingBracket) {
            let problem = document.withUTF8(of: path) { Self.problem(with: $0, bracket) }
            if let problem { findings.report(Self.info, .invalid, path, problem) }
        } else if !(document.isString(path, Self.oldNodeName) && paths.contains("spec.nodeName")) {
            let isKnown = Self.known.contains { document.isString(path, $0) }
            findings.report(
                Self.info, isKnown ? .notSupported : .invalid, path,
                "must be one of \(paths.joined(separator: ", ")), metadata.labels['<key>'] and "
                    + "metadata.annotations['<key>']",
                suggestion: NearestName.of(document.string(path) ?? "", among: paths).map { .replace(with: $0) })
        }
    }

    /// The problem with a path with a key in brackets: `metadata.labels['app']` is one label.
    private static func problem(with path: Span<UInt8>, _ bracket: Int) -> String? {
        let field = path.extracting(..<bracket)
        let key = path.extracting(bracket + 2..<path.count - 2)
        if field.equals("metadata.labels") { return Format.labelKey.problem(with: key) }
        if field.equals("metadata.annotations") { return Format.annotationKey.problem(with: key) }
        return "only metadata.labels and metadata.annotations have keys"
    }

    /// The position of the bracket before a key, nil if there is none.
    private static func openingBracket(_ path: Span<UInt8>) -> Int? {
        guard path.extracting(last: 2).equals("']"), let open = path.firstIndex(of: UInt8(ascii: "[")), open > 0,
            path.extracting(open...).extracting(droppingLast: 2).starts(with: "['")
        else { return nil }
        return open
    }
}

/// A limit or request that a container reads must be its own, in a unit by which Kubernetes can divide
/// (`validateContainerResourceFieldSelector` and `validateContainerResourceDivisor` in Kubernetes).
struct InvalidResourceReference: ObjectRule {
    static var info: RuleInfo { .invalidFieldReference }
    private static let resource: Key = "resource"
    private static let divisor: Key = "divisor"

    private static let names = [
        "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
        "requests.ephemeral-storage",
    ]

    var fields: [String] { [Self.resource.text, Self.divisor.text] }
    var triggers: [Key] { [Self.resource] }

    /// Checks the name and its divisor.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let resource = document.present(Self.resource, of: object), document.kind(of: resource) == .string,
            !document.isEmptyString(resource)
        else { return }
        guard Self.isKnown(resource, in: document) else {
            let nearest = document.string(resource).flatMap { NearestName.of($0, among: Self.names) }
            findings.report(
                Self.info, .notSupported, resource,
                "must be one of \(Self.names.joined(separator: ", ")), or hugepages-<size> of limits or requests",
                suggestion: nearest.map { .replace(with: $0) })
            return
        }
        guard let divisor = document.present(Self.divisor, of: object), let amount = Quantity(divisor, in: document),
            !amount.isZero
        else { return }
        let isProcessor = document.isString(resource, "limits.cpu") || document.isString(resource, "requests.cpu")
        let unit = document.withUTF8(of: divisor) { DivisorUnit($0, amount) }
        if isProcessor ? unit != .one && unit != .thousandth : unit != .one && unit != .many {
            findings.report(
                Self.info, .invalid, divisor,
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

/// The unit of a divisor.
///
/// Kubernetes compares the canonical text of a divisor with a list, so that 1000 is fine for 1k, but 1024 is not for
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

    /// Whether it is one of the first six powers.
    private static func isPower(_ nanos: UInt128, of base: UInt128) -> Bool {
        var power = Quantity.nanosOfOne
        for _ in 0..<6 {
            power *= base
            if power == nanos { return true }
        }
        return false
    }
}
