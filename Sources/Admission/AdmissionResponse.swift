internal import Document

/// The response in an AdmissionReview (`admission.k8s.io/v1`).
struct AdmissionResponse {
    let uid: String
    /// Why the request is denied, nil where it is allowed.
    var denial: Status?
    var patch: JSONPatch?
    var warnings: [String] = []
    /// The rules that fired, for the API server's audit log and those who count.
    var tally = Tally()

    init(uid: String) {
        self.uid = uid
    }

    /// The whole AdmissionReview as JSON text.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("kind", "AdmissionReview")
        writer.member("apiVersion", "admission.k8s.io/v1")
        writer.key("response")
        writer.beginObject()
        writer.member("uid", uid)
        writer.key("allowed")
        writer.boolean(denial == nil)
        if let denial {
            writer.key("status")
            denial.write(to: &writer, withKind: false)
        }
        if let patch, patch.count > 0 {
            writer.key("patch")
            writer.base64(patch.json)
            writer.member("patchType", "JSONPatch")
        }
        writeNotes(to: &writer)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private func writeNotes(to writer: inout JSONWriter) {
        if !tally.isEmpty {
            writer.key("auditAnnotations")
            writer.beginObject()
            writer.member("rules", tally.rules.joined(separator: ","))
            writer.endObject()
        }
        if !warnings.isEmpty {
            writer.key("warnings")
            writer.beginArray()
            for warning in warnings { writer.string(warning) }
            writer.endArray()
        }
    }
}
