internal import Schema

/// Texts that only KubeStash's own fields have.
extension Format {
    /// The name of a session: the end of a CronJob's name, and the value of a label.
    static let sessionName = name(
        "session-name",
        "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part, "
            + "at most 63 characters: it becomes part of a CronJob's name and a label",
        suggests: true
    ) { $0.count <= NameShape.longestLabel && NameShape.isSubdomain($0) }

    /// A directory of a storage.
    static let directory = Format(
        "directory", rule: .invalidDirectory, summary: "a path without '..' in it, such as /demo/data"
    ) { text in
        PathShape.hasBackstep(text)
            ? "must not have '..' as one of its parts: the data would go somewhere else than the path says" : nil
    }
}
