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
