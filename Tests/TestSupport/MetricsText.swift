/// The metrics of a server, read strictly: a text that a scraper may refuse is an error.
///
/// The rules are those of OpenMetrics 1.0, and of Prometheus' text format 0.0.4 if that is looser but all its writers
/// follow them. Time stamps and exemplars are allowed, but refused here, because this project does not write them.
package struct MetricsText {
    /// A metric.
    package struct Family {
        /// Its name, as in the lines above its samples.
        package let name: String
        /// Its kind.
        package fileprivate(set) var type = ""
        /// Its unit; empty for none.
        package fileprivate(set) var unit = ""
        /// Its description.
        package fileprivate(set) var help = ""
        /// Its samples.
        package fileprivate(set) var samples: [Sample] = []
    }

    /// One number.
    package struct Sample {
        /// The name, with the suffix of its kind.
        package let name: String
        /// The labels in their order.
        package let labels: [(name: String, value: String)]
        /// The number.
        package let value: Double

        /// The sample's name with its labels, which identify it.
        package var series: String {
            labels.isEmpty ? name : "\(name){\(labels.map { "\($0.name)=\($0.value)" }.joined(separator: ","))}"
        }

        /// The value of a label; empty if there is none.
        package func label(_ name: String) -> String { labels.first { $0.name == name }?.value ?? "" }
    }

    /// The problem of a malformed text.
    package struct Malformed: Error, CustomStringConvertible {
        /// The problem, and its line.
        package let description: String
    }

    /// The metrics in their order.
    package private(set) var families: [Family] = []

    private let isOpenMetrics: Bool

    /// Reads a text.
    /// - Parameters:
    ///   - text: The text.
    ///   - isOpenMetrics: Whether it is OpenMetrics, and not Prometheus' older format.
    /// - Throws: `Malformed`.
    package init(_ text: String, isOpenMetrics: Bool) throws {
        self.isOpenMetrics = isOpenMetrics
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "" else { throw Malformed(description: "the last line has no end") }
        if isOpenMetrics, lines.popLast() != "# EOF" { throw Malformed(description: "the last line is not # EOF") }
        for line in lines {
            do {
                if line.hasPrefix("#") { try readMetadata(line) } else { try readSample(line) }
            } catch let error as Malformed {
                throw Malformed(description: "\(error): \(line)")
            }
        }
        try checkNames()
        for family in families { try check(family) }
    }

    /// The number of a series.
    /// - Parameter series: The sample's name with its labels, without quotes: `a_total{b=c,d=e}`.
    package subscript(series: String) -> Double? {
        families.lazy.flatMap(\.samples).first { $0.series == series }?.value
    }

    /// All samples.
    package var samples: [Sample] { families.flatMap(\.samples) }

    private mutating func readMetadata(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard words.count == 4, words[0] == "#" else { throw Malformed(description: "a comment") }
        let (name, text) = (words[2], words[3])
        if families.last?.name != name { families.append(Family(name: name)) }
        guard var family = families.popLast() else { return }
        guard family.samples.isEmpty else { throw Malformed(description: "a description below its samples") }
        switch words[1] {
        case "TYPE" where family.type.isEmpty: family.type = text
        case "UNIT" where isOpenMetrics && family.unit.isEmpty: family.unit = text
        case "HELP" where family.help.isEmpty: family.help = try Self.unescaped(text, quotes: isOpenMetrics)
        default: throw Malformed(description: "something unknown, or twice")
        }
        families.append(family)
    }

    private mutating func readSample(_ line: Substring) throws {
        let nameEnd = line.firstIndex { $0 == "{" || $0 == " " } ?? line.endIndex
        var rest = line[nameEnd...]
        var labels: [(name: String, value: String)] = []
        if rest.first == "{" {
            repeat {
                rest = rest.dropFirst()
                labels.append(try Self.label(&rest))
            } while rest.first == ","
            guard rest.first == "}" else { throw Malformed(description: "labels without an end") }
            rest = rest.dropFirst()
        }
        guard rest.first == " ", let value = Self.number(rest.dropFirst()) else {
            throw Malformed(description: "no number")
        }
        guard !families.isEmpty else { throw Malformed(description: "a sample of no metric") }
        let sample = Sample(name: String(line[..<nameEnd]), labels: labels, value: value)
        families[families.count - 1].samples.append(sample)
    }

    private static func label(_ rest: inout Substring) throws -> (name: String, value: String) {
        guard let equals = rest.firstIndex(of: "="), rest[equals...].hasPrefix("=\"") else {
            throw Malformed(description: "a label without a value")
        }
        let name = String(rest[..<equals])
        guard isName(name, colons: false) else { throw Malformed(description: "a bad label name") }
        rest = rest[equals...].dropFirst(2)
        var end = rest.startIndex
        while end < rest.endIndex, rest[end] != "\"" {
            end = rest.index(end, offsetBy: rest[end] == "\\" ? 2 : 1, limitedBy: rest.endIndex) ?? rest.endIndex
        }
        guard end < rest.endIndex else { throw Malformed(description: "a value without an end") }
        let value = try unescaped(String(rest[..<end]), quotes: true)
        rest = rest[end...].dropFirst()
        return (name, value)
    }

    private static func unescaped(_ text: String, quotes: Bool) throws -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            switch (isEscaped, character) {
            case (true, "\\"): result += "\\"
            case (true, "n"): result += "\n"
            case (true, "\"") where quotes: result += "\""
            case (true, _): throw Malformed(description: "a bad escape")
            case (false, "\"") where quotes: throw Malformed(description: "a bare quote")
            case (false, "\\"): break
            case (false, _): result.append(character)
            }
            isEscaped = !isEscaped && character == "\\"
        }
        guard !isEscaped else { throw Malformed(description: "a bad escape") }
        return result
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: text.allSatisfy { "0123456789+-.e".contains($0) } ? Double(text) : nil
        }
    }

    private static func isName(_ name: String, colons: Bool) -> Bool {
        guard name.first?.isNumber == false else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || (colons && $0 == ":")) }
    }
}

