import Metrics
import TestSupport
import Testing

/// Each count appears in its own series and in no other.
struct CollectorTests {
    private static let pairs = Dimension("left", ["a", "b"])
    private static let triples = Dimension(["right", "far"], [["x", "1"], ["y", "2"], ["z", "3"]])

    private func text(_ collector: any Collector) throws -> MetricsText {
        let format = Exposition.Format.openMetrics
        return try MetricsText(Exposition.text(of: collector.collect(), in: format), isOpenMetrics: true)
    }

    /// All series exist before anything is counted, and a count out of range is dropped.
    @Test func counter() throws {
        let counter = Counter(MetricDescription("c", "Counted."), Self.pairs, Self.triples, shards: 2)
        #expect(try text(counter).samples.map(\.value) == [0, 0, 0, 0, 0, 0])
        counter.add(at: 0, 1)
        counter.add(5, at: 1, 2)
        counter.add(-1, at: 1, 2)
        for (row, column) in [(-1, 0), (0, -1), (2, 0), (0, 3), (Int.max, Int.max), (Int.min, Int.min)] {
            counter.add(at: row, column)
        }
        let read = try text(counter)
        #expect(read["c_total{left=a,right=y,far=2}"] == 1)
        #expect(read["c_total{left=b,right=z,far=3}"] == 5)
        #expect(read.samples.map(\.value).reduce(0, +) == 6)
    }

    /// Threads may count up and down at the same time.
    @Test func upAndDown() async throws {
        let counter = UpDownCounter(MetricDescription("c", "Counted."), Self.pairs, shards: 8)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { for _ in 0..<1000 { counter.add(task % 2 == 0 ? 2 : -1, at: 1) } }
            }
        }
        #expect(try text(counter)["c{left=b}"] == 4000)
        #expect(try text(counter)["c{left=a}"] == 0)
        // A negative sum can occur for a moment only, and is shown as zero.
        counter.add(-1, at: 0)
        #expect(try text(counter)["c{left=a}"] == 0)
    }

    @Test func gauge() throws {
        let gauge = Gauge(MetricDescription("g", "Set."), 7)
        #expect(try text(gauge)["g"] == 7)
        gauge.set(-5)
        #expect(try text(gauge)["g"] == -5)
        // A number that is not known yet would be read as a date in 1970.
        let later = Gauge(MetricDescription("g", "Set."), nil)
        #expect(try text(later)["g"] == nil)
        later.set(0)
        #expect(try text(later)["g"] == 0)
    }

    /// A duration equal to a bound is within it, and a clock that goes back does not make a negative sum.
    @Test func histogram() throws {
        let histogram = DurationHistogram(
            MetricDescription("h_seconds", unit: "seconds", "Measured."), bounds: [50_000, 1_000_000_000],
            Self.pairs, shards: 2)
        for nanoseconds: Int64 in [-1, 0, 50_000, 50_001, 1_000_000_000, 1_000_000_001, 3_000_000_000] {
            histogram.observe(nanoseconds: nanoseconds, at: 1)
        }
        histogram.observe(nanoseconds: 1, at: 2)
        let read = try text(histogram)
        let expected = [
            ("h_seconds_bucket{left=b,le=5e-05}", 3), ("h_seconds_bucket{left=b,le=1.0}", 5),
            ("h_seconds_bucket{left=b,le=+Inf}", 7), ("h_seconds_count{left=b}", 7), ("h_seconds_count{left=a}", 0),
            ("h_seconds_sum{left=b}", 5.000100002), ("h_seconds_sum{left=a}", 0),
        ]
        for (series, value) in expected { #expect(read[series] == value, "\(series)") }
    }

    /// No scrape shows a number that decreases, or buckets that do not add up, while threads count.
    @Test func scrapesUnderLoad() async throws {
        let counter = Counter(MetricDescription("c", "Counted."), Self.pairs, shards: 4)
        let histogram = DurationHistogram(MetricDescription("h", "Measured."), bounds: [1, 2, 3], shards: 4)
        let rounds = 20_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for round in 0..<rounds {
                        counter.add(at: task % 2)
                        histogram.observe(nanoseconds: Int64(round % 5))
                    }
                }
            }
            group.addTask {
                var before: [Double] = []
                for _ in 0..<200 {
                    // The reader refuses a histogram whose count differs from that of its buckets.
                    let families = counter.collect() + histogram.collect()
                    let text = Exposition.text(of: families, in: .openMetrics)
                    let now = try MetricsText(text, isOpenMetrics: true).samples.map(\.value)
                    for (old, new) in zip(before, now) { #expect(old <= new) }
                    before = now
                }
            }
            try await group.waitForAll()
        }
        #expect(try text(counter).samples.map(\.value) == [Double(2 * rounds), Double(2 * rounds)])
        #expect(try text(histogram)["h_count"] == Double(4 * rounds))
    }
}
