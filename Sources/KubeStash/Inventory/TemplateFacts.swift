internal import Document

/// The part of a HookTemplate that hooks depend on.
struct TemplateFacts: Sendable {
    /// A parameter that it declares.
    struct Parameter: Sendable {
        let name: String
        /// Whether a hook must give a value.
        let isRequired: Bool
        let mark: Document.Mark
    }

    let usage: UsageFacts
    let parameters: [Parameter]

    init(_ spec: Document.Node?, of document: Document) {
        usage = UsageFacts(spec, of: document)
        let list = spec.flatMap { document.present(Names.params, of: $0) }
        parameters = document.objects(in: list) { $0 }.compactMap { item in
            guard let named = document.text(Names.name, of: item), let name = document.string(named) else { return nil }
            let hasDefault = document.text(Self.defaultValue, of: item) != nil
            return Parameter(
                name: name, isRequired: document.isTrue(Self.required, of: item) && !hasDefault,
                mark: document.mark(named))
        }
    }

    private static let required: Key = "required"
    private static let defaultValue: Key = "default"
}
