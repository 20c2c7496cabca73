internal import Document
internal import Kubernetes
internal import Schema
internal import Text
internal import Time

extension RuleInfo {
    /// A change of a field that may not change.
    static let immutableField = RuleInfo(
        "immutable-field", .error, "an update changes a field that must stay as it is, or must while it is in use",
        isMandatory: true)
}

/// A field that may not change once the object is stored, or while the object is in use.
///
/// It is judged on UPDATE only, against the stored object: the change itself is the mistake, so nothing forgives it.
struct ImmutableField: Sendable {
    /// Compares the stored value with the new one, either of which may be missing.
    typealias Comparison = @Sendable (_ old: Document.Node?, _ new: Document.Node?, Context) -> Bool

    /// The keys that lead to the field from the object.
    private let path: [Key]
    /// Why the field may not change, for the end of the message.
    private let reason: String
    /// Whether a change is a warning only.
    private let isMild: Bool
    private let isSame: Comparison
    /// Whether a stored object is in use; nil if the field may never change.
    private let isInUse: (@Sendable (_ old: Document.Node, Context) -> Bool)?

    /// Declares a field.
    ///
    /// - Parameters:
    ///   - path: The keys that lead to it from the object.
    ///   - reason: Why it may not change, for the end of the message.
    ///   - isSame: Whether two values mean the same.
    ///   - isMild: Whether a change is a warning only, since KubeStash can go on.
    ///   - isInUse: Whether a stored object is in use; nil if the field may never change.
    init(
        path: [Key], because reason: String, comparing isSame: @escaping Comparison = Self.values,
        isMild: Bool = false, whileInUse isInUse: (@Sendable (Document.Node, Context) -> Bool)? = nil
    ) {
        self.path = path
        self.reason = reason
        self.isSame = isSame
        self.isMild = isMild
        self.isInUse = isInUse
    }

    /// Declares a field by its keys, one by one.
    init(
        _ path: Key..., because reason: String, comparing isSame: @escaping Comparison = Self.values,
        isMild: Bool = false, whileInUse isInUse: (@Sendable (Document.Node, Context) -> Bool)? = nil
    ) {
        self.init(path: path, because: reason, comparing: isSame, isMild: isMild, whileInUse: isInUse)
    }

    /// The path of the field: `spec.path`.
    var fieldPath: String { path.map(\.text).joined(separator: ".") }

    /// Reports the field if an update changes it.
    ///
    /// A field whose owner comes or goes as a whole is left to the rules about the owner.
    func check(_ object: Document.Node, since old: Document.Node, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let key = path.last, isInUse?(old, context) ?? true,
            let owner = self.owner(in: object, document), let oldOwner = self.owner(in: old, document)
        else { return }
        let (before, after) = (document.present(key, of: oldOwner), document.present(key, of: owner))
        guard !isSame(before, after, context) else { return }
        guard let after else {
            return findings.report(
                .immutableField, .required, missing: key, of: owner, "may not be removed: \(reason)", isMild: isMild)
        }
        let shown = before.map { document.visibleText(of: $0, limit: Quoted.limit) }
        findings.report(
            .immutableField, .invalid, after,
            "\(shown.map { "may not change from \($0)" } ?? "may not be set later"): \(reason)", isMild: isMild)
    }

    private func owner(in object: Document.Node, _ document: Document) -> Document.Node? {
        var node = object
        for key in path.dropLast() {
            guard let next = document.present(key, of: node) else { return nil }
            node = next
        }
        return document.kind(of: node) == .object ? node : nil
    }
}

/// Comparisons, for which a missing value equals null and the value that Go reads for it.
extension ImmutableField {
    /// Compares values of any type; the order of keys does not matter.
    static let values: Comparison = { $2.document.haveSameMeaning($0, $1) }

    /// Compares texts as they are written.
    static let texts: Comparison = { $2.document.compareTexts($0, $1) { $0.equals($1) } }

