import ArgumentParser
import KubeStash
import Text

/// `stashgate schema`: JSON Schemas for editors, made from the schema that the webhook checks by.
struct SchemaCommand: ParsableCommand, OneOperand {
    static let operand = "one kind"

    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a kind, for editors.",
        discussion: """
            Editors check and complete manifests by a JSON Schema (draft 2020-12); Docs/editors.md says how to set them \
            up. It refuses values of a wrong type or out of bounds, unknown and missing fields, and misspelt names; \
            'stashgate lint' finds the rest.

              stashgate schema --bundle > kubestash.schema.json
              stashgate schema retentionpolicy
              stashgate schema policy > policy.schema.json

            Exits with 0, or with 2 if there is no such kind.
            """)

    @Argument(
        help: "The kind, by its name, plural or short name; without one, BackupConfiguration.",
        completion: .list(EditorSchema.all.map { $0.kind.lowercased() }))
    var kind: String?

    @Flag(help: "Print one schema for all kinds, which objects of other kinds pass.")
    var bundle = false

    func validate() throws {
        if bundle, kind != nil { throw ValidationError("--bundle is for all kinds: leave out the kind or --bundle") }
    }

    func run() throws {
        let schema = bundle ? EditorSchema.bundle : try chosen().json
        try StandardOutput.write(schema + "\n".utf8)
    }

    private func chosen() throws -> EditorSchema {
        let name = kind?.lowercased() ?? BackupConfiguration.kind.names.singular
        guard let schema = EditorSchema.all.first(where: { $0.names.contains(name) }) else {
            throw ValidationError(
                "there is no kind '\(name.prefix(40))'; the kinds are \(EditorSchema.all.map(\.kind).listed)")
        }
        return schema
    }
}
