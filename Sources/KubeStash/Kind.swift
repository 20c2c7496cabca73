public import Document
internal import Kubernetes
public import Schema
internal import Synchronization

/// A kind of object: its names, its schema and its rules.
public final class Kind: Sendable {
    /// The scope of the objects of a kind (`apiextensions.k8s.io/v1`).
    public enum Scope: String, Sendable {
        /// Each object is in a namespace.
        case namespaced = "Namespaced"
        /// The objects belong to the whole cluster.
        case cluster = "Cluster"
    }

    /// The answer of the API server for a webhook that does not answer (`admissionregistration.k8s.io/v1`).
    public enum FailurePolicy: String, CaseIterable, Sendable {
        /// The request is refused.
        case fail = "Fail"
        /// The request goes on, as if the webhook had allowed it.
        case ignore = "Ignore"
    }

    /// The names of a kind in the API.
    public struct Names: Sendable {
        /// The API group.
        public let group: String
        /// The version that stashgate checks.
        public let version: String
        /// The name of the kind.
        public let kind: String
        /// The plural in API paths and in the rules of webhooks; it does not always end in s.
        public let plural: String
        /// The short names that kubectl accepts for it.
        public let shortNames: [String]
        /// The groups in which kubectl lists it, as in `kubectl get all`.
        public let categories: [String]

        /// The plural with the group: `backupconfigurations.core.kubestash.com`.
        public var resource: String { "\(plural).\(group)" }
        /// The singular name, for one object in kubectl.
        public var singular: String { kind.lowercased() }
        /// Every name that kubectl accepts for the kind, in lower case.
        public var all: [String] { [singular, plural] + shortNames }
    }

    /// A column that kubectl prints (`additionalPrinterColumns`).
    public struct Column: Sendable {
        /// Its title.
        public let name: String
        /// The OpenAPI type of its values, or `date`.
        public let type: String
        /// The place of its values, as a JSONPath.
        public let path: String
    }

    /// The names of the kind.
    public let names: Names
    /// The scope of its objects.
    public let scope: Scope
    /// The failure policy with which the manifests register the kind; nil if they do not register it.
    ///
    /// KubeStash itself writes some kinds while backups and restores run, which must not wait for stashgate.
    public let failurePolicy: FailurePolicy?
    /// Whether its status is a subresource, which only the controller writes.
    public let hasStatus: Bool
    /// The columns that kubectl prints.
    public let columns: [Column]
    /// A remark for those who keep an object of the kind in a file, nil if there is nothing to say.
    public let advice: String?
    /// The rules that look at more than one field, in the order in which they report.
    public let rules: [RuleInfo]
    /// The fields that each of them reports, by their paths without list indices.
    private let ruleFields: [[String]]
    /// The names, to compare with those of a request.
    private let keys: (group: Key, version: Key, kind: Key)
    /// The schema in its forms, made when it is first needed: a run of `lint` meets few kinds.
    private let lazyForms = AtomicLazyReference<Forms>()
    private let makeForms: @Sendable () -> Forms
    private let applyRules: @Sendable (Document.Node, Context, inout Findings) -> Void
    /// The fields that an update may not change.
    private let immutable: [ImmutableField]
    /// Whether texts of its objects can have variables, which are not judged as they are.
    let hasVariables: Bool
    /// Whether objects of other kinds name its objects, so that their deletion is judged.
    public let isUsedByOthers: Bool
    /// The phases of an action that is over.
    let finalPhases: [String]
    /// Plans the defaults that depend on other objects; nil if there are none.
    private let defaultsBesideOthers: OtherDefaults?

    /// Plans defaults that depend on other objects.
    typealias OtherDefaults = @Sendable (inout DefaultsPlan, _ object: Document.Node, Context) -> Void

