/// Counts durations: for each series, the number up to each bound, and the sum.
///
/// All threads may count at any time; none of them waits.
package final class DurationHistogram: Collector {
    private let description: MetricDescription
    private let bounds: [Int64]
    private let grid: LabelGrid
    private let cells: ShardedCells

    /// The cells of a series: its buckets, the one without a bound, and the sum.
    private var width: Int { bounds.count + 2 }

    /// Makes a histogram, whose series exist from the start.
    ///
    /// - Parameters:
    ///   - description: The description; the unit is seconds.
    ///   - bounds: The bounds of the buckets, in nanoseconds, in ascending order.
    ///   - rows: The label.
    ///   - shards: The number of threads that count.
    package init(_ description: MetricDescription, bounds: [Int64], _ rows: Dimension = .none, shards: Int) {
        self.description = description
        self.bounds = bounds
        grid = LabelGrid(rows, .none)
        cells = ShardedCells(count: grid.count * (bounds.count + 2), shards: shards)
    }

    /// Counts a duration.
    ///
    /// - Parameters:
    ///   - nanoseconds: The duration.
    ///   - row: The index of the label's value. Nothing is counted if there is no such series.
    package func observe(nanoseconds: Int64, at row: Int = 0) {
        let index = grid.index(row, 0)
        guard index >= 0 else { return }
        let duration = max(0, nanoseconds)
        // Most durations belong to the first buckets, so no other search is faster.
        var bucket = 0
        while bucket < bounds.count, duration > bounds[bucket] { bucket += 1 }
        cells.add(1, at: index * width + bucket)
        cells.add(UInt64(duration), at: index * width + bounds.count + 1)
    }

    /// The present numbers.
    ///
    /// The count is the sum of the buckets, so that the two always agree, even while other threads count.
    /// - Returns: One metric.
    package func collect() -> [MetricFamily] {
        let samples = grid.labels.enumerated().flatMap { index, labels in
            var samples: [Sample] = []
            var count: UInt64 = 0
            for (bucket, bound) in (bounds.map { Self.seconds($0).description } + ["+Inf"]).enumerated() {
                count &+= cells.total(at: index * width + bucket)
                samples.append(
                    Sample(suffix: "_bucket", labels: labels + [Label(name: "le", value: bound)], .unsigned(count)))
            }
            let sum = Self.seconds(Int64(clamping: cells.total(at: index * width + bounds.count + 1)))
            samples.append(Sample(suffix: "_sum", labels: labels, .decimal(sum)))
            samples.append(Sample(suffix: "_count", labels: labels, .unsigned(count)))
            return samples
        }
        return [MetricFamily(description, .histogram, samples)]
    }

    private static func seconds(_ nanoseconds: Int64) -> Double {
        Double(nanoseconds) / 1e9
    }
}
