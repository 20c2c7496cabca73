internal import Logging
internal import TLS

/// Why clients refuse the certificate in use: the time is not one for which it is meant.
struct ValidityProblem: Equatable, Sendable {
    /// What is wrong, in words.
    let message: String
    /// The name of the date that has passed, or has not.
    let dateName: String
    /// That date, as RFC 3339 writes it.
    let date: String

    /// Compares the dates of a certificate with the clock; nil where the certificate is valid.
    ///
    /// - Parameters:
    ///   - context: What has the certificate.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    init?(of context: ServerContext, at now: Int64) {
        switch context.validity(at: now) {
        case .valid: return nil
        case .expired:
            (message, dateName, date) = ("the certificate has expired", "not-after", timestamp(context.notAfter))
        case .notYetValid:
            (message, dateName, date) = (
                "the certificate is not valid yet", "not-before", timestamp(context.notBefore)
            )
        }
    }

    /// The date, for a line of the log that has the message.
    var metadata: Logger.Metadata { [dateName: "\(date)"] }

    /// One line for a person.
    var description: String { "\(message): \(dateName) \(date)" }
}
