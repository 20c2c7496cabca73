private import Glibc

/// A folder for one test, removed with its contents at the end.
package final class TemporaryFolder {
    /// The folder's path.
    package let path: String

    /// Makes a folder.
    /// - Parameter parent: The folder that it is made in.
    /// - Throws: `TestClientError` if it cannot be made.
    package init(in parent: String = "/tmp") throws {
        var template = Array("\(parent)/stashgate-test-XXXXXX".utf8CString)
        guard let path = unsafe mkdtemp(&template) else { throw TestClientError(action: "make a folder", errno) }
        self.path = unsafe String(cString: path)
    }

    deinit { Self.remove(path) }

    /// Writes a file.
    /// - Parameters:
    ///   - text: The contents.
    ///   - name: The file's name in the folder.
    /// - Throws: `TestClientError` if it cannot be written.
    package func write(_ text: String, to name: String) throws {
        try write(Array(text.utf8), to: name)
    }

    /// Writes a file.
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - name: The file's name.
    /// - Throws: `TestClientError` if it cannot be written.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try Self.write(bytes, toPath: "\(path)/\(name)")
    }

    /// Writes a file anywhere.
    /// - Parameters:
    ///   - bytes: The contents.
    ///   - path: The file's path.
    /// - Throws: `TestClientError` if it cannot be written.
    package static func write(_ bytes: [UInt8], toPath path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw TestClientError(action: "write \(path)", errno) }
        defer { unsafe fclose(file) }
        guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw TestClientError(action: "write \(path)", errno)
        }
    }

    /// Reads a file.
    /// - Parameter path: The file's path.
    /// - Returns: Its bytes.
    /// - Throws: `TestClientError` if it cannot be read.
    package static func read(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { throw TestClientError(action: "read", errno) }
        defer { unsafe fclose(file) }
        var contents: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe fread(&piece, 1, piece.count, file)
            guard count > 0 else { return contents }
            contents += piece.prefix(count)
        }
    }

    /// The permissions of a file.
    /// - Parameter path: The file's path.
    /// - Returns: The permission bits of its mode, and the set-ID and sticky bits.
    /// - Throws: `TestClientError` if there is no such file.
    package static func mode(of path: String) throws -> UInt32 {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { throw TestClientError(action: "look at a file", errno) }
        return status.st_mode & 0o7777
    }

    /// Lists a folder.
    /// - Parameter path: The folder's path.
    /// - Returns: The names, sorted.
    /// - Throws: `TestClientError` if it cannot be read.
    package static func names(in path: String) throws -> [String] {
        guard let folder = unsafe opendir(path) else { throw TestClientError(action: "read a folder", errno) }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
        _ = unsafe Glibc.remove(path)
    }
}