    /// Compares paths in a storage: `/d`, `d` and `d/` are one directory.
    static let directories: Comparison = { old, new, context in
        context.document.compareTexts(old, new) { DirectoryPath.areSame($0, $1) }
    }

    /// Compares names, at whose end KubeStash cuts a slash.
    static let cutNames: Comparison = { old, new, context in
        context.document.compareTexts(old, new) { old, new in
            old.extracting(..<old.endWithoutSlashes).equals(new.extracting(..<new.endWithoutSlashes))
        }
    }

    /// Compares durations in Go's notation.
    static let durations: Comparison = { old, new, context in
        context.document.compareTexts(old, new) { old, new in
            if old.equals(new) { return true }
            guard let old = try? GoDuration(utf8: old), let new = try? GoDuration(utf8: new) else { return false }
            return old.nanoseconds == new.nanoseconds
        }
    }

    /// Compares references by name and namespace; one without a namespace means that of the object.
    static let references: Comparison = { old, new, context in
        let document = context.document
        guard let old, let new, document.kind(of: old) == .object, document.kind(of: new) == .object else {
            return document.haveSameMeaning(old, new)
        }
        func text(_ key: Key, of node: Document.Node) -> String? {
            document.text(key, of: node).flatMap { document.string($0) }
        }
        return text(Names.name, of: old) == text(Names.name, of: new)
            && text(Names.kind, of: old) == text(Names.kind, of: new)
            && text(Names.apiGroup, of: old) == text(Names.apiGroup, of: new)
            && (text(Names.namespace, of: old) ?? context.namespace)
                == (text(Names.namespace, of: new) ?? context.namespace)
    }
}

extension Document {
    /// Compares two texts, of which a missing one is empty; values of other types by their meaning.
    fileprivate func compareTexts(
        _ old: Node?, _ new: Node?, _ isSame: (Span<UInt8>, Span<UInt8>) -> Bool
    ) -> Bool {
        guard old.map({ kind(of: $0) == .string }) ?? true, new.map({ kind(of: $0) == .string }) ?? true else {
            return haveSameMeaning(old, new)
        }
        return withText(old) { old in withText(new) { new in isSame(old, new) } }
    }

    private func withText(_ node: Node?, _ body: (Span<UInt8>) -> Bool) -> Bool {
        guard let node else { return body([UInt8]().span) }
        return withUTF8(of: node, body)
    }

    /// Whether two values are the same to Go, which drops what is zero.
    fileprivate func haveSameMeaning(_ one: Node?, _ other: Node?) -> Bool {
        guard let one, !isZero(one) else { return other.map { isZero($0) } ?? true }
        guard let other, kind(of: one) == kind(of: other) else { return false }
        switch kind(of: one) {
        case .null: return true
        case .boolean: return boolean(one) == boolean(other)
        case .string: return haveSameText(one, other)
        case .number: return number(one) == number(other)
        case .array:
            return count(of: one, upTo: .max) == count(of: other, upTo: .max)
                && zip(elements(of: one), elements(of: other)).allSatisfy { haveSameMeaning($0, $1) }
        case .object: return haveSameMembers(one, other)
        }
    }

    /// Whether two objects have the same members, except for some.
    func haveSameMembers(_ one: Node, _ other: Node, except isExcepted: (Node) -> Bool = { _ in false }) -> Bool {
        func members(of object: Node) -> [String: Node] {
            var found: [String: Node] = [:]
            for (key, value) in self.members(of: object) where !isZero(value) && !isExcepted(key) {
                found[string(key) ?? ""] = value
            }
            return found
        }
        let (members, others) = (members(of: one), members(of: other))
        return members.count == others.count
            && members.allSatisfy { member in others[member.key].map { haveSameMeaning(member.value, $0) } ?? false }
    }

    private func isZero(_ node: Node) -> Bool {
        switch kind(of: node) {
        case .null: true
        case .boolean: boolean(node) == false
        case .string: isEmptyString(node)
        case .number: integer(node) == 0
        case .array: isEmptyContainer(node)
        case .object: false
        }
    }
}
