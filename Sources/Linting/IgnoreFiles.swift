internal import System

/// The `.gitignore` files that hold in a folder (gitignore(5)).
///
/// Those of folders above it hold as well, up to the top of the repository.
struct IgnoreFiles {
    /// The patterns of one file.
    private struct Rules {
        /// The number of folders between the top of the repository and the file's.
        let depth: Int
        let patterns: [(pattern: PathPattern, isNegated: Bool)]
    }

    /// The name of such a file.
    private static let name = ".gitignore"
    /// The largest such file in bytes; those that people write have some kilobytes.
    private static let largest = 1 << 20

    private var rules: [Rules] = []
    /// The names from the top of the repository to the folder.
    private var path: [String] = []

    /// Reads the files that hold in a folder.
    ///
    /// - Parameter folder: The path of the folder.
    init(above folder: String) {
        let folders = GitRepository.folders(downTo: folder)
        guard let top = folders.first else { return }
        read("\(top.path)/.git/info/exclude")
        for (upper, lower) in zip(folders, folders.dropFirst()) {
            read("\(upper.path)/\(Self.name)")
            path.append(lower.name)
        }
    }

    /// The files that hold in a folder inside of this one.
    ///
    /// - Parameter name: The name of the folder.
    /// - Returns: The same files; ``enter(_:)`` reads that of the folder itself.
    func inside(_ name: String) -> IgnoreFiles {
        var inner = self
        inner.path.append(name)
        return inner
    }

    /// Reads the file of the folder itself, if its entries name one.
    ///
    /// - Parameters:
    ///   - folder: The path of the folder.
    ///   - entries: The entries of the folder.
    mutating func enter(_ folder: String, _ entries: [Folder.Entry]) {
        guard entries.contains(where: { $0.name == Self.name }) else { return }
        read("\(folder)/\(Self.name)")
    }

    /// Whether an entry of the folder is left out: the last pattern that matches decides.
    ///
    /// - Parameters:
    ///   - name: The name of the entry.
    ///   - isFolder: Whether it is a folder.
    /// - Returns: Whether it is ignored.
    func ignores(_ name: String, isFolder: Bool) -> Bool {
        guard !rules.isEmpty else { return false }
        let whole = path + [name]
        for rules in rules.reversed() {
            let inner = whole[rules.depth...]
            if let last = rules.patterns.last(where: { $0.pattern.matches(inner, isFolder: isFolder) }) {
                return !last.isNegated
            }
        }
        return false
    }

    /// Reads a file of patterns for the folder that ``path`` leads to.
    private mutating func read(_ file: String) {
        // A pipe of that name could keep the search waiting for ever.
        guard (try? Folder.type(of: file)) == .file,
            let bytes = try? WholeFile.bytes(of: file, upTo: Self.largest)
        else { return }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let patterns = lines.compactMap(Self.pattern)
        if !patterns.isEmpty { rules.append(Rules(depth: path.count, patterns: patterns)) }
    }

    /// Reads a line; nil for a comment.
    private static func pattern(_ line: Substring) -> (pattern: PathPattern, isNegated: Bool)? {
        var text = line
        guard !text.hasPrefix("#") else { return nil }
        while text.hasSuffix(" "), !text.hasSuffix("\\ ") { text.removeLast() }
        let isNegated = text.hasPrefix("!")
        if isNegated { text.removeFirst() }
        return PathPattern(text).map { ($0, isNegated) }
    }
}

/// The repository of Git that a folder is in.
enum GitRepository {
    /// The folders from the top of the repository down to a folder; none for a folder outside of a repository.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Returns: Each folder's absolute path, and its name.
    static func folders(downTo folder: String) -> [(path: String, name: String)] {
        guard let absolute = Folder.absolutePath(of: folder) else { return [] }
        let names = absolute.split(separator: "/").map(String.init)
        let folders = (0...names.count).map { depth in
            (path: "/" + names[..<depth].joined(separator: "/"), name: depth == 0 ? "" : names[depth - 1])
        }
        guard let top = folders.lastIndex(where: { (try? Folder.type(of: $0.path + "/.git")) != nil }) else {
            return []
        }
        return Array(folders[top...])
    }

    /// Whether a file is in a repository.
    ///
    /// - Parameter file: The path of the file.
    /// - Returns: Whether it is; standard input is not.
    static func has(_ file: String) -> Bool {
        guard file != InputPaths.standardInput else { return false }
        let folder = file.lastIndex(of: "/").map { String(file[..<$0]) }
        return !folders(downTo: folder.map { $0.isEmpty ? "/" : $0 } ?? ".").isEmpty
    }
}
