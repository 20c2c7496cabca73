internal import System

/// The files that a command line names.
package struct InputPaths: Sendable {
    /// A file to read.
    package struct File: Hashable, Sendable {
        /// Its path, or `-`.
        package let path: String
        /// Whether the user named the file itself, rather than a folder or a pattern.
        package let isNamed: Bool

        /// Whether the file can be read more than once: it is neither standard input nor a pipe or a device.
        package var isRepeatable: Bool {
            path != InputPaths.standardInput && (try? Folder.type(of: path)) == .file
        }
    }

    /// An argument that leads to nothing.
    package struct Problem: Hashable, Sendable {
        /// The argument, or the path of a folder.
        package let path: String
        /// The problem, in one line.
        package let message: String
    }

    /// The name of standard input.
    package static let standardInput = "-"
    /// The endings of the names of manifests.
    package static let extensions = ["yaml", "yml", "json"]
    /// The deepest folder below an argument; deeper ones are reported.
    private static let deepest = 100
    /// The folders that are never searched.
    private static let unsearched: Set = [".git"]

    /// The files, each once, in order.
    package private(set) var files: [File] = []
    /// The arguments and folders that cannot be searched.
    package private(set) var problems: [Problem] = []
    private var seen = PathTable<Bool>()
    private let excluded: [PathPattern]

    /// Finds the files.
    ///
    /// Folders are searched for names that end in `.yaml`, `.yml` or `.json`; links to folders are not followed, and
    /// what a `.gitignore` names is left out.
    ///
    /// - Parameters:
    ///   - arguments: Paths of files and folders, patterns such as `apps/**/*.yaml`, and `-`.
    ///   - excluded: Patterns of the paths to leave out.
    package init(_ arguments: [String], excluding excluded: [String] = []) {
        self.excluded = excluded.compactMap { PathPattern($0[...]) }
        for argument in arguments { add(argument) }
    }

    private mutating func add(_ argument: String) {
        guard argument != Self.standardInput else { return add(file: argument, isNamed: true) }
        let type: Folder.EntryType
        do throws(SystemError) {
            type = try Folder.type(of: argument)
        } catch {
            if argument.unicodeScalars.contains(where: { NamePattern.special.contains($0) }) {
                expand(argument)
            } else {
                problems.append(Problem(path: argument, message: "\(error)"))
            }
            return
        }
        guard type == .folder else { return add(file: argument, isNamed: true) }
        var folder = argument
        while folder.hasSuffix("/"), folder.count > 1 { folder.removeLast() }
        search(folder, IgnoreFiles(above: folder), 0) { Self.isManifest($0.last ?? "") }
    }

    /// Searches for the files that a pattern of the command line matches; all of them are read, whatever their names.
    private mutating func expand(_ argument: String) {
        let isAbsolute = argument.hasPrefix("/")
        let names = argument.split(separator: "/").filter { $0 != "." }
        let plain = names.dropLast().prefix { name in !name.unicodeScalars.contains { NamePattern.special.contains($0) }
        }
        let rest = names[plain.count...].joined(separator: "/")
        // A pattern of one name matches only in its own folder.
        guard let pattern = PathPattern((rest.contains("/") ? rest : "/" + rest)[...]) else { return }
        let start = (isAbsolute ? "/" : "") + plain.joined(separator: "/")
        let before = files.count
        search(start.isEmpty ? "." : start, IgnoreFiles(above: start.isEmpty ? "." : start), 0) {
            pattern.matches($0[...], isFolder: false)
        }
        if files.count == before { problems.append(Problem(path: argument, message: "no file matches")) }
    }

    private static func isManifest(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// Searches a folder and those in it.
    ///
    /// - Parameters:
    ///   - folder: The path of the folder.
    ///   - ignored: The patterns of what is left out in it.
    ///   - depth: The number of folders between it and the argument.
    ///   - isWanted: Whether a file is read, by the names from the argument on.
    private mutating func search(
        _ folder: String, _ ignored: IgnoreFiles, _ depth: Int, isWanted: ([String]) -> Bool
    ) {
        guard depth <= Self.deepest else {
            return problems.append(Problem(path: folder, message: "more than \(Self.deepest) folders deep"))
        }
        let entries: [Folder.Entry]
        do throws(SystemError) {
            entries = try Folder.entries(of: folder)
        } catch {
            return problems.append(Problem(path: folder, message: "\(error)"))
        }
        var ignored = ignored
        ignored.enter(folder, entries)
        for entry in entries {
            let path = folder == "." ? entry.name : folder == "/" ? "/\(entry.name)" : "\(folder)/\(entry.name)"
            let isFolder = entry.type == .folder
            guard isFolder ? !Self.unsearched.contains(entry.name) : isWanted([entry.name]),
                !ignored.ignores(entry.name, isFolder: isFolder), !isExcluded(path, isFolder: isFolder)
            else { continue }
            switch entry.type {
            case .linkToFolder: break
            case _ where !entry.isNameUTF8: problems.append(Problem(path: path, message: "the name is not UTF-8"))
            case .file: add(file: path, isNamed: false)
            case .folder: search(path, ignored.inside(entry.name), depth + 1) { isWanted([entry.name] + $0) }
            case .other: problems.append(Problem(path: path, message: "it is neither a file nor a link to one"))
            }
        }
    }

    private mutating func add(file path: String, isNamed: Bool) {
        var key = path[...]
        while key.hasPrefix("./") { key = key.dropFirst(2) }
        guard !isExcluded(path, isFolder: false), seen[String(key)] == nil else { return }
        seen[String(key)] = true
        files.append(File(path: path, isNamed: isNamed))
    }

    private func isExcluded(_ path: String, isFolder: Bool) -> Bool {
        guard !excluded.isEmpty else { return false }
        let names = path.split(separator: "/").filter { $0 != "." }.map(String.init)
        return excluded.contains { $0.matches(names[...], isFolder: isFolder) }
    }
}
