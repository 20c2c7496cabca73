public import Document

/// A check that belongs to a type and goes with it wherever the type is used: what several fields of one object say
/// together.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, takes any document
/// (fields of the wrong type are the structural check's business and left alone here), and costs time linear in the object.
public protocol ObjectRule: Sendable {
    /// What is known of the rule that its findings break.
    static var info: RuleInfo { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - object: The object; it is one, the structural check has seen to that.
    ///   - document: The document that it is in.
    ///   - findings: Where to report.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings)
}
