/// One number of a metric.
public struct Sample: Hashable, Sendable {
    /// A number.
    public enum Value: Hashable, Sendable {
        /// A count.
        case unsigned(UInt64)
        /// A whole number.
        case integer(Int64)
        /// Any number.
        case decimal(Double)
    }

    /// What is added to the metric's name, such as `_bucket`.
    public let suffix: String
    /// Which series it belongs to.
    public let labels: [Label]
    /// The number.
    public let value: Value

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - suffix: What is added to the metric's name.
    ///   - labels: Which series it belongs to.
    ///   - value: The number.
    public init(suffix: String = "", labels: [Label] = [], _ value: Value) {
        self.suffix = suffix
        self.labels = labels
        self.value = value
    }
}
