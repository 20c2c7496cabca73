import Document
import Glibc

/// Prints the man page of a program, for `make man`.
///
/// Standard input is what the program prints with `--experimental-dump-help`; the argument is its version.
@main
struct Main {
    static func main() {
        var text: [UInt8] = []
        while let line = readLine(strippingNewline: false) { text += line.utf8 }
        do {
            let dump = try Document(json: text)
            let version = CommandLine.arguments.dropFirst().first ?? ""
            print(ManualPage(of: Command(in: dump), version: version).text, terminator: "")
        } catch {
            // The page goes to standard output, so nothing else may.
            let line = Array("Manual: this is not the description of a program: \(error)\n".utf8)
            _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
            exit(1)
        }
    }
}

extension Document {
    /// A text of an object, empty if there is none.
    fileprivate func words(_ key: String, of node: Node?) -> String {
        value(key, of: node).flatMap { string($0) } ?? ""
    }

    /// The items of an array of an object; none if there is no such array.
    fileprivate func items(_ key: String, of node: Node?) -> [Node] {
        value(key, of: node).map { Array(elements(of: $0)) } ?? []
    }

    fileprivate func value(_ key: String, of node: Node?) -> Node? {
        guard let node, kind(of: node) == .object else { return nil }
        return members(of: node).first { string($0.key) == key }?.value
    }
}

/// A command with its arguments, as ArgumentParser describes it.
struct Command {
    /// An argument of a command.
    struct Argument {
        /// Its names with their hyphens, none for a positional one.
        let names: [String]
        /// The name of its value, empty for a flag.
        let value: String
        let isRepeating: Bool
        let summary: String
        let discussion: String
    }

    let name: String
    let summary: String
    let discussion: String
    let arguments: [Argument]
    let commands: [Command]

    /// Reads the description of a program.
    ///
    /// - Parameter dump: The output of the program.
    init(in dump: Document) {
        self.init(dump.value("command", of: dump.root), of: dump, behind: "")
    }

    private init(_ node: Document.Node?, of dump: Document, behind path: String) {
        let path = path + (path.isEmpty ? "" : " ") + dump.words("commandName", of: node)
        name = path
        summary = dump.words("abstract", of: node)
        discussion = dump.words("discussion", of: node)
        arguments = dump.items("arguments", of: node).map { Argument($0, of: dump) }
        commands = dump.items("subcommands", of: node).filter { dump.words("commandName", of: $0) != "help" }.map {
            Command($0, of: dump, behind: path)
        }
    }
}

extension Command.Argument {
    fileprivate init(_ node: Document.Node, of dump: Document) {
        names = dump.items("names", of: node).map { name in
            (dump.words("kind", of: name) == "short" ? "-" : "--") + dump.words("name", of: name)
        }
        value = dump.words("kind", of: node) == "flag" ? "" : dump.words("valueName", of: node)
        isRepeating = dump.value("isRepeating", of: node).flatMap { dump.boolean($0) } == true
        summary = dump.words("abstract", of: node)
        discussion = dump.words("discussion", of: node)
    }
}
