public import Document
public import Schema

/// A kind of object: what it is called, what it consists of, and which rules it must keep.
public final class Kind: Sendable {
    /// Where objects of a kind are (`apiextensions.k8s.io/v1`).
    public enum Scope: String, Sendable {
        /// Each is in a namespace.
        case namespaced = "Namespaced"
        /// They belong to the whole cluster.
        case cluster = "Cluster"
    }

    /// What the API calls it.
    public struct Names: Sendable {
        /// The API group.
        public let group: String
        /// The version that is checked here.
        public let version: String
        /// The name of the kind.
        public let kind: String
        /// The plural in API paths and in the rules of webhooks; not every kind's ends in s.
        public let plural: String
        /// What kubectl takes for the plural as well.
        public let shortNames: [String]
        /// The groups that kubectl lists it in, as `kubectl get all`.
        public let categories: [String]

        /// The plural with the group: `backupconfigurations.core.kubestash.com`.
        public var resource: String { "\(plural).\(group)" }
        /// How kubectl calls one object.
        public var singular: String { kind.lowercased() }
        /// Every name that kubectl takes for the kind, in lower case.
        public var all: [String] { [singular, plural] + shortNames }
    }

    /// A column that kubectl shows (`additionalPrinterColumns`).
    public struct Column: Sendable {
        /// Its title.
        public let name: String
        /// The OpenAPI type of what is in it, or `date`.
        public let type: String
        /// Where that is found, as a JSONPath.
        public let path: String
    }

    /// What it is called.
    public let names: Names
    /// Where its objects are.
    public let scope: Scope
    /// Whether its status is a resource of its own, which only the controller writes.
    public let hasStatus: Bool
    /// What kubectl shows of it.
    public let columns: [Column]
    /// Its fields.
    public let schema: ObjectType
    /// The rules that look at more than one field, in the order in which they report.
    public let rules: [RuleInfo]
    /// The names as they are compared with those of a request.
    private let keys: (group: Key, version: Key, kind: Key)
    /// The fields as the check walks them.
    private let compiled: CompiledSchema
    private let applyRules: @Sendable (Document.Node, Context, inout Findings) -> Void

    /// States a kind.
    ///
    /// - Parameters:
    ///   - names: What it is called.
    ///   - scope: Where its objects are.
    ///   - hasStatus: Whether its status is a resource of its own.
    ///   - columns: What kubectl shows of it.
    ///   - schema: Its fields.
    ///   - rules: The rules that look at more than one field.
    ///   - view: Makes what these look at of an object.
    init<Subject>(
        _ names: Names, scope: Scope = .namespaced, hasStatus: Bool, columns: [Column], schema: ObjectType,
        rules: [any Rule<Subject>], view: @escaping @Sendable (Document.Node, Document) -> Subject
    ) {
        self.names = names
        keys = (Key(permanent: names.group), Key(permanent: names.version), Key(permanent: names.kind))
        self.scope = scope
        self.hasStatus = hasStatus
        self.columns = columns
        self.schema = schema
        compiled = CompiledSchema(schema)
        self.rules = rules.map { type(of: $0).info }
        applyRules = { object, context, findings in
            let subject = view(object, context.document)
            // By index, as the loop over the elements would copy each.
            for index in rules.indices { rules[index].check(subject, in: context, &findings) }
        }
    }

    /// Whether it is the kind that an object of Kubernetes names (`metav1.GroupVersionKind`).
    ///
    /// - Parameters:
    ///   - node: The object, whatever it is.
    ///   - document: The document that it is in.
    /// - Returns: Whether `group`, `version` and `kind` are those of this kind.
    public func isNamed(by node: Document.Node, in document: Document) -> Bool {
        func isText(_ field: Key, _ text: Key) -> Bool {
            document.member(field, of: node).map { document.isString($0, text) } ?? false
        }
        return isText(Self.kind, keys.kind) && isText(Self.group, keys.group) && isText(Self.version, keys.version)
    }

    private static let group: Key = "group"
    private static let version: Key = "version"
    private static let kind: Key = "kind"

    /// Checks an object against the schema, every rule and a policy.
    ///
    /// - Parameters:
    ///   - object: The object, whatever it is.
    ///   - context: What there is to know besides it, among that its document.
    ///   - unknownFields: What is done with fields that the schema does not have.
    /// - Returns: All findings, in the schema's order of fields.
    public func check(
        _ object: Document.Node, in context: Context, unknownFields: StructuralCheck.UnknownFields = .ignored
    ) -> Findings {
        var findings = Findings(about: object, in: context.document)
        StructuralCheck.collect(compiled, unknownFields: unknownFields, into: &findings)
        // An object over the findings limit is refused; the rules would add to the number only, and the view of millions
        // of empty sessions would take hundreds of megabytes.
        if findings.dropped == 0 { applyRules(object, context, &findings) }
        context.settings.apply(to: &findings)
        findings.sort(by: compiled)
        return findings
    }

    /// The defaults of what is missing.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: The document that it is in.
    /// - Returns: The plan.
    public func defaults(for object: Document.Node, in document: Document) -> DefaultsPlan {
        DefaultsPlan(for: object, of: compiled, in: document)
    }
}

/// The kinds that are checked.
///
/// Code that needs all of them, or one by its name, reads this list and names none itself.
public enum Kinds {
    /// All of them.
    public static let all = [BackupConfiguration.kind, RetentionPolicy.kind]

    /// The kind that a person means.
    ///
    /// - Parameter word: Its name, plural or short name, in whatever case.
    /// - Returns: The kind, nil where there is none of that name.
    public static func called(_ word: String) -> Kind? {
        let word = word.lowercased()
        return all.first { $0.names.all.contains(word) }
    }

    /// The kind that an object of Kubernetes names (`metav1.GroupVersionKind`), nil where it is none of them.
    ///
    /// - Parameters:
    ///   - node: The object, whatever it is.
    ///   - document: The document that it is in.
    /// - Returns: The kind.
    public static func named(by node: Document.Node, in document: Document) -> Kind? {
        all.first { $0.isNamed(by: node, in: document) }
    }
}
