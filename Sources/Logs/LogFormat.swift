/// How the lines of a log look.
public enum LogFormat: String, CaseIterable, Hashable, Sendable {
    /// For people: aligned words, and values as `name=value`.
    case text
    /// For machines: one JSON object a line.
    case json

    /// The format for whoever has not said which.
    ///
    /// - Parameter isTerminal: Whether the log goes to a terminal.
    /// - Returns: What whoever is at the other end can read best.
    public static func usual(forTerminal isTerminal: Bool) -> LogFormat {
        isTerminal ? .text : .json
    }
}
