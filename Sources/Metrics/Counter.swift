/// Counts what happens: one number a series, which only grows.
///
/// All threads may count at any time; none of them waits.
public final class Counter: Collector {
    private let description: MetricDescription
    private let grid: LabelGrid
    private let cells: ShardedCells

    /// Makes a counter, all of whose series are there from now on, with zero: a series that began with its first event
    /// would hide that event from whoever asks how much it has grown.
    ///
    /// - Parameters:
    ///   - description: What is counted; the name is without `_total`.
    ///   - rows: The first label.
    ///   - columns: The second label.
    ///   - shards: How many threads count.
    public init(_ description: MetricDescription, _ rows: Dimension = .none, _ columns: Dimension = .none, shards: Int)
    {
        self.description = description
        grid = LabelGrid(rows, columns)
        cells = ShardedCells(count: grid.count, shards: shards)
    }

    /// Counts.
    ///
    /// - Parameters:
    ///   - amount: How much has happened.
    ///   - row: The place of the first label's value.
    ///   - column: The place of the second label's value. Nothing is counted where there is no such series.
    public func add(_ amount: Int = 1, at row: Int = 0, _ column: Int = 0) {
        guard amount > 0 else { return }
        cells.add(UInt64(amount), at: grid.index(row, column))
    }

    /// The present numbers.
    ///
    /// - Returns: One metric.
    public func collect() -> [MetricFamily] {
        let samples = grid.labels.enumerated().map { index, labels in
            Sample(suffix: "_total", labels: labels, .unsigned(cells.total(at: index)))
        }
        return [MetricFamily(description, .counter, samples)]
    }
}
