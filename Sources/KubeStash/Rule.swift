public import Document
internal import Schema
public import Time

/// A check of an object that no single field's type can express.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, reads no clock, and
/// costs time linear in the object.
protocol Rule<Subject>: Sendable {
    /// The typed view of the kind that the rule checks.
    associatedtype Subject

    /// The information about the rule; its name is in the audit log and the documentation.
    static var info: RuleInfo { get }

    /// The fields that the rule reports, by their paths without list indices: `spec.sessions.name`, or `spec.*` for all in
    /// the spec.
    static var fields: [String] { get }

    /// Other rules that the same walk through the object checks, each with the fields that it reports.
    ///
    /// Empty for most rules.
    static var others: [(rule: RuleInfo, fields: [String])] { get }

    /// Whether the rule is right about texts with variables, such as those of a blueprint, whose values are not known.
    ///
    /// Otherwise its findings about such texts are left out, except for duplicates.
    static var judgesVariables: Bool { get }

    /// Whether the rule compares the object with others, so that it is left out where no other object is known.
    static var needsInventory: Bool { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - subject: The object.
    ///   - context: The information that the rule may use besides the object.
    ///   - findings: The list to report to.
    func check(_ subject: Subject, in context: Context, _ findings: inout Findings)
}

extension Rule {
    /// None, for a rule about the object as a whole.
    static var fields: [String] { [] }
    /// None: most rules check one thing.
    static var others: [(rule: RuleInfo, fields: [String])] { [] }
    /// Not: most rules judge a text as it is.
    static var judgesVariables: Bool { false }
    /// Not: most rules look at the object alone.
    static var needsInventory: Bool { false }
}

/// The information that a rule may use besides its object.
public struct Context: Sendable {
    /// The document that contains the object.
    public let document: Document
    /// The policy for objects in its namespace.
    public let settings: PolicySettings
    /// The namespace of the object, nil if it is not known.
    public let namespace: String?
    /// The operation on the object.
    public let operation: Operation
    /// The object as it is stored, in the same document; nil unless it is updated.
    public let oldObject: Document.Node?
    /// The other objects.
    public let inventory: Inventory
    /// The place of the object among those of the inventory; the greatest number for an object that is new.
    let order: Int
    /// The current time, nil if the answer must not depend on it.
    public let instant: Instant?

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - document: The document that contains the object.
    ///   - settings: The policy for objects in its namespace.
    ///   - namespace: The namespace of the object, nil if it is not known.
    ///   - operation: The operation on the object.
    ///   - oldObject: The object as it is stored, in the same document; nil unless it is updated.
    ///   - inventory: The other objects.
    ///   - order: The place of the object among those of the inventory; the greatest number for an object that is new.
    ///   - instant: The current time, nil if the answer must not depend on it.
    public init(
        _ document: Document, under settings: PolicySettings = .default, namespace: String? = nil,
        operation: Operation = .create, since oldObject: Document.Node? = nil, inventory: Inventory = .unknown,
        order: Int = .max, at instant: Instant? = nil
    ) {
        self.document = document
        self.settings = settings
        self.namespace = namespace
        self.operation = operation
        self.oldObject = oldObject
        self.inventory = inventory
        self.order = order
        self.instant = instant
    }
}

/// An operation on an object, with the names in AdmissionReview (`admission.k8s.io/v1`).
public enum Operation: String, CaseIterable, Hashable, Sendable {
    /// The object is created.
    case create = "CREATE"
    /// The object is updated.
    case update = "UPDATE"
    /// The object is deleted, which is never judged.
    case delete = "DELETE"
    /// A client connects to the object, which is never judged.
    case connect = "CONNECT"

    /// Whether it stores an object that can be valid or invalid.
    public var storesObject: Bool { self == .create || self == .update }
}
