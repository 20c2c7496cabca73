/// A metric with the numbers of one moment.
public struct MetricFamily: Hashable, Sendable {
    /// What a metric's numbers mean.
    public enum Kind: String, Hashable, Sendable {
        /// They only grow.
        case counter
        /// They go up and down.
        case gauge
        /// They say how often what was measured was at most so much.
        case histogram
        /// They are 1, and what they tell is in their labels.
        case info
    }

    /// What stands above the numbers.
    public let description: MetricDescription
    /// What the numbers mean.
    public let kind: Kind
    /// The numbers.
    public let samples: [Sample]

    /// Makes a metric.
    ///
    /// - Parameters:
    ///   - description: What stands above the numbers.
    ///   - kind: What the numbers mean.
    ///   - samples: The numbers.
    public init(_ description: MetricDescription, _ kind: Kind, _ samples: [Sample]) {
        self.description = description
        self.kind = kind
        self.samples = samples
    }
}
