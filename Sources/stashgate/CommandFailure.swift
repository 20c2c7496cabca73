/// Why a command cannot do what it is asked to: its input cannot be read, is wrong, or names what does not exist.
///
/// `Stashgate` prints it, and ends with ``Stashgate/wrongUsage``.
struct CommandFailure: Error {
    /// The reasons, one line each.
    let reasons: [String]

    /// Makes a failure with one reason.
    ///
    /// - Parameter reason: One line for a person.
    init(_ reason: String) {
        reasons = [reason]
    }

    /// Makes a failure with several reasons.
    ///
    /// - Parameter reasons: One line for a person each; at least one.
    init(_ reasons: [String]) {
        self.reasons = reasons
    }
}
