/// Something that can be asked for its present numbers.
public protocol Collector: Sendable {
    /// Asks for the present numbers.
    ///
    /// - Returns: The metrics, each with all its series.
    func collect() -> [MetricFamily]
}
