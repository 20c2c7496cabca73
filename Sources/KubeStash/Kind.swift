public import Document
public import Schema

/// A kind of object: what it is called, what it consists of, and which rules it must keep.
public struct Kind: Sendable {
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
        /// The group with the version: `core.kubestash.com/v1alpha1`.
        public var apiVersion: String { "\(group)/\(version)" }
        /// The plural without what makes it one: how kubectl calls one object.
        public var singular: String { kind.lowercased() }
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
        self.scope = scope
        self.hasStatus = hasStatus
        self.columns = columns
        self.schema = schema
        self.rules = rules.map { type(of: $0).info }
        applyRules = { object, context, findings in
            let subject = view(object, context.document)
            for rule in rules { rule.check(subject, in: context, &findings) }
        }
    }

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
        StructuralCheck.collect(schema, unknownFields: unknownFields, into: &findings)
        // An object over the findings limit is refused; the rules would add to the number only, and the view of millions
        // of empty sessions would take hundreds of megabytes.
        if findings.dropped == 0 { applyRules(object, context, &findings) }
        context.settings.apply(to: &findings)
        findings.sort(by: schema)
        return findings
    }

    /// The smallest patch that fills in what is missing and has a default.
    ///
    /// - Parameters:
    ///   - object: The object; the patch's pointers begin there.
    ///   - document: The document that it is in.
    /// - Returns: The patch, nil where it would be longer than `Defaults.patchLimit`.
    public func defaults(for object: Document.Node, in document: Document) -> JSONPatch? {
        Defaults.patch(for: object, of: schema, in: document)
    }
}

/// The kinds that are checked.
///
/// Code that needs all of them, or one by its name, reads this list and names none itself.
public enum Kinds {
    /// All of them.
    public static let all = [BackupConfiguration.kind]
}
