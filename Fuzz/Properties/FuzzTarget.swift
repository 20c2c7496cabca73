/// An entry point of the program that takes bytes from outside, with the properties that hold for all bytes.
///
/// The fuzzer looks for inputs that break a property, and the tests replay those that it has found. The first property
/// of each target is that nothing traps.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// JSON texts.
    case json
    /// YAML texts.
    case yaml
    /// The bytes that a client sends over one connection.
    case http
    /// The bytes that an API server answers.
    case answers
    /// Texts of kubeconfig files.
    case kubeconfig
    /// Schedules.
    case cron
    /// Files of the tz database.
    case zone
    /// Durations, quantities, and all other texts with a format.
    case formats
    /// Whole reviews, and objects within reviews.
    case review
    /// Manifests, as they are mended and completed.
    case fix

    /// Checks the properties of an input.
    ///
    /// - Parameter input: Any bytes.
    /// - Throws: A `Violation` if a property does not hold.
    package func check(_ input: [UInt8]) throws(Violation) {
        switch self {
        case .json: try JSONProperties.check(input)
        case .yaml: try YAMLProperties.check(input)
        case .http: try HTTPProperties.check(input)
        case .answers: try AnswerProperties.check(input)
        case .kubeconfig: try KubeconfigProperties.check(input)
        case .cron: try CronProperties.check(input)
        case .zone: try ZoneProperties.check(input)
        case .formats: try FormatProperties.check(input)
        case .review: try ReviewProperties.check(input)
        case .fix: try FixProperties.check(input)
        }
    }
}
