internal import CLinux

private import Glibc

/// The entries of folders.
package enum Folder {
    /// The type of an entry.
    package enum EntryType: Hashable, Sendable {
        /// A file, or a link to one.
        case file
        /// A folder.
        case folder
        /// A link to a folder, which can lead back to a folder above it.
        case linkToFolder
        /// A device, a pipe, a socket, or a link that leads nowhere.
        case other
    }

    /// An entry of a folder.
    package struct Entry: Hashable, Sendable {
        /// Its name, without the folder's, as ``NameText`` writes it.
        package let name: String
        /// Its type.
        package let type: EntryType
        /// Whether the name is UTF-8; the path of any other cannot be written as a text.
        package let isNameUTF8: Bool
    }

    /// The entries of a folder.
    ///
    /// - Parameter path: The path of the folder.
    /// - Returns: The entries, without `.` and `..`, sorted by the bytes of their names.
    /// - Throws: `SystemError` if the folder cannot be read.
    package static func entries(of path: String) throws(SystemError) -> [Entry] {
        guard let folder = unsafe opendir(path) else { throw SystemError(code: errno, operation: "open the folder") }
        defer { unsafe closedir(folder) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(folder) else {
                guard errno == 0 else { throw SystemError(code: errno, operation: "read the folder") }
                break
            }
            guard let bytes = unsafe linux_entry_name(entry) else { continue }
            let name = unsafe NameText(bytes: bytes)
            guard name.text != ".", name.text != ".." else { continue }
            let type = unsafe type(linux_entry_type(entry), of: bytes, in: dirfd(folder))
            entries.append(Entry(name: name.text, type: type, isNameUTF8: name.isUTF8))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The type of what a path leads to.
    ///
    /// - Parameter path: The path; links are followed.
    /// - Returns: The type, never ``EntryType/linkToFolder``.
    /// - Throws: `SystemError` if there is nothing.
    package static func type(of path: String) throws(SystemError) -> EntryType {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw SystemError(code: errno, operation: "open") }
        return type(status.st_mode)
    }

    private static func type(_ mode: mode_t) -> EntryType {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        default: .other
        }
    }

    /// The path of a folder from the root on, without links.
    ///
    /// - Parameter path: The path of the folder.
    /// - Returns: The absolute path, nil if there is none.
    package static func absolutePath(of path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The type of an entry, as far as the folder states it, else of what its name leads to.
    private static func type(_ stated: Int32, of name: UnsafePointer<CChar>, in folder: Int32) -> EntryType {
        switch Int(stated) {
        case DT_REG: return .file
        case DT_DIR: return .folder
        case DT_LNK, DT_UNKNOWN:
            var status = stat()
            guard unsafe fstatat(folder, name, &status, 0) == 0 else { return .other }
            let target = type(status.st_mode)
            // Some file systems state nothing; a link to a folder is not told from one then, but a path has an end.
            return target == .folder && Int(stated) == DT_LNK ? .linkToFolder : target
        default: return .other
        }
    }
}

/// The width of characters on a terminal.
package enum TerminalColumns {
    /// The columns that a character takes.
    ///
    /// - Parameter scalar: The character.
    /// - Returns: 0 for a combining mark, 2 for a wide character (Unicode Standard Annex 11), nil for one that is not
    ///   printed.
    package static func width(of scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) ? 1 : nil }
        let width = linux_character_width(scalar.value)
        return width < 0 ? nil : Int(width)
    }
}
