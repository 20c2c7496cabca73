internal import Document
internal import Kubernetes
internal import KubeStash
internal import Schema

/// The request in an AdmissionReview (`admission.k8s.io/v1`), as far as it matters here.
///
/// The API server vouches for the envelope and the old object, which decide whether and how the object is judged. The
/// client wrote the object, so nothing in the object can exempt it from review: neither its own `kind` and
/// `apiVersion`, nor its namespace beside that of the envelope, nor a `deletionTimestamp` that is not stored. The API
/// server refuses an object of another kind or namespace than its request before it asks.
struct AdmissionRequest {
    let document: Document
    /// The identifier of the request, which the answer must repeat.
    let uid: String
    let operation: Operation
    /// The kind of the object, nil if stashgate does not check it, or if the request is for a subresource.
    ///
    /// The review's `kind` counts, the one that the object has been converted to, and not `requestKind`. A change of
    /// the subresource `status` stores the status alone, whatever the rest of the object looks like.
    let kind: Kind?
    /// The object, nil if it is missing or null.
    let object: Document.Node?
    /// The object as it is stored, nil if it is missing or null.
    let oldObject: Document.Node?
    private let request: Document.Node

    /// Reads the envelope.
    ///
    /// - Throws: A `Status` with code 400 that says where the review is not as Kubernetes would send it.
    init(_ document: Document) throws(Status) {
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(Envelope.schema, into: &findings)
        guard findings.isEmpty, let request = document.member(Envelope.request, of: document.root) else {
            throw Self.malformed(findings)
        }
        self.document = document
        self.request = request
        uid = Self.text(Envelope.uid, of: request, in: document)
        guard let operation = Operation(rawValue: Self.text(Envelope.operation, of: request, in: document)) else {
            throw Self.malformed(findings)
        }
        self.operation = operation
        kind =
            Self.text(Envelope.subResource, of: request, in: document).isEmpty
            ? document.present(Envelope.kind, of: request).flatMap { Kinds.named(by: $0, in: document) } : nil
        object = document.present(Envelope.object, of: request)
        oldObject = document.present(Envelope.oldObject, of: request)
    }

    /// The name of the object, or the prefix of its name while it has none.
    var name: String {
        let given = Self.text(Envelope.name, of: request, in: document)
        guard given.isEmpty, let metadata = object.flatMap({ document.present(Envelope.metadata, of: $0) }) else {
            return given
        }
        let name = Self.text(Envelope.name, of: metadata, in: document)
        return name.isEmpty ? Self.text(Envelope.generateName, of: metadata, in: document) : name
    }

    /// The namespace of the object, empty if neither the review nor the object names one.
    ///
    /// An API server always names it. A review made by hand may not; the object's own namespace is then the one that
    /// the object would get.
    var namespace: String {
        let given = Self.text(Envelope.namespace, of: request, in: document)
        guard given.isEmpty, let metadata = object.flatMap({ document.present(Envelope.metadata, of: $0) }) else {
            return given
        }
        return Self.text(Envelope.namespace, of: metadata, in: document)
    }

    /// The user who made the request, empty if the review does not say.
    var user: String {
        guard let user = document.present(Envelope.userInfo, of: request) else { return "" }
        return Self.text(Envelope.username, of: user, in: document)
    }

    /// The groups of the user, as far as the review names them.
    var groups: [String] {
        guard let user = document.present(Envelope.userInfo, of: request),
            let groups = document.present(Envelope.groups, of: user)
        else { return [] }
        return document.elements(of: groups).compactMap { document.string($0) }
    }

    /// Whether the object waits for its finalizers, so that nothing may prevent the update.
    ///
    /// Only the stored object says so for certain: the API server alone writes its timestamp, while a client can write
    /// anything into the object that it sends. The sent object must have a timestamp as well, which the API server
    /// carries over.
    var isBeingDeleted: Bool {
        guard operation == .update, let object, let oldObject else { return false }
        return [object, oldObject].allSatisfy { document.isBeingDeleted($0) }
    }

    private static func malformed(_ findings: Findings) -> Status {
        // The root of a review is the body of the request.
        let causes = findings.all.map { finding in
            Status.Cause(
                reason: finding.cause.rawValue, message: finding.message(in: findings.document),
                field: finding.path.elements.isEmpty ? "body" : finding.path.description)
        }
        let list = causes.map { "\($0.field): \($0.message)" }.joined(separator: ", ")
        return Status(code: 400, message: "the body is not an AdmissionReview: \(list)", details: nil, causes: causes)
    }

    private static func text(_ key: Key, of object: Document.Node, in document: Document) -> String {
        document.member(key, of: object).flatMap { document.string($0) } ?? ""
    }
}

/// The fields of an AdmissionReview that are read; all others are ignored.
private enum Envelope {
    static let request: Key = "request"
    static let uid: Key = "uid"
    static let operation: Key = "operation"
    static let kind: Key = "kind"
    static let subResource: Key = "subResource"
    static let object: Key = "object"
    static let oldObject: Key = "oldObject"
    static let name: Key = "name"
    static let namespace: Key = "namespace"
    static let metadata: Key = "metadata"
    static let generateName: Key = "generateName"
    static let userInfo: Key = "userInfo"
    static let username: Key = "username"
    static let groups: Key = "groups"

    static let schema = CompiledSchema(
        ObjectType(
            "AdmissionReview", "A request for admission, or the answer to one.",
            [
                Field("apiVersion", .string(allowed: ["admission.k8s.io/v1"]), need: "it says how to read the review"),
                Field("kind", .string(allowed: ["AdmissionReview"]), need: "it says that this is a review"),
                Field("request", .object(requestType), need: "it is what is to be reviewed"),
            ]))

    private static let requestType = ObjectType(
        "AdmissionRequest", "What is to happen to which object.",
        [
            Field("uid", .string(), need: "it tells which request the answer belongs to"),
            Field("kind", .object(kindType), need: "it says what kind the object is of"),
            Field("subResource", .string()),
            Field("name", .string()),
            Field("namespace", .string()),
            Field(
                "operation", .string(allowed: Operation.allCases.map { Key(permanent: $0.rawValue) }),
                need: "it says what is to happen to the object"),
        ])

    private static let kindType = ObjectType(
        "GroupVersionKind", "A kind, fully named.",
        [Field("group", .string()), Field("version", .string()), Field("kind", .string(), need: "it names the kind")])
}
