import Document
import TestSupport
import Testing

/// The CustomResourceDefinitions of `stashgate crd --all`.
struct Definitions {
    /// The definitions as they are printed.
    let text: String

    /// Asks the program.
    init(by group: ProcessGroup) throws {
        text = try group.run(ChildProcess.product("stashgate"), ["crd", "--all"]).output
    }

    /// The same without defaults of fields, as KubeStash's own are.
    var withoutDefaults: String {
        get throws {
            let items = try Document.documents(yaml: Array(text.utf8)).map { document in
                var definition = JSONValue(document.root, of: document)
                let place = "spec/versions/0/schema/openAPIV3Schema"
                definition[place] = definition[place].map(Self.bare)
                return definition
            }
            let list: JSONValue = ["apiVersion": "v1", "kind": "List", "items": .array(items)]
            return String(decoding: list.json, as: UTF8.self)
        }
    }

    /// A schema without its default and those of the fields below.
    ///
    /// A field may be called `default`, too.
    private static func bare(_ schema: JSONValue) -> JSONValue {
        guard case .object(let members) = schema else { return schema }
        return .object(
            members.compactMap { member in
                switch (member.key, member.value) {
                case ("default", _): return nil
                case ("properties", .object(let fields)):
                    let bareFields = fields.map { JSONValue.Member($0.key, bare($0.value)) }
                    return JSONValue.Member("properties", .object(bareFields))
                case ("items", _), ("additionalProperties", _):
                    return JSONValue.Member(member.key, bare(member.value))
                default: return member
                }
            })
    }
}

extension Kubectl {
    /// Applies definitions, and waits until the server knows their kinds.
    func establish(_ definitions: String) throws {
        try mustApply(definitions, "--server-side")
        // kubectl fails for a definition that has no status yet.
        let areEstablished = try eventually {
            try self("wait", "--for=condition=Established", "crd", "--all", "--timeout=50s").code == 0
        }
        try #require(areEstablished, "the definitions are not established")
    }
}