    /// Declares a kind.
    ///
    /// - Parameters:
    ///   - names: The names of the kind, which are never freed.
    ///   - scope: The scope of its objects.
    ///   - failurePolicy: The failure policy with which the manifests register it; nil if they do not.
    ///   - hasStatus: Whether its status is a subresource.
    ///   - columns: The columns that kubectl prints.
    ///   - advice: A remark for those who keep an object of it in a file; nil if there is nothing to say.
    ///   - summary: The purpose of its objects, in one sentence.
    ///   - fields: The fields of its objects beside `apiVersion`, `kind` and `metadata`.
    ///   - rules: The rules that look at more than one field.
    ///   - immutable: The fields that an update may not change.
    ///   - hasVariables: Whether texts of its objects can have variables, which are not judged as they are.
    ///   - isUsedByOthers: Whether objects of other kinds name its objects, so that their deletion is judged.
    ///   - finalPhases: The phases of an action that is over; none for a kind that is not an action.
    ///   - defaultsBesideOthers: Plans the defaults that depend on other objects; nil if there are none.
    ///   - fieldPath: The path in this kind of a field that a rule reports; for rules of another kind.
    ///   - view: Makes the typed view of an object that the rules check.
    init<Subject>(
        _ names: Names, scope: Scope = .namespaced, failurePolicy: FailurePolicy? = .fail, hasStatus: Bool,
        columns: [Column], advice: String? = nil, summary: String,
        fields: @autoclosure @escaping @Sendable () -> [Field], rules: [any Rule<Subject>],
        immutable: [ImmutableField] = [], hasVariables: Bool = false, isUsedByOthers: Bool = false,
        finalPhases: [String] = [], defaultsBesideOthers: OtherDefaults? = nil, fieldPath: (String) -> String = { $0 },
        view: @escaping @Sendable (Document.Node, Document) -> Subject
    ) {
        self.names = names
        keys = (Key(permanent: names.group), Key(permanent: names.version), Key(permanent: names.kind))
        self.scope = scope
        self.failurePolicy = failurePolicy
        self.hasStatus = hasStatus
        self.columns = columns
        self.advice = advice
        let ofDeletion = isUsedByOthers ? [(RuleInfo.objectInUse, ["metadata.name"])] : []
        let stated = rules.flatMap { [(type(of: $0).info, type(of: $0).fields)] + type(of: $0).others } + ofDeletion
        let ofKind = stated.map { $0.0 } + (immutable.isEmpty ? [] : [.immutableField])
        self.rules = ofKind
        makeForms = { Forms(of: names, summary, fields(), ofKind) }
        ruleFields = stated.map { $0.1.map(fieldPath) } + [immutable.map(\.fieldPath)]
        self.immutable = immutable
        self.hasVariables = hasVariables
        self.isUsedByOthers = isUsedByOthers
        self.finalPhases = finalPhases
        self.defaultsBesideOthers = defaultsBesideOthers
        let all = Array(rules.indices)
        let ofObjectAlone = all.filter { !type(of: rules[$0]).needsInventory }
        applyRules = { object, context, findings in
            let subject = view(object, context.document)
            // By index, as the loop over the elements would copy each.
            for index in context.inventory.isEmpty ? ofObjectAlone : all {
                if hasVariables { findings.leavesOutVariables = !type(of: rules[index]).judgesVariables }
                rules[index].check(subject, in: context, &findings)
            }
        }
    }

    /// Declares a kind that no rule needs a typed view of.
    ///
    /// - Parameters:
    ///   - names: The names of the kind, which are never freed.
    ///   - scope: The scope of its objects.
    ///   - failurePolicy: The failure policy with which the manifests register it; nil if they do not.
    ///   - hasStatus: Whether its status is a subresource.
    ///   - columns: The columns that kubectl prints.
    ///   - advice: A remark for those who keep an object of it in a file; nil if there is nothing to say.
    ///   - summary: The purpose of its objects, in one sentence.
    ///   - fields: The fields of its objects beside `apiVersion`, `kind` and `metadata`.
    ///   - immutable: The fields that an update may not change.
    ///   - finalPhases: The phases of an action that is over; none for a kind that is not an action.
    convenience init(
        _ names: Names, scope: Scope = .namespaced, failurePolicy: FailurePolicy? = .fail, hasStatus: Bool,
        columns: [Column], advice: String? = nil, summary: String,
        fields: @autoclosure @escaping @Sendable () -> [Field], immutable: [ImmutableField] = [],
        finalPhases: [String] = []
    ) {
        self.init(
            names, scope: scope, failurePolicy: failurePolicy, hasStatus: hasStatus, columns: columns, advice: advice,
            summary: summary, fields: fields(),
            rules: [] as [any Rule<Document.Node>], immutable: immutable, finalPhases: finalPhases,
            view: { object, _ in object })
    }

