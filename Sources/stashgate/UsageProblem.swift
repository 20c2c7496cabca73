import ArgumentParser
import Schema

/// What is wrong with the words of a command line, in the form that all of stashgate's errors have.
///
/// ArgumentParser has a form of its own, and looks for what is missing before it looks for what does not exist: a flag
/// with a typing mistake is to it a required flag that is missing.
struct UsageProblem: Error {
    /// One line for a person.
    let description: String
    /// The command whose help says what is right; nil where it is that of the program.
    let command: String?

    /// Where to read on.
    var hint: String {
        "see 'stashgate \(command.map { "\($0) " } ?? "")--help'"
    }

    /// Finds a command that does not exist: ArgumentParser treats it as an argument, and `help` ignores it.
    ///
    /// - Parameter arguments: The arguments of the program.
    /// - Returns: Nil where every command exists.
    static func unknownCommand(in arguments: [String]) -> UsageProblem? {
        var words = arguments.prefix { !$0.hasPrefix("-") }
        if words.first == help {
            words.removeFirst()
            guard words.count < 2 else { return UsageProblem("help takes one command", command: nil) }
        }
        guard let word = words.first, !names.contains(word) else { return nil }
        return UsageProblem("unknown command \(quoted(word))\(suggestion(for: word, among: names))", command: nil)
    }

    /// Says why ArgumentParser does not take a command line.
    ///
    /// - Parameters:
    ///   - error: Its error.
    ///   - arguments: The arguments of the program.
    init(_ error: any Error, in arguments: [String]) {
        let command = Self.commands.first { $0.configuration.commandName == arguments.first }
        let name = command?.configuration.commandName
        let options = Self.options(of: command ?? Stashgate.self)
        let given = arguments.prefix { $0 != "--" }.compactMap(Self.option)
        if let unknown = given.first(where: { !options.contains($0) }) {
            let suggestion = Self.suggestion(for: unknown, among: options)
            self.init("unknown option \(Self.quoted(unknown))\(suggestion)", command: name)
        } else {
            self.init(Self.oneLine(Stashgate.message(for: error)), command: name)
        }
    }

    private init(_ description: String, command: String?) {
        self.description = description
        self.command = command
    }

    /// ArgumentParser's own command.
    private static let help = "help"

    private static var commands: [any ParsableCommand.Type] { Stashgate.configuration.subcommands }

    private static var names: [String] { commands.compactMap { $0.configuration.commandName } + [help] }

    /// The options of a command, as its help names them at the beginnings of lines; what ArgumentParser knows of them it
    /// tells nobody else.
    private static func options(of command: any ParsableCommand.Type) -> [String] {
        let lines = Stashgate.helpMessage(for: command, includeHidden: true, columns: widest).split(separator: "\n")
        let names = lines.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("-") }.flatMap { line in
            line.split { $0 == " " || $0 == "," }.prefix { $0.hasPrefix("-") }.map(String.init)
        }
        return names + ["--generate-completion-script", "--experimental-dump-help"]
    }

    /// So wide that no line of the help is broken, where the next one could begin with an option.
    private static let widest = 10_000

    /// The option that an argument is, without its value; nil where it may be a value, or several options in one.
    private static func option(_ argument: String) -> String? {
        let name = argument.prefix { $0 != "=" }
        let letters = name.drop { $0 == "-" }
        let hyphens = name.count - letters.count
        guard letters.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else { return nil }
        return hyphens == 2 && !letters.isEmpty || hyphens == 1 && letters.count == 1 ? String(name) : nil
    }

    private static func suggestion(for word: String, among candidates: [String]) -> String {
        // Of a single letter all others are near.
        let isLetter = word.count == 2 && word.hasPrefix("-")
        let nearest =
            isLetter ? nil : NearestName.of(word, among: candidates, mostCandidates: candidates.count)
        return nearest.map { "; did you mean \(quoted($0))?" } ?? ""
    }

    private static func quoted(_ word: String) -> String { "'\(word.prefix(40))'" }

    /// A message of ArgumentParser's as one line that begins with a small letter and ends without a full stop.
    private static func oneLine(_ message: String) -> String {
        let lines = message.split { $0.isNewline }.map { $0.drop { $0 == " " } }
        let line = lines.joined(separator: " ")
        return line.prefix(1).lowercased() + line.dropFirst().dropLast(line.hasSuffix(".") ? 1 : 0)
    }
}
