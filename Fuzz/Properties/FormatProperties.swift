internal import Cron
internal import KubeStash
internal import Kubernetes
internal import Schema
internal import Time

/// The properties of every text of a field with a format.
///
/// The first line is the text; a second one is another text to compare it with.
enum FormatProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        let lines = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let text = lines[0]
        try checkDuration(text)
        try checkInstant(text)
        let quantities = lines.compactMap { Quantity($0.span) }
        for quantity in quantities { try checkQuantity(quantity) }
        if let one = quantities.first, let other = quantities.last { try checkOrder(one, other) }
        // A document contains only valid UTF-8.
        guard String(validating: text, as: UTF8.self) != nil else { return }
        for format in formats { try checkFormat(format, text) }
    }

    private static func checkDuration(_ text: ArraySlice<UInt8>) throws(Violation) {
        let bytes = Array(text)
        let duration: GoDuration
        do throws(GoDurationError) {
            duration = try GoDuration(utf8: bytes.span)
        } catch {
            try CronProperties.checkError(error.message, at: error.range, of: bytes)
            return
        }
        let canonical = "\(duration.nanoseconds)ns"
        let again = try? GoDuration(utf8: canonical.utf8.span)
        try require(again == duration, "\(canonical) is another duration")
    }

    private static func checkInstant(_ text: ArraySlice<UInt8>) throws(Violation) {
        guard let instant = Instant(rfc3339: String(decoding: text, as: UTF8.self)) else { return }
        let canonical = instant.description
        // An offset may move an instant beyond the years that can be written.
        guard canonical.utf8.count == "2026-02-28T00:05:00Z".utf8.count else { return }
        try require(Instant(rfc3339: canonical) == instant, "\(canonical) is another instant")
    }

    /// The quantity written in billionths is the same quantity.
    private static func checkQuantity(_ quantity: Quantity) throws(Violation) {
        let thousandths = quantity.inThousandths
        try require(
            quantity.isNegative ? thousandths <= quantity : thousandths >= quantity, "rounding up makes it less")
        try require(thousandths.inThousandths == thousandths, "rounding twice is not rounding once")
        try require(!(quantity.isZero && quantity.isNegative), "nothing is negative")
        try require(quantity.isZero || quantity.isMultiple(of: quantity), "an amount is no multiple of itself")
        guard case .nanos(let nanos) = quantity.magnitude else { return }
        let canonical = (quantity.isNegative ? "-" : "") + "\(nanos)n"
        let again = Quantity(canonical.utf8.span)
        try require(again == quantity, "\(canonical) is another amount")
    }

    private static func checkOrder(_ one: Quantity, _ other: Quantity) throws(Violation) {
        let relations = [one < other, one == other, other < one].filter { $0 }
        try require(relations.count == 1, "two amounts are neither the same nor is exactly one of them less")
        try require((one == other) == (other == one), "one amount is the other but not the other way round")
        try require(one == one && !(one < one), "an amount is not itself")
    }

    private static func checkFormat(_ format: Format, _ text: ArraySlice<UInt8>) throws(Violation) {
        let problem = format.problem(with: text.span)
        // The result must not depend on the place of the text in memory.
        let copy: [UInt8] = [0] + text + [0]
        let inside = format.problem(with: copy.span.extracting(1..<text.count + 1))
        try require(inside == problem, "\(format.name) depends on what is around")
        if format.name == "quantity" {
            let isQuantity = Quantity(text.span) != nil
            try require((problem == nil) == isQuantity, "a quantity is refused and read")
        }
        guard let problem else { return }
        try CronProperties.checkLine(problem, longest: 8192)
        guard let suggestion = suggestion(in: problem) else { return }
        let second = format.problem(with: suggestion.span)
        try require(second == nil, "\(format.name) suggests what it refuses: \(problem)")
    }

    /// The text that a message suggests with `did you mean "a-name"?`, if it replaces the refused text.
    private static func suggestion(in problem: String) -> ArraySlice<UInt8>? {
        guard let start = problem.firstRange(of: "; did you mean \""), problem.hasSuffix("\"?"),
            !problem.contains("unit that Kubernetes knows")
        else { return nil }
        return Array(problem[start.upperBound...].dropLast(2).utf8)[...]
    }

    /// Every format that a field has.
    private static let formats = SchemaWalk(.object(BackupConfiguration.kind.schema)).formats
}
