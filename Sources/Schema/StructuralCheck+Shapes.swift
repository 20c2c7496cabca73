internal import Document

/// The corrections of values in a wrong shape: a value without the object around it, an object around a name, and a list
/// around its only item.
///
/// A suggestion that would write a list or an object anew is a question only, because its comments would be lost.
extension StructuralCheck {
    /// The correction of a value where an object with known fields belongs.
    func correctionToObject(of node: Document.Node, _ problem: String, _ type: Int) -> Correction {
        if let suggestion = nested(node, in: type) { return Correction(problem: problem, suggestion: suggestion) }
        guard let item = onlyItem(of: node), document.kind(of: item) == .object else {
            return Correction(problem: problem)
        }
        let suggestion: Finding.Suggestion? = isLike(item, type) ? .ask(about: "its only item") : nil
        return Correction(problem: "\(problem), not a list", suggestion: suggestion)
    }

    /// Whether all keys of an object are fields of a type, so that it may be one.
    private func isLike(_ object: Document.Node, _ type: Int) -> Bool {
        !document.isEmptyContainer(object)
            && document.members(of: object).allSatisfy { key, _ in
                schema.field(key, of: schema.objects[type], in: document) != nil
            }
    }

    /// The object that was meant by another value in its place.
    private func nested(_ node: Document.Node, in type: Int) -> Finding.Suggestion? {
        var (keys, object) = ([String](), type)
        while let key = schema.types[object].mainField, let index = schema.field(key.text, of: object) {
            keys.append(key.text)
            // A type does not contain itself, so this ends.
            guard case .object(let inner) = schema.fields[index].type else {
                let field = schema.types[object].field(key.text)
                return nested(node, as: schema.fields[index].type, under: keys, field?.examples ?? [])
            }
            object = Int(inner)
        }
        return nil
    }

    private func nested(
        _ node: Document.Node, as type: CompiledSchema.TypeCode, under keys: [String], _ examples: [String]
    ) -> Finding.Suggestion? {
        switch document.kind(of: node) {
        case .string: nested(text(of: node).map { BareText($0) }, as: type, under: keys, examples)
        case .number, .boolean:
            isFit(node, type) ? .nest(json: document.compactText(of: node), under: keys) : nil
        case .array where !document.isEmptyContainer(node):
            isFit(node, type) ? .ask(about: "it under \(Quoted.text(keys.joined(separator: ".")))") : nil
        case .array, .object, .null: nil
        }
    }

    private func nested(
        _ bare: BareText?, as type: CompiledSchema.TypeCode, under keys: [String], _ examples: [String]
    ) -> Finding.Suggestion? {
        guard let bare, !bare.text.isEmpty, bare.text.first != "{", bare.text.first != "[" else { return nil }
        switch type {
        case .integer(let integer), .integerOrString(let integer, _):
            if let number = bare.wholeNumber {
                return schema.integers[Int(integer)].contains(number)
                    ? .nest(json: String(number), under: keys) : nil
            }
            guard case .integerOrString(_, let text) = type else { return nil }
            return nested(bare.text, as: schema.texts[Int(text)], under: keys, examples)
        case .string(let text): return nested(bare.text, as: schema.texts[Int(text)], under: keys, examples)
        case .anyText: return nested(bare.text, as: nil, under: keys, examples)
        default: return nil
        }
    }

    private func nested(
        _ text: String, as type: CompiledSchema.Text?, under keys: [String], _ examples: [String]
    ) -> Finding.Suggestion? {
        // Several words are one value only where the field has such values.
        guard !text.contains(where: \.isWhitespace) || examples.contains(where: { $0.contains(" ") }),
            !text.contains(where: \.isNewline),
            type.map({ type in
                type.choices.isEmpty || schema.keys[type.choices].contains { $0.text == text }
            }) ?? true
        else { return nil }
        if let format = type?.format, !isFit(text, for: format) {
            let format = unsafe schema.formats[format].takeUnretainedValue()
            guard keys.count == 1, case .setFields(let members)? = format.suggestion(for: text.utf8.span) else {
                return nil
            }
            return .replaceWithObject(members)
        }
        var writer = JSONWriter()
        writer.string(text)
        return .nest(json: String(decoding: writer.bytes, as: UTF8.self), under: keys)
    }

    /// The text, number or boolean that was meant by an object or a list in its place, nil if that is not clear.
    func unwrapped(
        _ node: Document.Node, to type: CompiledSchema.TypeCode, from root: Document.Node
    ) -> Finding.Suggestion? {
        if let item = onlyItem(of: node) { return isFit(item, type) ? replacement(by: item) : nil }
        guard document.kind(of: node) == .object else { return nil }
        let text: CompiledSchema.Text? = if case .string(let index) = type { schema.texts[Int(index)] } else { nil }
        if let format = text?.format {
            let meant = unsafe schema.formats[format].takeUnretainedValue().spelling?(node, document)
            if let meant, isFit(meant, for: format) { return .replace(with: meant) }
        }
        let members = Array(document.members(of: node).lazy.filter { !document.isNull($0.value) }.prefix(3))
        let isName = text?.isName == true
        let name = members.first { isName && document.isKey($0.key, Self.name) || isOwnKey($0.key, of: node) }
        guard let name, isFit(name.value, type) else { return nil }
        if members.count == 1 { return replacement(by: name.value) }
        guard members.count == 2, isName, let written = self.text(of: name.value),
            let key = document.key(of: node).flatMap({ document.string($0) }),
            let space = members.first(where: { document.isKey($0.key, Self.namespace) }),
            let owner = owners(of: node, from: root).last?.type, schema.field(Self.namespace.text, of: owner) != nil,
            let spaceText = self.text(of: space.value)
        else { return nil }
        let meant = [Finding.TextMember(key, written), Finding.TextMember(Self.namespace.text, spaceText)]
        return isFree(meant, beside: node) ? .setFields(meant) : nil
    }

