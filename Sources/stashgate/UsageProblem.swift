import ArgumentParser
import Schema

/// A mistake on the command line, in the form that all of stashgate's errors have.
///
/// ArgumentParser has its own form, and looks for missing flags before unknown ones: it reports a mistyped required
/// flag as a missing one.
struct UsageProblem: Error {
    /// One line for a person.
    let description: String
    /// The command whose help explains the usage; nil for the program itself.
    let command: String?

    /// Where to find help.
    var hint: String {
        "see 'stashgate \(command.map { "\($0) " } ?? "")--help'"
    }

    /// Finds an unknown command, which ArgumentParser treats as an argument and `help` ignores.
    ///
    /// - Parameter arguments: The arguments of the program.
    /// - Returns: The problem; nil if every command exists.
    static func unknownCommand(in arguments: [String]) -> UsageProblem? {
        var words = arguments.prefix { !$0.hasPrefix("-") }
        let isForHelp = words.first == help
        if isForHelp { words.removeFirst() }
        var path: [String] = []
        var group: any ParsableCommand.Type = Stashgate.self
        while let word = words.popFirst() {
            let names = group.configuration.subcommands.compactMap { $0.configuration.commandName }
            guard !names.isEmpty else {
                return isForHelp ? UsageProblem("help takes one command", command: nil) : nil
            }
            guard let next = subcommand(word, of: group) else {
                let known = path.isEmpty ? names + [help] : names
                if known.contains(word) { return nil }
                return UsageProblem(
                    "unknown command \(quoted(word))\(suggestion(for: word, among: known))", command: name(of: path))
            }
            path.append(word)
            group = next
        }
        return nil
    }

    private static func subcommand(_ name: String, of group: any ParsableCommand.Type) -> (any ParsableCommand.Type)? {
        group.configuration.subcommands.first { $0.configuration.commandName == name }
    }

    /// The words of a command, nil for the program itself.
    private static func name(of path: [String]) -> String? {
        path.isEmpty ? nil : path.joined(separator: " ")
    }

    /// Explains why ArgumentParser refuses a command line.
    ///
    /// - Parameters:
    ///   - error: Its error.
    ///   - arguments: The arguments of the program.
    init(_ error: any Error, in arguments: [String]) {
        var command: any ParsableCommand.Type = Stashgate.self
        var path: [String] = []
        for word in arguments {
            guard let next = Self.subcommand(word, of: command) else { break }
            path.append(word)
            command = next
        }
        let name = Self.name(of: path)
        let options = Self.options(of: command)
        let given = arguments.prefix { $0 != "--" }.compactMap(Self.option)
        if let unknown = given.first(where: { !options.contains($0) }) {
            let takesFile = (command as? any OneOperand.Type)?.takesFile == true || command is DefaultCommand.Type
            let isFile = takesFile && ["-f", "--file", "--filename"].contains(unknown)
            let suggestion = isFile ? "; the file is named without one" : Self.suggestion(for: unknown, among: options)
            self.init("unknown option \(Self.quoted(unknown))\(suggestion)", command: name)
        } else {
            let message = Self.oneLine(Stashgate.message(for: error))
            self.init(message + Self.remark(on: message, of: command), command: name)
        }
    }

    /// The operands that a command takes, where ArgumentParser says only that something else is wrong.
    private static func remark(on message: String, of command: any ParsableCommand.Type) -> String {
        if message.contains("unexpected argument"), let command = command as? any OneOperand.Type {
            return "; it takes \(command.operand)"
        }
        guard ["-o", "--output"].contains(where: { message.hasPrefix("missing value for '\($0)") }) else {
            return ""
        }
        let formats =
            switch command {
            case is CRDCommand.Type, is ManifestsCommand.Type: ManifestFormat.allCases.map(\.rawValue)
            case is LintCommand.Type, is AuditCommand.Type: LintFormat.allCases.map(\.rawValue)
            case is DefaultCommand.Type: DefaultsFormat.allCases.map(\.rawValue)
            case is ScheduleCommand.Type: ScheduleFormat.allCases.map(\.rawValue)
            default: ReportFormat.allCases.map(\.rawValue)
            }
        let last = formats.last.map { " or \($0)" } ?? ""
        return "; it is \(formats.dropLast().joined(separator: ", "))\(last)"
    }

    private init(_ description: String, command: String?) {
        self.description = description
        self.command = command
    }

    /// ArgumentParser's own command.
    private static let help = "help"

    /// The options of a command, which its help names at the beginnings of lines; ArgumentParser has no other list.
    private static func options(of command: any ParsableCommand.Type) -> [String] {
        let lines = Stashgate.helpMessage(for: command, includeHidden: true, columns: widest).split(separator: "\n")
        let names = lines.map { $0.drop { $0 == " " } }.filter { $0.hasPrefix("-") }.flatMap { line in
            line.split { $0 == " " || $0 == "," }.prefix { $0.hasPrefix("-") }.map(String.init)
        }
        return names + ["--generate-completion-script", "--experimental-dump-help"]
    }

    /// A width at which no line of the help is wrapped, so that no wrapped line begins with an option.
    private static let widest = 10_000

    /// The name of the option in an argument, without its value; nil for a value, and for several short options in one.
    private static func option(_ argument: String) -> String? {
        let name = argument.prefix { $0 != "=" }
        let letters = name.drop { $0 == "-" }
        let hyphens = name.count - letters.count
        guard letters.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else { return nil }
        return hyphens == 2 && !letters.isEmpty || hyphens == 1 && letters.count == 1 ? String(name) : nil
    }

    private static func suggestion(for word: String, among candidates: [String]) -> String {
        // Every single letter is near every other.
        let isLetter = word.count == 2 && word.hasPrefix("-")
        let nearest =
            isLetter ? nil : NearestName.of(word, among: candidates, mostCandidates: candidates.count)
        return nearest.map { "; did you mean \(quoted($0))?" } ?? ""
    }

    private static func quoted(_ word: String) -> String { "'\(word.prefix(40))'" }

    /// A message of ArgumentParser's as one line in lower case without a full stop.
    private static func oneLine(_ message: String) -> String {
        let lines = message.split { $0.isNewline }.map { $0.drop { $0 == " " } }
        let line = lines.joined(separator: " ")
        return line.prefix(1).lowercased() + line.dropFirst().dropLast(line.hasSuffix(".") ? 1 : 0)
    }
}
