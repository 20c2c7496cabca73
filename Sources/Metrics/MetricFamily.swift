/// Something that can be asked for its present numbers.
public protocol Collector: Sendable {
    /// Asks for the present numbers.
    ///
    /// - Returns: The metrics, each with all its series.
    func collect() -> [MetricFamily]
}

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

/// A label of a series.
public struct Label: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value, any text.
    public let value: String

    /// Makes a label.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The value, any text.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
