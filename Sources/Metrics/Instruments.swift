internal import Synchronization

/// Counts events: one number for each series, which only grows.
///
/// All threads may count at any time; none of them waits.
package final class Counter: Collector {
    private let description: MetricDescription
    private let grid: LabelGrid
    private let cells: ShardedCells

    /// Makes a counter, whose series exist from the start with the value zero.
    ///
    /// A series that began with its first event would hide that event from queries about its increase.
    ///
    /// - Parameters:
    ///   - description: The description; the name is without `_total`.
    ///   - rows: The first label.
    ///   - columns: The second label.
    ///   - shards: The number of threads that count.
    package init(_ description: MetricDescription, _ rows: Dimension = .none, _ columns: Dimension = .none, shards: Int)
    {
        self.description = description
        grid = LabelGrid(rows, columns)
        cells = ShardedCells(count: grid.count, shards: shards)
    }

    /// Adds to a number.
    ///
    /// - Parameters:
    ///   - amount: The number of events.
    ///   - row: The index of the first label's value.
    ///   - column: The index of the second label's value. Nothing is counted if there is no such series.
    package func add(_ amount: Int = 1, at row: Int = 0, _ column: Int = 0) {
        guard amount > 0 else { return }
        cells.add(UInt64(amount), at: grid.index(row, column))
    }

    /// The present numbers.
    ///
    /// - Returns: One metric.
    package func collect() -> [MetricFamily] {
        let samples = grid.labels.enumerated().map { index, labels in
            Sample(suffix: "_total", labels: labels, .unsigned(cells.total(at: index)))
        }
        return [MetricFamily(description, .counter, samples)]
    }
}

/// A number with the value that was last set.
package final class Gauge: Collector {
    private let description: MetricDescription
    private let value: Atomic<Int64>
    private let isKnown: Atomic<Bool>

    /// Makes a gauge.
    ///
    /// - Parameters:
    ///   - description: The description.
    ///   - value: The first value; nil if there is none before it is set, so that there is no metric either.
    package init(_ description: MetricDescription, _ value: Int64? = 0) {
        self.description = description
        self.value = Atomic(value ?? 0)
        isKnown = Atomic(value != nil)
    }

    /// Sets the number.
    ///
    /// - Parameter value: The new value.
    package func set(_ value: Int64) {
        self.value.store(value, ordering: .relaxed)
        isKnown.store(true, ordering: .releasing)
    }

    /// The present number.
    ///
    /// - Returns: One metric; none before there is a number.
    package func collect() -> [MetricFamily] {
        guard isKnown.load(ordering: .acquiring) else { return [] }
        return [MetricFamily(description, .gauge, [Sample(.integer(value.load(ordering: .relaxed)))])]
    }
}

/// Counts things that exist now: one number for each series, which goes up and down.
///
/// All threads may count at any time; none of them waits.
package final class UpDownCounter: Collector {
    private let description: MetricDescription
    private let grid: LabelGrid
    private let cells: ShardedCells

    /// Makes a counter, whose series exist from the start with the value zero.
    ///
    /// - Parameters:
    ///   - description: The description.
    ///   - rows: The label.
    ///   - shards: The number of threads that count.
    package init(_ description: MetricDescription, _ rows: Dimension, shards: Int) {
        self.description = description
        grid = LabelGrid(rows, .none)
        cells = ShardedCells(count: grid.count, shards: shards)
    }

    /// Adds to a number.
    ///
    /// - Parameters:
    ///   - difference: The increase, negative for a decrease.
    ///   - row: The index of the label's value. Nothing is counted if there is no such series.
    package func add(_ difference: Int, at row: Int) {
        // A thread may subtract what another has added, so each thread's share is in two's complement.
        cells.add(UInt64(bitPattern: Int64(difference)), at: grid.index(row, 0))
    }

    /// The present numbers.
    ///
    /// - Returns: One metric.
    package func collect() -> [MetricFamily] {
        let samples = grid.labels.enumerated().map { index, labels in
            // The sum may miss what one thread adds and another subtracts in the meantime.
            Sample(labels: labels, .integer(max(0, Int64(bitPattern: cells.total(at: index)))))
        }
        return [MetricFamily(description, .gauge, samples)]
    }
}

/// Values that never change while the program runs, as labels.
package struct Info: Collector {
    private let description: MetricDescription
    private let labels: [Label]

    /// Makes a metric whose only number is 1.
    ///
    /// - Parameters:
    ///   - description: The description; the name is without `_info`.
    ///   - labels: The labels.
    package init(_ description: MetricDescription, _ labels: [Label]) {
        self.description = description
        self.labels = labels
    }

    /// The labels.
    ///
    /// - Returns: One metric.
    package func collect() -> [MetricFamily] {
        [MetricFamily(description, .info, [Sample(suffix: "_info", labels: labels, .integer(1))])]
    }
}
