internal import Synchronization

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

/// Counts what is there now: one number a series, which goes up and down.
///
/// All threads may count at any time; none of them waits.
public final class UpDownCounter: Collector {
    private let description: MetricDescription
    private let grid: LabelGrid
    private let cells: ShardedCells

    /// Makes a counter, all of whose series are there from now on, with zero.
    ///
    /// - Parameters:
    ///   - description: What is counted.
    ///   - rows: The label.
    ///   - shards: How many threads count.
    public init(_ description: MetricDescription, _ rows: Dimension, shards: Int) {
        self.description = description
        grid = LabelGrid(rows, .none)
        cells = ShardedCells(count: grid.count, shards: shards)
    }

    /// Counts.
    ///
    /// - Parameters:
    ///   - difference: How many more there are, or fewer.
    ///   - row: The place of the label's value. Nothing is counted where there is no such series.
    public func add(_ difference: Int, at row: Int) {
        // A thread may take away what another has added, so each one's share is a number of two's complement.
        cells.add(UInt64(bitPattern: Int64(difference)), at: grid.index(row, 0))
    }

    /// The present numbers.
    ///
    /// - Returns: One metric.
    public func collect() -> [MetricFamily] {
        let samples = grid.labels.enumerated().map { index, labels in
            // What one thread adds and another takes away during the sum may be missing from it.
            Sample(labels: labels, .integer(max(0, Int64(bitPattern: cells.total(at: index)))))
        }
        return [MetricFamily(description, .gauge, samples)]
    }
}

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
