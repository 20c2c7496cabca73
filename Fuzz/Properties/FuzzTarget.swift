/// A way into the program that takes bytes from outside, with what must hold whatever the bytes are.
///
/// The fuzzer looks for bytes of which it does not, and the tests try those that were found once. That nothing traps is
/// the first property of each.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// JSON texts.
    case json
    /// YAML texts.
    case yaml
    /// The bytes that a client sends over one connection.
    case http
    /// Schedules.
    case cron
    /// Durations, quantities, and every other text that a field wants to look like something.
    case formats
    /// Whole reviews, and objects within reviews.
    case review

    /// Tries an input.
    ///
    /// - Parameter input: Any bytes.
    /// - Throws: A `Violation` where a property does not hold.
    package func check(_ input: [UInt8]) throws(Violation) {
        switch self {
        case .json: try JSONProperties.check(input)
        case .yaml: try YAMLProperties.check(input)
        case .http: try HTTPProperties.check(input)
        case .cron: try CronProperties.check(input)
        case .formats: try FormatProperties.check(input)
        case .review: try ReviewProperties.check(input)
        }
    }
}
