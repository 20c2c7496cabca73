/// Metrics in the text formats that Prometheus reads.
package enum Exposition {
    /// The text formats.
    package enum Format: CaseIterable, Hashable, Sendable {
        /// Prometheus' own text format, version 0.0.4.
        case prometheus
        /// OpenMetrics, version 1.0.
        case openMetrics

        /// The media type with its version.
        package var contentType: String {
            switch self {
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            }
        }
    }

    /// Writes metrics.
    ///
    /// - Parameters:
    ///   - families: The metrics, each name once.
    ///   - format: The text format.
    /// - Returns: The text.
    package static func text(of families: [MetricFamily], in format: Format) -> String {
        var text = ""
        for family in families where !family.samples.isEmpty {
            append(family, in: format, to: &text)
        }
        if format == .openMetrics { text += "# EOF\n" }
        return text
    }

    private static func append(_ family: MetricFamily, in format: Format, to text: inout String) {
        let description = family.description
        let name = name(of: family, in: format)
        text += "# HELP \(name) \(escaped(description.help, quotes: format == .openMetrics))\n"
        text += "# TYPE \(name) \(kind(of: family, in: format))\n"
        // In the older format such a line would be a comment.
        if format == .openMetrics, let unit = description.unit { text += "# UNIT \(name) \(unit)\n" }
        for sample in family.samples {
            text += description.name + sample.suffix
            if !sample.labels.isEmpty {
                let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
                text += "{\(labels.joined(separator: ","))}"
            }
            text += " \(number(sample.value))\n"
        }
    }

    /// The name above the samples: without the suffix of the metric's kind in OpenMetrics.
    private static func name(of family: MetricFamily, in format: Format) -> String {
        let name = family.description.name
        guard format == .prometheus else { return name }
        return switch family.kind {
        case .counter: name + "_total"
        case .info: name + "_info"
        case .gauge, .histogram: name
        }
    }

    private static func kind(of family: MetricFamily, in format: Format) -> String {
        // The older format has no such kind.
        let kind: MetricFamily.Kind = format == .prometheus && family.kind == .info ? .gauge : family.kind
        return kind.rawValue
    }

    private static func number(_ value: Sample.Value) -> String {
        switch value {
        case .unsigned(let value): String(value)
        case .integer(let value): String(value)
        case .decimal(let value):
            if value.isNaN { "NaN" } else if value.isInfinite { value < 0 ? "-Inf" : "+Inf" } else { value.description }
        }
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
