import ArgumentParser
import Document
import KubeStash
import Text

/// `stashgate crd`: a CustomResourceDefinition made from the schema.
struct CRDCommand: ParsableCommand, OneOperand {
    static let operand = "one kind"

    static let configuration = CommandConfiguration(
        commandName: "crd",
        abstract: "Print the CustomResourceDefinition of a kind.",
        discussion: """
            For clusters without KubeStash, to develop and to test in; KubeStash brings its own. Some are \
            too large for the annotation that kubectl apply makes, so pass them to the server:

              stashgate crd | kubectl apply --server-side -f -
              stashgate crd retentionpolicy | kubectl apply --server-side -f -
              stashgate crd --all | kubectl apply --server-side -f -
            """)

    @Argument(
        help: "The kind, by its name, plural or short name; without one, BackupConfiguration.",
        completion: .list(Kinds.all.map(\.names.singular)))
    var kind: String?

    @Flag(help: "Print the definitions of all kinds: as YAML documents, or as a List.")
    var all = false

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ManifestFormat.yaml

    func validate() throws {
        if all, kind != nil { throw ValidationError("--all is for all kinds: leave out the kind or --all") }
    }

    func run() throws {
        try StandardOutput.write(all ? Self.list(in: output) : Self.text(of: try chosenKind(), in: output))
    }

    private func chosenKind() throws -> Kind {
        guard let kind else { return BackupConfiguration.kind }
        guard let known = Kinds.called(kind) else {
            throw ValidationError(
                "there is no kind '\(kind.prefix(40))'; the kinds are "
                    + Kinds.all.map(\.names.kind).listed)
        }
        return known
    }

    /// The definition, ending with a line feed.
    static func text(of kind: Kind, in format: ManifestFormat) throws -> [UInt8] {
        let definition = CustomResourceDefinition(of: kind).json
        return switch format {
        case .json: definition + [UInt8(ascii: "\n")]
        case .yaml:
            Array("# Made by `make crd` from the schema; to be changed there.\n".utf8)
                + YAMLWriter.text(of: try Document(json: definition))
        }
    }

    /// The definitions of all kinds: one YAML document each, or one JSON List.
    private static func list(in format: ManifestFormat) throws -> [UInt8] {
        switch format {
        case .yaml:
            return Array(try Kinds.all.map { try text(of: $0, in: .yaml) }.joined(separator: Array("---\n".utf8)))
        case .json:
            let items = Kinds.all.map { CustomResourceDefinition(of: $0).json }.joined(separator: [UInt8(ascii: ",")])
            return Array(#"{"apiVersion":"v1","kind":"List","items":["#.utf8) + Array(items) + Array("]}\n".utf8)
        }
    }
}
