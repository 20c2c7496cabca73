import ArgumentParser
import Document
import KubeStash

/// `stashgate crd`: a CustomResourceDefinition made from the schema.
struct CRDCommand: ParsableCommand, OneOperand {
    static let operand = "one kind"

    static let configuration = CommandConfiguration(
        commandName: "crd",
        abstract: "Print the CustomResourceDefinition of a kind.",
        discussion: """
            For clusters without KubeStash, to develop and to test in; KubeStash brings its own. That of \
            BackupConfiguration is too large for the annotation that kubectl apply makes, so pass it to the server:

              stashgate crd | kubectl apply --server-side -f -
              stashgate crd retentionpolicy | kubectl apply --server-side -f -
            """)

    @Argument(
        help: "The kind, by its name, plural or short name; without one, BackupConfiguration.",
        completion: .list(Kinds.all.map(\.names.singular)))
    var kind: String?

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ManifestFormat.yaml

    func run() throws {
        guard let kind else { return try StandardOutput.write(Self.text(of: BackupConfiguration.kind, in: output)) }
        guard let known = Kinds.called(kind) else {
            throw ValidationError(
                "there is no kind '\(kind.prefix(40))'; the kinds are "
                    + Kinds.all.map(\.names.kind).listed)
        }
        try StandardOutput.write(Self.text(of: known, in: output))
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
}