    private static let name: Key = "name"
    private static let namespace: Key = "namespace"
    private static let value: Key = "value"

    /// Whether a key in an object is that of the object, too.
    private func isOwnKey(_ key: Document.Node, of object: Document.Node) -> Bool {
        document.key(of: object).map { document.haveSameText($0, key) } ?? false
    }

    /// The only item of a list, nil if there are more or none.
    private func onlyItem(of node: Document.Node) -> Document.Node? {
        guard document.kind(of: node) == .array, !document.isEmptyContainer(node), !document.hasManyItems(node) else {
            return nil
        }
        return document.first(in: node)
    }

    private func replacement(by item: Document.Node) -> Finding.Suggestion? {
        switch document.kind(of: item) {
        case .string: text(of: item).map { .replace(with: $0) }
        case .number, .boolean: .replaceValue(json: document.compactText(of: item))
        case .null, .array, .object: nil
        }
    }

    /// Whether a value has no mistake as one of a type.
    private func isFit(_ node: Document.Node, _ type: CompiledSchema.TypeCode) -> Bool {
        var inner = Findings(about: node, in: document)
        _ = check(node, as: type, &inner)
        return inner.isEmpty
    }

    func isFit(_ text: String, for format: Int) -> Bool {
        unsafe schema.formats[format].takeUnretainedValue().problem(with: text.utf8.span) == nil
    }
}

/// Names with values, of which Kubernetes has some as lists and others as objects.
extension StructuralCheck {
    /// The correction of a value where an object with free keys belongs.
    func correctionToMap(of node: Document.Node, _ problem: String) -> Correction {
        guard document.kind(of: node) == .array, !document.isEmptyContainer(node) else {
            return Correction(problem: problem)
        }
        let items = document.elements(of: node)
        guard items.allSatisfy({ document.pair(in: $0, Self.name, Self.value) != nil }),
            let (name, value) = document.pair(in: document.first(in: node), Self.name, Self.value),
            let name = text(of: name), let value = shownText(of: value)
        else { return Correction(problem: problem) }
        let example = Quoted.text("\(YAMLWriter.shown(name)): \(value)")
        return Correction(problem: "\(problem) with the names as keys, such as \(example)")
    }

    /// The correction of a value where a list belongs.
    func correctionToList(of node: Document.Node, _ problem: String, of item: CompiledSchema.TypeCode) -> Correction {
        guard !document.isNull(node), !document.isEmptyContainer(node), !document.isEmptyString(node) else {
            return Correction(problem: problem)
        }
        let members = document.members(of: node)
        guard case .object(let type) = item, schema.field(Self.name.text, of: Int(type)) != nil,
            let field = schema.field(Self.value.text, of: Int(type)), let first = members.first(where: { _ in true }),
            members.allSatisfy({ !document.isKey($0.key, Self.name) && isScalar($0.value) }),
            let name = text(of: first.key),
            let value = shownText(of: first.value, isText: schema.fields[field].type.isText)
        else { return Correction(problem: "\(problem), even of one item") }
        let example = "\(Quoted.text("name: \(YAMLWriter.shown(name))")) and \(Quoted.text("value: \(value)"))"
        return Correction(problem: "\(problem), with an item for every key, such as \(example)")
    }

    private func isScalar(_ node: Document.Node) -> Bool {
        switch document.kind(of: node) {
        case .string, .number, .boolean: true
        case .null, .array, .object: false
        }
    }

    /// A text, number or boolean as YAML has it.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - isText: Whether a text belongs there, whatever the value is.
    /// - Returns: The words; nil for other values and long texts.
    private func shownText(of node: Document.Node, isText: Bool = false) -> String? {
        guard document.kind(of: node) != .string else { return text(of: node).map { YAMLWriter.shown($0) } }
        guard isScalar(node) else { return nil }
        return isText ? YAMLWriter.shown(document.compactText(of: node)) : document.compactText(of: node)
    }
}

extension Document {
    /// The values of two members of an object that has no others, nil for any other value.
    fileprivate func pair(in node: Node, _ first: Key, _ second: Key) -> (Node, Node)? {
        guard let one = present(first, of: node), let other = present(second, of: node),
            members(of: node).prefix(3).count(where: { _ in true }) == 2
        else { return nil }
        return (one, other)
    }
}