    /// The schema in its forms.
    private final class Forms: Sendable {
        let schema: ObjectType
        let compiled: CompiledSchema
        let allRules: [RuleInfo]

        init(of names: Names, _ summary: String, _ fields: [Field], _ rules: [RuleInfo]) {
            let version = "\(names.group)/\(names.version)"
            schema = ObjectType(
                names.kind, summary,
                [
                    Field("apiVersion", .string(), "API group and version of the object: \(version)."),
                    Field("kind", .string(), "Kind of the object: \(names.kind)."), .objectMetadata,
                ] + fields)
            compiled = CompiledSchema(schema)
            allRules = schema.allRules.union(RuleInfo.structural + [.invalidIgnore]).union(rules).sorted {
                $0.id.rawValue < $1.id.rawValue
            }
        }
    }

    private var forms: Forms { lazyForms.load() ?? lazyForms.storeIfNil(makeForms()) }

    /// Its fields.
    public var schema: ObjectType { forms.schema }
    /// All rules that an object can break, each once, in alphabetical order.
    public var allRules: [RuleInfo] { forms.allRules }

    /// Makes what the first check would make, so that it takes no longer than the others.
    public func prepare() {
        _ = forms
    }

    /// Whether an object names this kind (`metav1.GroupVersionKind`).
    ///
    /// - Parameters:
    ///   - node: The object, which may be any value.
    ///   - document: The document that contains it.
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
    ///   - object: The object, which may be any value.
    ///   - context: The other information that rules may use, including the document.
    ///   - unknownFields: How to treat fields that the schema does not have.
    /// - Returns: All findings, in the schema's order of fields.
    public func check(
        _ object: Document.Node, in context: Context, unknownFields: StructuralCheck.UnknownFields = .ignored
    ) -> Findings {
        let compiled = forms.compiled
        var findings = Findings(about: object, in: context.document, hasVariables: hasVariables)
        StructuralCheck.collect(compiled, unknownFields: unknownFields, into: &findings)
        // An object over the findings limit is refused; the rules would add to the number only, and the view of
        // millions of empty sessions would take hundreds of megabytes.
        if findings.dropped == 0 { applyRules(object, context, &findings) }
        if let old = context.oldObject {
            for field in immutable { field.check(object, since: old, in: context, &findings) }
        }
        if !context.inventory.isEmpty { KnownAddons.overrule(&findings, of: names.kind, in: context) }
        context.settings.apply(to: &findings)
        findings.sort(by: compiled)
        return findings
    }

    /// The rules that report a field or a value in it, those of fields below it left out, each once.
    ///
    /// - Parameter path: The steps to the field, without list indices; none for the object itself.
    /// - Returns: The rules: those of the schema, those of types, and those of the kind.
    public func rules(concerning path: [String]) -> [RuleInfo] {
        let ofSchema = schema.rules(concerning: path)
        let text = path.joined(separator: ".")
        let ofKind = zip(rules, ruleFields).filter { fields in
            // A star stands for every field inside of another one.
            fields.1.contains { $0 == text || $0.hasSuffix(".*") && text.hasPrefix($0.dropLast()) }
        }.map { $0.0 }
        return ofKind.reduce(into: ofSchema) { rules, rule in
            if !rules.contains(rule) { rules.append(rule) }
        }
    }

    /// Whether a field of the kind has a default.
    public var hasDefaults: Bool { schema.hasDefaults }

    /// Whether the manifests register the mutating webhook for the kind; for others, the API server adds the defaults of
    /// KubeStash's definition alone.
    public var isMutated: Bool { failurePolicy == .fail && hasDefaults }

    /// The defaults of missing fields.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: The document that contains it.
    /// - Returns: The plan.
    public func defaults(for object: Document.Node, in document: Document) -> DefaultsPlan {
        DefaultsPlan(for: object, of: forms.compiled, in: document)
    }

    /// The defaults of missing fields, those that depend on other objects among them.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - context: The document, the stored object and the other objects.
    /// - Returns: The plan.
    public func defaults(for object: Document.Node, in context: Context) -> DefaultsPlan {
        var plan = DefaultsPlan(for: object, of: forms.compiled, in: context.document)
        defaultsBesideOthers?(&plan, object, context)
        return plan
    }
}
