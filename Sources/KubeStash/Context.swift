public import Document
public import Time

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
