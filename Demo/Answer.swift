import Document
import TestSupport

/// A webhook's answer to one AdmissionReview, with the parts that a user needs.
struct Answer {
    /// A field that the webhook adds.
    struct Addition: Hashable {
        /// The field, as error messages name it: `spec.sessions[0].retryConfig`.
        let field: String
        /// Its value as JSON.
        let value: String
    }

    /// The reason of a denial: the part of a Kubernetes Status that kubectl prints.
    struct Rejection: Hashable {
        let kind: String
        let name: String
        let message: String
        /// One line for each cause: the field and its problem.
        let causes: [String]
    }

    let isAllowed: Bool
    let additions: [Addition]
    let warnings: [String]
    let rejection: Rejection?

    /// Reads the answer from an AdmissionReview.
    ///
    /// - Parameter review: The AdmissionReview as JSON.
    /// - Throws: `ParseError` if it is not JSON, and ``Failure`` if it is not an answer.
    init(review: [UInt8]) throws {
        let document = try Document(json: review)
        guard let response = document.present("response", of: document.root),
            let allowed = document.present("allowed", of: response).flatMap(document.boolean)
        else { throw Failure("this is no answer to a review: \(String(decoding: review, as: UTF8.self))") }
        isAllowed = allowed
        additions = try document.string("patch", of: response).map(Self.additions(inPatch:)) ?? []
        warnings =
            document.present("warnings", of: response).map { list in
                document.elements(of: list).compactMap(document.string)
            } ?? []
        rejection = document.present("status", of: response).map { status in Rejection(of: status, in: document) }
    }

    private static func additions(inPatch patch: String) throws -> [Addition] {
        guard let bytes = Base64.decode(patch) else { throw Failure("this patch is no base64: \(patch)") }
        let document = try Document(json: bytes)
        return document.elements(of: document.root).compactMap { operation in
            guard let path = document.string("path", of: operation),
                let value = document.member("value", of: operation)
            else { return nil }
            return Addition(field: field(atPointer: path), value: document.compactText(of: value))
        }
    }

    /// Writes a JSON Pointer (RFC 6901) the way Kubernetes names fields.
    private static func field(atPointer pointer: String) -> String {
        pointer.split(separator: "/").reduce(into: "") { field, token in
            if token.allSatisfy(\.isNumber) {
                field += "[\(token)]"
            } else {
                field += field.isEmpty ? "\(token)" : ".\(token)"
            }
        }
    }
}

extension Answer.Rejection {
    fileprivate init(of status: Document.Node, in document: Document) {
        let details = document.present("details", of: status)
        kind = details.flatMap { document.string("kind", of: $0) } ?? ""
        name = details.flatMap { document.string("name", of: $0) } ?? ""
        message = document.string("message", of: status) ?? ""
        let list = details.flatMap { document.present("causes", of: $0) }
        causes =
            list.map { list in
                document.elements(of: list).map { cause in
                    "\(document.string("field", of: cause) ?? ""): \(document.string("message", of: cause) ?? "")"
                }
            } ?? []
    }
}

extension Document {
    fileprivate func string(_ name: Key, of node: Node) -> String? {
        member(name, of: node).flatMap(string)
    }
}
