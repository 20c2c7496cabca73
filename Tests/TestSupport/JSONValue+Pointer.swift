extension JSONValue {
    /// The value at a pointer such as `spec/sessions/0/name`; nil removes it, and a new value is added if it is
    /// missing.
    ///
    /// The index behind the last item of an array, or `-`, appends. A path that does not exist traps, as the test is
    /// wrong.
    package subscript(pointer: String) -> JSONValue? {
        get { self[pointer.split(separator: "/").map(Self.unescaped)[...]] }
        set { set(newValue, at: pointer.split(separator: "/").map(Self.unescaped)[...]) }
    }

    /// Applies a JSON Patch (RFC 6902) made of `add` operations.
    ///
    /// - Parameter patch: The patch, an array of operations.
    /// - Returns: The patched value; nil if an operation is malformed, is not `add`, or has a path that does not exist.
    package func applying(_ patch: JSONValue) -> JSONValue? {
        guard case .array(let operations) = patch else { return nil }
        var result = self
        for operation in operations {
            guard operation["op"] == "add", case .string(let path)? = operation["path"], let value = operation["value"]
            else { return nil }
            let tokens = path.split(separator: "/").map(Self.unescaped)
            guard let last = tokens.last else {
                result = value
                continue
            }
            guard let parent = result[tokens.dropLast()[...]] else { return nil }
            switch parent {
            case .object: break
            case .array(let items):
                guard last == "-" || Int(last).map({ $0 <= items.count }) ?? false else { return nil }
            default: return nil
            }
            result.set(value, at: tokens[...])
        }
        return result
    }

    private static func unescaped(_ token: Substring) -> String {
        var text = ""
        var rest = token
        while let character = rest.popFirst() {
            if character == "~" {
                text += rest.popFirst() == "1" ? "/" : "~"
            } else {
                text.append(character)
            }
        }
        return text
    }

    private subscript(tokens: ArraySlice<String>) -> JSONValue? {
        guard let token = tokens.first else { return self }
        switch self {
        case .object(let members):
            return members.first { $0.key == token }?.value[tokens.dropFirst()]
        case .array(let items):
            guard let index = Int(token), items.indices.contains(index) else { return nil }
            return items[index][tokens.dropFirst()]
        default: return nil
        }
    }

    private mutating func set(_ value: JSONValue?, at tokens: ArraySlice<String>) {
        guard let token = tokens.first else {
            if let value { self = value }
            return
        }
        switch self {
        case .object(let members): self = .object(Self.set(value, at: tokens.dropFirst(), of: token, in: members))
        case .array(let items): self = .array(Self.set(value, at: tokens.dropFirst(), of: token, in: items))
        default: fatalError("no container at \(token)")
        }
    }

    private static func set(
        _ value: JSONValue?, at rest: ArraySlice<String>, of key: String, in members: [Member]
    ) -> [Member] {
        var members = members
        let index = members.firstIndex { $0.key == key }
        switch (index, value) {
        case (let index?, _) where !rest.isEmpty: members[index].value.set(value, at: rest)
        case (nil, _) where !rest.isEmpty: fatalError("no member \(key)")
        case (let index?, let value?): members[index].value = value
        case (let index?, nil): members.remove(at: index)
        case (nil, let value?): members.append(Member(key, value))
        case (nil, nil): break
        }
        return members
    }

    private static func set(
        _ value: JSONValue?, at rest: ArraySlice<String>, of token: String, in items: [JSONValue]
    ) -> [JSONValue] {
        var items = items
        let index = token == "-" ? items.count : Int(token) ?? -1
        precondition((0...items.count).contains(index), "no item \(token)")
        if !rest.isEmpty {
            items[index].set(value, at: rest)
        } else if let value, index == items.count {
            items.append(value)
        } else if let value {
            items[index] = value
        } else {
            items.remove(at: index)
        }
        return items
    }
}

extension JSONValue {
    /// The string at a pointer; empty if there is none.
    ///
    /// - Parameter pointer: The pointer.
    /// - Returns: The string.
    package func text(_ pointer: String) -> String {
        if case .string(let text)? = self[pointer] { text } else { "" }
    }

    /// The strings of the list at a pointer.
    ///
    /// - Parameter pointer: The pointer.
    /// - Returns: Its strings, without what is none.
    package func texts(_ pointer: String) -> [String] {
        items(pointer).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The items of the list at a pointer; none if there is no list.
    ///
    /// - Parameter pointer: The pointer.
    /// - Returns: The items.
    package func items(_ pointer: String) -> [JSONValue] {
        if case .array(let items)? = self[pointer] { items } else { [] }
    }
}
