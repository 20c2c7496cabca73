import Metrics
import TestSupport
import Testing

/// Prometheus must accept every text: one that it refuses would leave the operator without metrics.
struct ExpositionTests {
    private static let families = [
        MetricFamily(
            MetricDescription("things", "Things \\ that \"happen\",\nall of them."), .counter,
            [Sample(suffix: "_total", labels: [Label(name: "kind", value: "a\\b\n\"ü\"")], .unsigned(.max))]),
        MetricFamily(
            MetricDescription("room_bytes", unit: "bytes", "Room."), .gauge,
            [
                Sample(labels: [Label(name: "a", value: ""), Label(name: "b", value: "{},= ")], .integer(-3)),
                Sample(labels: [Label(name: "a", value: "1")], .decimal(.infinity)),
                Sample(labels: [Label(name: "a", value: "2")], .decimal(-.infinity)),
                Sample(labels: [Label(name: "a", value: "3")], .decimal(.nan)),
                Sample(labels: [Label(name: "a", value: "4")], .decimal(1e-5)),
            ]),
        MetricFamily(
            MetricDescription("build", "What it is."), .info,
            [Sample(suffix: "_info", labels: [Label(name: "version", value: "1")], .integer(1))]),
        MetricFamily(MetricDescription("nothing", "Without samples it is left out."), .gauge, []),
    ]

    @Test func prometheus() {
        #expect(
            Exposition.text(of: Self.families, in: .prometheus) == #"""
                # HELP things_total Things \\ that "happen",\nall of them.
                # TYPE things_total counter
                things_total{kind="a\\b\n\"ü\""} 18446744073709551615
                # HELP room_bytes Room.
                # TYPE room_bytes gauge
                room_bytes{a="",b="{},= "} -3
                room_bytes{a="1"} +Inf
                room_bytes{a="2"} -Inf
                room_bytes{a="3"} NaN
                room_bytes{a="4"} 1e-05
                # HELP build_info What it is.
                # TYPE build_info gauge
                build_info{version="1"} 1

                """#)
    }

    @Test func openMetrics() {
        #expect(
            Exposition.text(of: Self.families, in: .openMetrics) == #"""
                # HELP things Things \\ that \"happen\",\nall of them.
                # TYPE things counter
                things_total{kind="a\\b\n\"ü\""} 18446744073709551615
                # HELP room_bytes Room.
                # TYPE room_bytes gauge
                # UNIT room_bytes bytes
                room_bytes{a="",b="{},= "} -3
                room_bytes{a="1"} +Inf
                room_bytes{a="2"} -Inf
                room_bytes{a="3"} NaN
                room_bytes{a="4"} 1e-05
                # HELP build What it is.
                # TYPE build info
                build_info{version="1"} 1
                # EOF

                """#)
    }

    /// Labels of any content are read back unchanged.
    @Test(arguments: Exposition.Format.allCases)
    func labels(format: Exposition.Format) throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("\\\"\n\r{}=,# aeü\u{301}\u{1F600}\0\t")
        let values = (0..<500).map { _ in
            let length = Int.random(in: 0..<9, using: &random)
            return String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
        }
        let samples = Set(values).map { Sample(labels: [Label(name: "l", value: $0)], .integer(1)) }
        let family = MetricFamily(MetricDescription("m", values.joined()), .gauge, samples)
        let read = try MetricsText(
            Exposition.text(of: [family], in: format), isOpenMetrics: format == .openMetrics)
        #expect(read.samples.map { $0.label("l") } == samples.map { $0.labels[0].value })
        #expect(read.families[0].help == values.joined())
    }

    /// The parser of these tests is strict: it refuses each of these texts, as Prometheus or OpenMetrics does.
    @Test(arguments: [
        "# TYPE a gauge\n# HELP a x\na 1", "# TYPE a gauge\n# HELP a x\na 1\n", "# EOF\n# EOF\n",
        "# TYPE a gauge\n# HELP a x\na 1\n\n# EOF\n", "# TYPE a gauge\na 1\n# HELP a x\n# EOF\n",
        "# TYPE a counter\n# HELP a x\na 1\n# EOF\n", "# TYPE a counter\n# HELP a x\na_total -1\n# EOF\n",
        "# TYPE a gauge\n# HELP a x\na 1\na 1\n# EOF\n", "# TYPE a gauge\n# HELP a x\na{b=\"c} 1\n# EOF\n",
        "# TYPE a gauge\n# HELP a x\na{b=\"\\x\"} 1\n# EOF\n", "# TYPE a gauge\n# HELP a x\na{b=\"c\",} 1\n# EOF\n",
        "# TYPE a gauge\n# HELP a x\na{b=\"c\",b=\"d\"} 1\n# EOF\n", "# TYPE a gauge\n# HELP a x\na  1\n# EOF\n",
        "# TYPE a gauge\n# HELP a x\na 0x1\n# EOF\n", "# TYPE a gauge\n# HELP a x\n# UNIT a seconds\na 1\n# EOF\n",
        "# TYPE 1a gauge\n# HELP 1a x\n1a 1\n# EOF\n", "# TYPE a info\n# HELP a x\na_info 2\n# EOF\n",
        "# TYPE a histogram\n# HELP a x\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n# EOF\n",
        "# TYPE a histogram\n# HELP a x\na_bucket{le=\"1.0\"} 1\na_sum 1\na_count 1\n# EOF\n",
        "# TYPE a histogram\n# HELP a x\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n# EOF\n",
    ])
    func refused(text: String) {
        #expect(throws: MetricsText.Malformed.self) { try MetricsText(text, isOpenMetrics: true) }
    }
}
