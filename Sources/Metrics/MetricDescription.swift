/// What stands above the numbers of a metric.
public struct MetricDescription: Hashable, Sendable {
    /// The name without what its kind adds to it (`_total`, `_info`); it ends with the unit, where there is one.
    public let name: String
    /// What is measured, in one sentence.
    public let help: String
    /// The unit, such as `seconds`; nil where things are counted.
    public let unit: String?

    /// Describes a metric.
    ///
    /// - Parameters:
    ///   - name: The name without what its kind adds to it.
    ///   - unit: The unit with which the name ends; nil where things are counted.
    ///   - help: What is measured, in one sentence.
    public init(_ name: String, unit: String? = nil, _ help: String) {
        self.name = name
        self.unit = unit
        self.help = help
    }
}
