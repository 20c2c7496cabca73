internal import Text

/// The version of HTTP in the first line of a message (RFC 9112, section 2.3).
enum VersionText {
    /// The length of a version, as in `HTTP/1.1`.
    static let length = 8

    /// Reads a version.
    ///
    /// - Parameters:
    ///   - range: The range of the version.
    ///   - input: The input.
    /// - Returns: The minor version of HTTP/1: 0, or 1 for 1.1 and everything later; nil if the text is not a version.
    /// - Throws: An error if the major version is another.
    static func minorVersion(_ range: Range<Int>, in input: Span<UInt8>) throws(HTTPError) -> Int? {
        let start = range.lowerBound
        // The name of the protocol is in capitals.
        guard range.count == length, input.copy(of: start..<start + 5) == Array("HTTP/".utf8),
            let major = input[start + 5].decimalDigit, input[start + 6] == UInt8(ascii: "."),
            let minor = input[start + 7].decimalDigit
        else { return nil }
        guard major == 1 else { throw HTTPError(.versionNotSupported, "only HTTP/1.0 and HTTP/1.1 are spoken here") }
        return min(minor, 1)
    }
}
