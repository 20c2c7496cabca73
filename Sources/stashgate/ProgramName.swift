import ArgumentParser

/// The name under which people call the program.
///
/// kubectl finds a plugin by its name: a link `kubectl-stashgate` to the program is called as `kubectl stashgate`.
enum ProgramName {
    private static let plugin = "kubectl-stashgate"

    /// Whether kubectl has started the program.
    static var isPlugin: Bool { CommandLine.arguments.first?.split(separator: "/").last.map(String.init) == plugin }

    /// A help text or a hint as the caller knows the program.
    ///
    /// - Parameters:
    ///   - text: The text, which has the program's name before each of its commands.
    ///   - isPlugin: Whether kubectl has started the program.
    /// - Returns: The text with kubectl's name before the program's, if it is a plugin.
    static func shown(in text: String, isPlugin: Bool = isPlugin) -> String {
        guard isPlugin else { return text }
        let words =
            Stashgate.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help", "<", "--"]
        return words.reduce(text) { text, word in
            text.replacing("stashgate \(word)", with: "kubectl stashgate \(word)")
        }
    }
}