// Rules about several lines.
extension MetricsText {
    private func checkNames() throws {
        let names = families.map(\.name)
        guard Set(names).count == names.count else { throw Malformed(description: "a metric in two places") }
        let series = samples.map(\.series)
        guard Set(series).count == series.count else { throw Malformed(description: "a series twice") }
        for family in families {
            for sample in family.samples where sample.name != family.name && names.contains(sample.name) {
                throw Malformed(description: "\(sample.name) is two metrics")
            }
        }
    }

    private func check(_ family: Family) throws {
        func require(_ isMet: Bool, _ rule: String) throws {
            guard isMet else { throw Malformed(description: "\(family.name): \(rule)") }
        }
        try require(Self.isName(family.name, colons: true), "a bad name")
        try require(!family.help.isEmpty && !family.samples.isEmpty, "no help, or no samples")
        try require(family.unit.isEmpty || family.name.hasSuffix("_\(family.unit)"), "its unit is not in its name")
        let suffixes = suffixes(of: family.type)
        try require(!suffixes.isEmpty, "unknown type")
        for sample in family.samples {
            try require(
                sample.name.hasPrefix(family.name) && suffixes.contains(sample.name.dropFirst(family.name.count)),
                "\(sample.name) is not one of its samples")
            try require(Set(sample.labels.map(\.name)).count == sample.labels.count, "a label twice")
            try require(sample.label("le").isEmpty != sample.name.hasSuffix("_bucket"), "le where it must not be")
            if family.type == "counter" { try require(sample.value >= 0 && sample.value.isFinite, "no count") }
            if family.type == "info" { try require(sample.value == 1, "info that is not 1") }
        }
        if family.type == "counter" && !isOpenMetrics { try require(family.name.hasSuffix("_total"), "no _total") }
        if family.type == "histogram" { try checkBuckets(family, require) }
    }

    private func suffixes(of type: String) -> Set<Substring> {
        switch type {
        case "counter": isOpenMetrics ? ["_total"] : [""]
        case "gauge": [""]
        case "histogram": ["_bucket", "_sum", "_count"]
        case "info" where isOpenMetrics: ["_info"]
        default: []
        }
    }

    private func checkBuckets(_ family: Family, _ require: (Bool, String) throws -> Void) throws {
        func key(_ sample: Sample) -> String {
            sample.labels.filter { $0.name != "le" }.map { "\($0)" }.joined()
        }
        for (_, group) in Dictionary(grouping: family.samples, by: key) {
            let buckets = group.filter { $0.name.hasSuffix("_bucket") }
            let bounds = buckets.compactMap { Self.number(Substring($0.label("le"))) }
            try require(bounds.count == buckets.count && bounds.last == .infinity, "its last bucket has a bound")
            try require(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "its bounds do not grow")
            let counts = buckets.map(\.value)
            try require(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 }, "its buckets do not add up")
            let counted = group.filter { $0.name.hasSuffix("_count") }.map(\.value)
            try require(counted == counts.suffix(1), "its count is not that of its last bucket")
            try require(group.count { $0.name.hasSuffix("_sum") } == 1, "it has no sum")
        }
    }
}
