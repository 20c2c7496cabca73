/// What never changes while the program runs, told in labels.
public struct Info: Collector {
    private let description: MetricDescription
    private let labels: [Label]

    /// Makes a metric whose only number is 1.
    ///
    /// - Parameters:
    ///   - description: What is told; the name is without `_info`.
    ///   - labels: What there is to tell.
    public init(_ description: MetricDescription, _ labels: [Label]) {
        self.description = description
        self.labels = labels
    }

    /// The labels.
    ///
    /// - Returns: One metric.
    public func collect() -> [MetricFamily] {
        [MetricFamily(description, .info, [Sample(suffix: "_info", labels: labels, .integer(1))])]
    }
}
