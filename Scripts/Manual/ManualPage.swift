/// A man page in the macros that every man reads (man(7)).
struct ManualPage {
    private(set) var text = ""

    /// Writes the page of a program.
    ///
    /// - Parameters:
    ///   - program: The program.
    ///   - version: Its version.
    init(of program: Command, version: String) {
        line(".TH \(program.name.uppercased()) 1 \"\" \"\(program.name) \(version)\"")
        line(".SH NAME")
        line("\(program.name) \\- \(Self.escaped(program.summary))")
        line(".SH SYNOPSIS")
        line(".B \(program.name)")
        line("\\fIcommand\\fR [\\fIoption\\fR ...]")
        if !program.discussion.isEmpty {
            line(".SH DESCRIPTION")
            paragraphs(program.discussion)
        }
        line(".SH COMMANDS")
        for command in program.commands { section(command) }
        line(".SH OPTIONS OF ALL COMMANDS")
        for argument in Self.common(of: program) { item(argument) }
    }

    /// The flags that every command has.
    private static func common(of program: Command) -> [Command.Argument] {
        program.arguments.filter { ["--version", "--help"].contains($0.names.last) }
    }

    /// Writes the section about a command, or those about the commands below it.
    private mutating func section(_ command: Command) {
        guard command.commands.isEmpty else { return command.commands.forEach { section($0) } }
        line(".SS \(Self.escaped(command.name))")
        paragraphs(command.summary)
        if !command.discussion.isEmpty {
            line(".PP")
            paragraphs(command.discussion)
        }
        for argument in command.arguments where !["--version", "--help"].contains(argument.names.last) {
            item(argument)
        }
    }

    private mutating func item(_ argument: Command.Argument) {
        line(".TP")
        let value = argument.value.isEmpty ? "" : "\\fI\(Self.escaped(argument.value))\\fR"
        let names = argument.names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
        let more = argument.isRepeating && argument.names.isEmpty ? " ..." : ""
        line([names, value].filter { !$0.isEmpty }.joined(separator: " ") + more)
        paragraphs(argument.summary)
        if !argument.discussion.isEmpty { paragraphs(argument.discussion) }
    }

    /// Writes paragraphs; a line that begins with blanks is an example, and stays a line.
    private mutating func paragraphs(_ words: String) {
        var isExample = false
        for words in words.split(separator: "\n", omittingEmptySubsequences: false) {
            let begins = words.hasPrefix("  ")
            if begins != isExample, !words.isEmpty {
                line(begins ? ".EX" : ".EE")
                isExample = begins
            }
            line(words.isEmpty ? isExample ? "" : ".PP" : Self.escaped(String(words)))
        }
        if isExample { line(".EE") }
    }

    private mutating func line(_ words: String) {
        text += "\(words)\n"
    }

    /// A text as man prints it: with hyphens that can be copied, and without commands of its own.
    private static func escaped(_ words: String) -> String {
        let words = words.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return words.hasPrefix(".") || words.hasPrefix("'") ? "\\&\(words)" : words
    }
}
