internal import Synchronization

/// A number that is what it was last set to.
public final class Gauge: Collector {
    private let description: MetricDescription
    private let value: Atomic<Int64>

    /// Makes a gauge.
    ///
    /// - Parameters:
    ///   - description: What is measured.
    ///   - value: The number to begin with.
    public init(_ description: MetricDescription, _ value: Int64 = 0) {
        self.description = description
        self.value = Atomic(value)
    }

    /// Sets the number.
    ///
    /// - Parameter value: What it is from now on.
    public func set(_ value: Int64) {
        self.value.store(value, ordering: .relaxed)
    }

    /// The present number.
    ///
    /// - Returns: One metric.
    public func collect() -> [MetricFamily] {
        [MetricFamily(description, .gauge, [Sample(.integer(value.load(ordering: .relaxed)))])]
    }
}
