public import Document
internal import KubeStash
public import Schema

/// The findings about the object of a request, by what they mean for it.
public struct Judgement: Sendable {
    /// The mistakes that deny the request.
    public let errors: [Finding]
    /// The mistakes that the stored object has already.
    public let forgiven: [Finding]
    /// The warnings.
    public let warnings: [Finding]
    /// The number of findings that were not kept, of which any may be an error.
    public let dropped: Int
    /// Whether an error denies the request.
    private let denies: Bool
    /// The review that the findings are about.
    public let document: Document
    /// The object in the review; nil if it carries none.
    private let object: Document.Node?

    /// Whether the request is denied.
    public var isDenied: Bool { denies && (!errors.isEmpty || dropped > 0) }

    /// Sorts findings; an update is forgiven what the stored object has already.
    init(_ findings: Findings, of kind: Kind, in context: Context, since oldObject: Document.Node?, denies: Bool) {
        // Nearly all objects have no errors, and copying a finding is not cheap.
        let hasErrors = findings.all.contains { $0.severity == .error }
        let ratchet = Ratchet(
            hasErrors ? findings.all.filter { $0.severity == .error } : [], of: kind, in: context, since: oldObject)
        errors = ratchet.errors
        forgiven = ratchet.forgiven
        warnings = hasErrors ? findings.all.filter { $0.severity == .warning } : findings.all
        dropped = findings.dropped
        self.denies = denies
        document = findings.document
        object = findings.root
    }

    /// Makes the judgement of a request without an object.
    init(_ finding: Finding, of document: Document, denies: Bool) {
        errors = denies ? [finding] : []
        forgiven = []
        warnings = denies ? [] : [finding]
        dropped = 0
        self.denies = denies
        self.document = document
        object = nil
    }

    /// The value in a manifest that a finding is about; for a missing field, the object that lacks it.
    ///
    /// - Parameters:
    ///   - finding: The finding.
    ///   - manifest: The object of the submission that was judged.
    /// - Returns: The value; for an unknown field, its key.
    public func node(of finding: Finding, in manifest: Submission.Value) -> Document.Node {
        guard let object, let node = finding.node ?? finding.owner,
            let place = manifest.document.counterpart(of: node, in: object, of: manifest.node)
        else { return manifest.node }
        return finding.rule == RuleInfo.unknownField.id ? manifest.document.key(of: place) ?? place : place
    }
}
