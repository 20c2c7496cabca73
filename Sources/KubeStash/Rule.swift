public import Document
internal import Schema
public import Time

/// One thing to be checked of an object that no single field's type can say.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, reads no clock, and
/// costs time linear in the object.
protocol Rule<Subject>: Sendable {
    /// The view of the kind that the rule is about.
    associatedtype Subject

    /// What is known of the rule; its name is in the audit log and the documentation.
    static var info: RuleInfo { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - subject: The object.
    ///   - context: What there is to know besides it.
    ///   - findings: Where to report.
    func check(_ subject: Subject, in context: Context, _ findings: inout Findings)
}

/// What a rule may know besides its object.
public struct Context: Sendable {
    /// The document that the object is in.
    public let document: Document
    /// What the policy says about objects of its namespace.
    public let settings: PolicySettings
    /// The namespace of the object, nil where nobody knows it.
    public let namespace: String?
    /// What is to happen to the object.
    public let operation: Operation
    /// The other objects.
    public let inventory: Inventory
    /// What time it is, nil where an answer must not depend on it.
    public let instant: Instant?

    /// Makes a context.
    ///
    /// - Parameters:
    ///   - document: The document that the object is in.
    ///   - settings: What the policy says about objects of its namespace.
    ///   - namespace: The namespace of the object, nil where nobody knows it.
    ///   - operation: What is to happen to the object.
    ///   - inventory: The other objects.
    ///   - instant: What time it is, nil where the answer must not depend on it.
    public init(
        _ document: Document, under settings: PolicySettings = .default, namespace: String? = nil,
        operation: Operation = .create, inventory: Inventory = .unknown, at instant: Instant? = nil
    ) {
        self.document = document
        self.settings = settings
        self.namespace = namespace
        self.operation = operation
        self.inventory = inventory
        self.instant = instant
    }
}

/// What is to happen to an object, in the words of AdmissionReview (`admission.k8s.io/v1`).
public enum Operation: String, CaseIterable, Hashable, Sendable {
    /// It is made.
    case create = "CREATE"
    /// It is changed.
    case update = "UPDATE"
    /// It is removed, which is never judged.
    case delete = "DELETE"
    /// It is connected to, which is never judged.
    case connect = "CONNECT"

    /// Whether it leaves an object behind that can be right or wrong.
    public var storesObject: Bool { self == .create || self == .update }
}
