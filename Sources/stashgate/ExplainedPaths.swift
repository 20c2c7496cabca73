import Schema

/// The paths that a shell offers for `stashgate explain`.
enum ExplainedPaths {
    /// The paths that begin with a text and end one step behind it.
    ///
    /// A path that goes on is offered a second time with its dot, so that the shell adds no blank behind it.
    ///
    /// - Parameter text: The text before the cursor.
    /// - Returns: The paths, in the order of the schema.
    static func beginning(with text: String) -> [String] {
        let head = text.lastIndex(of: ".").map { String(text[...$0]) } ?? ""
        var paths = fields(of: head).flatMap { field -> [String] in
            let path = head + field.name
            return if case .object = field.type.item { [path, "\(path)."] } else { [path] }
        }
        if head.isEmpty {
            paths += ExplainedKind.all.compactMap(\.names.first).flatMap { [$0, "\($0)."] }
        }
        return paths.filter { $0.hasPrefix(text) }
    }

    /// The fields of the object that a path leads to; none if it leads to none.
    private static func fields(of path: String) -> [Field] {
        guard let target = try? ExplainTarget(path: path), case .object(let object) = target.type.item else {
            return []
        }
        return object.fields
    }
}
