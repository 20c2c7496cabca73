/// The two questions that Kubernetes asks of an admission webhook.
public enum Webhook: String, CaseIterable, Hashable, Sendable {
    /// What is missing from the object? Asked first, answered with a patch.
    case mutate
    /// May the object be stored? Asked last, answered with yes or no.
    case validate
}
