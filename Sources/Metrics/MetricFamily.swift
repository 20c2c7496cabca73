/// A source of current metrics.
public protocol Collector: Sendable {
    /// Returns the current numbers.
    ///
    /// - Returns: The metrics, each with all its series.
    func collect() -> [MetricFamily]
}

/// A metric with the numbers of one moment.
public struct MetricFamily: Hashable, Sendable {
    /// The meaning of a metric's numbers.
    public enum Kind: String, Hashable, Sendable {
        /// They only grow.
        case counter
        /// They go up and down.
        case gauge
        /// They count measurements up to each bound.
        case histogram
        /// They are 1, and the information is in their labels.
        case info
    }

    /// The lines above the numbers.
    public let description: MetricDescription
    /// The meaning of the numbers.
    public let kind: Kind
    /// The numbers.
    public let samples: [Sample]

    /// Makes a metric.
    ///
    /// - Parameters:
    ///   - description: The lines above the numbers.
    ///   - kind: The meaning of the numbers.
    ///   - samples: The numbers.
    public init(_ description: MetricDescription, _ kind: Kind, _ samples: [Sample]) {
        self.description = description
        self.kind = kind
        self.samples = samples
    }
}

/// The lines above the numbers of a metric.
public struct MetricDescription: Hashable, Sendable {
    /// The name without the suffix of its kind (`_total`, `_info`); it ends with the unit, if there is one.
    public let name: String
    /// The meaning of the metric, in one sentence.
    public let help: String
    /// The unit, such as `seconds`; nil for counts.
    public let unit: String?

    /// Describes a metric.
    ///
    /// - Parameters:
    ///   - name: The name without the suffix of its kind.
    ///   - unit: The unit with which the name ends; nil for counts.
    ///   - help: The meaning of the metric, in one sentence.
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

    /// The suffix of the metric's name, such as `_bucket`.
    public let suffix: String
    /// The labels of its series.
    public let labels: [Label]
    /// The number.
    public let value: Value

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - suffix: The suffix of the metric's name.
    ///   - labels: The labels of its series.
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
