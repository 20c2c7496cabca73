public import Document
internal import Kubernetes
public import KubeStash

/// An object of a manifest, and what is to happen to it: what an API server would ask a webhook about.
public struct Submission: Sendable {
    /// A value of a document.
    public struct Value: Sendable {
        /// The document.
        public let document: Document
        /// The value.
        public let node: Document.Node

        /// Names a value of a document.
        public init(_ node: Document.Node, of document: Document) {
            self.node = node
            self.document = document
        }
    }

    /// The user on whose behalf an object is submitted.
    public struct Requester: Hashable, Sendable {
        /// The user's name, empty if it is not known.
        public let user: String
        /// The groups of the user.
        public let groups: [String]

        /// Names a user.
        public init(user: String = "", groups: [String] = []) {
            self.user = user
            self.groups = groups
        }
    }

    private let kind: Kind
    private let operation: Operation
    private let object: Value
    private let oldObject: Value?
    private let namespace: String
    private let requester: Requester

    /// Submits an object.
    ///
    /// - Parameters:
    ///   - object: The object; on DELETE, the one that is deleted.
    ///   - kind: Its kind.
    ///   - operation: What is to happen to it.
    ///   - oldObject: The object as it is stored, for an UPDATE.
    ///   - namespace: Its namespace, empty if it is not known.
    ///   - requester: The user who submits it.
    public init(
        _ object: Value, of kind: Kind, to operation: Operation, from oldObject: Value? = nil,
        in namespace: String = "",
        by requester: Requester = Requester()
    ) {
        self.object = object
        self.kind = kind
        self.operation = operation
        self.oldObject = oldObject
        self.namespace = namespace
        self.requester = requester
    }

    /// Why such an object is not judged, nil if it is.
    public var reasonNotToJudge: String? {
        guard operation.storesObject else {
            return "only CREATE and UPDATE are judged, and this is \(operation.rawValue)"
        }
        guard operation == .update, let oldObject, object.document.isBeingDeleted(object.node),
            oldObject.document.isBeingDeleted(oldObject.node)
        else { return nil }
        return "an object that is being deleted is not held up"
    }

    /// The identifier of a review that no API server made.
    private static let uid = "00000000-0000-0000-0000-000000000000"

    /// The AdmissionReview (`admission.k8s.io/v1`) as JSON text.
    public var review: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 14)
        writer.beginObject()
        writer.member("apiVersion", "admission.k8s.io/v1")
        writer.member("kind", "AdmissionReview")
        writer.key("request")
        writer.beginObject()
        writer.member("uid", Self.uid)
        writer.key("kind")
        writer.beginObject()
        writer.member("group", kind.names.group)
        writer.member("version", kind.names.version)
        writer.member("kind", kind.names.kind)
        writer.endObject()
        writer.member("namespace", namespace)
        writer.member("operation", operation.rawValue)
        writeRequester(to: &writer)
        if operation != .delete {
            writer.key("object")
            writer.value(object.node, of: object.document)
        }
        if let old = operation == .delete ? object : oldObject {
            writer.key("oldObject")
            writer.value(old.node, of: old.document)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private func writeRequester(to writer: inout JSONWriter) {
        writer.key("userInfo")
        writer.beginObject()
        writer.member("username", requester.user)
        writer.key("groups")
        writer.beginArray()
        for group in requester.groups { writer.string(group) }
        writer.endArray()
        writer.endObject()
    }
}
