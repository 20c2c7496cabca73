/// A source of current metrics.
package protocol Collector: Sendable {
    /// Returns the current numbers.
    ///
    /// - Returns: The metrics, each with all its series.
    func collect() -> [MetricFamily]
}

/// A metric with the numbers of one moment.
package struct MetricFamily: Hashable, Sendable {
    /// The meaning of a metric's numbers.
    package enum Kind: String, Hashable, Sendable {
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
    package let description: MetricDescription
    /// The meaning of the numbers.
    package let kind: Kind
    /// The numbers.
    package let samples: [Sample]

    /// Makes a metric.
    ///
    /// - Parameters:
    ///   - description: The lines above the numbers.
    ///   - kind: The meaning of the numbers.
    ///   - samples: The numbers.
    package init(_ description: MetricDescription, _ kind: Kind, _ samples: [Sample]) {
        self.description = description
        self.kind = kind
        self.samples = samples
    }
}

/// The lines above the numbers of a metric.
package struct MetricDescription: Hashable, Sendable {
    /// The name without the suffix of its kind (`_total`, `_info`); it ends with the unit, if there is one.
    package let name: String
    /// The meaning of the metric, in one sentence.
    package let help: String
    /// The unit, such as `seconds`; nil for counts.
    package let unit: String?

    /// Describes a metric.
    ///
    /// - Parameters:
    ///   - name: The name without the suffix of its kind.
    ///   - unit: The unit with which the name ends; nil for counts.
    ///   - help: The meaning of the metric, in one sentence.
    package init(_ name: String, unit: String? = nil, _ help: String) {
        self.name = name
        self.unit = unit
        self.help = help
    }
}

/// One number of a metric.
package struct Sample: Hashable, Sendable {
    /// A number.
    package enum Value: Hashable, Sendable {
        /// A count.
        case unsigned(UInt64)
        /// A whole number.
        case integer(Int64)
        /// Any number.
        case decimal(Double)
    }

    /// The suffix of the metric's name, such as `_bucket`.
    package let suffix: String
    /// The labels of its series.
    package let labels: [Label]
    /// The number.
    package let value: Value

    /// Makes a sample.
    ///
    /// - Parameters:
    ///   - suffix: The suffix of the metric's name.
    ///   - labels: The labels of its series.
    ///   - value: The number.
    package init(suffix: String = "", labels: [Label] = [], _ value: Value) {
        self.suffix = suffix
        self.labels = labels
        self.value = value
    }
}

/// A label of a series.
package struct Label: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The value, any text.
    package let value: String

    /// Makes a label.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - value: The value, any text.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
