import ArgumentParser
import Document
import KubeStash

/// `stashgate crd`: a CustomResourceDefinition made from the schema.
struct CRDCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crd",
        abstract: "Print a CustomResourceDefinition of BackupConfiguration.",
        discussion: """
            For clusters without KubeStash, to develop and to test in; KubeStash brings its own. It is too large for \
            the annotation that kubectl apply makes, so pass it to the server:

              stashgate crd | kubectl apply --server-side -f -
            """)

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ManifestFormat.yaml

    func run() throws {
        try StandardOutput.write(Self.text(in: output))
    }

    /// The definition, ending with a line feed.
    static func text(in format: ManifestFormat) throws -> [UInt8] {
        let definition = CustomResourceDefinition(of: BackupConfiguration.kind).json
        return switch format {
        case .json: definition + [UInt8(ascii: "\n")]
        case .yaml:
            Array("# Made by `make crd` from the schema; to be changed there.\n".utf8)
                + YAMLWriter.text(of: try Document(json: definition))
        }
    }
}
