/// The paths of files as services that show reports know them: from the root of the repository on.
package struct ReportPaths: Sendable {
    /// The absolute path of the folder that the program runs in.
    private let folder: [Substring]
    /// The names of the root's path.
    private let root: [Substring]

    /// Makes the paths.
    ///
    /// - Parameters:
    ///   - folder: The absolute path of the folder that the program runs in.
    ///   - root: The absolute path of the repository's root; nil, or one that the folder is not in, for the folder itself.
    package init(folder: String, root: String? = nil) {
        self.folder = Self.resolved(folder.split(separator: "/"))
        let root = root.map { Self.resolved($0.split(separator: "/")) } ?? self.folder
        self.root = self.folder.starts(with: root) ? root : self.folder
    }

    /// The path of a file from the root on.
    ///
    /// - Parameter file: The path on the command line.
    /// - Returns: The path from the root on; an absolute one if the file is elsewhere, and `-` for standard input.
    package func path(of file: String) -> String {
        guard file != InputPaths.standardInput else { return file }
        let names = file.split(separator: "/")
        let whole = Self.resolved(file.hasPrefix("/") ? names : folder + names)
        guard whole.starts(with: root), whole.count > root.count else { return "/" + whole.joined(separator: "/") }
        return whole.dropFirst(root.count).joined(separator: "/")
    }

    /// The path of a place's file from the root on.
    ///
    /// - Parameter place: The place.
    /// - Returns: The path; for an object of a cluster its title.
    func path(of place: Diagnostic.Place) -> String {
        place.isInFile ? path(of: place.file) : place.file
    }

    /// The path of a file as a URI reference (RFC 3986, section 4.1).
    ///
    /// - Parameter file: The path on the command line.
    /// - Returns: The reference; relative to the root unless the file is elsewhere.
    func uri(of file: String) -> String {
        let path = path(of: file)
        return (path.hasPrefix("/") ? "file://" : "") + Self.percentEncoded(path)
    }

    /// The names of a path without `.` and `..`; links are not looked at.
    private static func resolved(_ names: [Substring]) -> [Substring] {
        names.reduce(into: []) { names, name in
            switch name {
            case ".": break
            case "..": _ = names.popLast()
            default: names.append(name)
            }
        }
    }

    /// The bytes that stand for themselves in every part of a path: unreserved characters and the slash.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~/".utf8.contains(byte)
        }
    }

    private static func percentEncoded(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
