internal import System
private import Glibc

/// Reads the files that a configuration refers to.
enum BoundedFile {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - cap: The most bytes that it may have.
    /// - Returns: Its contents.
    /// - Throws: `ConfigurationError`, which names the file.
    static func read(_ path: String, upTo cap: Int) throws(ConfigurationError) -> [UInt8] {
        do throws(WholeFile.Failure) {
            return try WholeFile.bytes(of: path, upTo: cap)
        } catch {
            switch error {
            case .unopened(let code), .unreadable(let code):
                let reason = SystemError(code: code, operation: "read \(path)").description
                throw ConfigurationError(.unreadable, reason)
            case .tooLong:
                throw ConfigurationError(.unreadable, "\(path) is longer than \(cap) bytes")
            }
        }
    }

    /// Whether there is no file of that path.
    ///
    /// - Parameter path: The path.
    /// - Returns: Whether it, or a folder above it, does not exist.
    static func isMissing(_ path: String) -> Bool {
        do throws(WholeFile.Failure) {
            _ = try WholeFile.bytes(of: path, upTo: 0)
            return false
        } catch {
            return error == .unopened(ENOENT) || error == .unopened(ENOTDIR)
        }
    }

    /// Reads a bearer token.
    ///
    /// - Parameter path: The path of its file.
    /// - Returns: The token, without white space around it.
    /// - Throws: `ConfigurationError`, which names the file.
    static func token(_ path: String) throws(ConfigurationError) -> String {
        let bytes = try read(path, upTo: BearerToken.mostBytes)
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var text = bytes.drop(while: isSpace)
        while text.last.map(isSpace) == true { text.removeLast() }
        return try BearerToken.checked(String(decoding: text, as: UTF8.self), of: path)
    }
}

/// The rules for a bearer token (RFC 6750, section 2.1), more leniently: whatever a header field can carry.
enum BearerToken {
    /// The most bytes of a token: those with hundreds of groups have some KiB, and API servers refuse heads of 1 MiB.
    static let mostBytes = 64 << 10

    /// Checks a token.
    ///
    /// - Parameters:
    ///   - token: The token.
    ///   - place: The place that it comes from, for messages.
    /// - Returns: The token.
    /// - Throws: `ConfigurationError`, which names the place and not the token.
    static func checked(_ token: String, of place: String) throws(ConfigurationError) -> String {
        guard !token.isEmpty else { throw ConfigurationError(.invalid, "\(place) has an empty token") }
        guard token.utf8.count <= mostBytes, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ConfigurationError(.invalid, "\(place) has a token with white space or characters that no token has")
        }
        return token
    }
}
