/// A response as a client sees it.
package struct TestResponse: Equatable, Sendable {
    /// The status code.
    package let status: Int
    /// The header fields, with names in lower case.
    package let fields: [String: String]
    /// The content.
    package let body: [UInt8]

    /// The content as text.
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// Takes the first response from received bytes, if it is complete.
    init?(takingFrom bytes: inout [UInt8], toHead: Bool) throws {
        guard let end = Self.endOfHead(bytes) else { return nil }
        var lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")[...]
        let statusLine = lines.popFirst()?.split(separator: " ") ?? []
        guard statusLine.count >= 2, statusLine[0] == "HTTP/1.1", let status = Int(statusLine[1]) else {
            throw TestClientError("this is no response: \(String(decoding: bytes.prefix(80), as: UTF8.self))")
        }
        var fields: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].first == " " else { throw TestClientError("malformed field: \(line)") }
            fields[parts[0].lowercased()] = String(parts[1].dropFirst())
        }
        let hasBody = !toHead && status >= 200 && status != 204
        guard let length = hasBody ? fields["content-length"].flatMap({ Int($0) }) : 0 else {
            throw TestClientError("a response without Content-Length")
        }
        guard bytes.count >= end + length else { return nil }
        self.status = status
        self.fields = fields
        body = Array(bytes[end..<(end + length)])
        bytes.removeFirst(end + length)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= mark.count else { return nil }
        for start in 0...(bytes.count - mark.count) where bytes[start..<(start + mark.count)].elementsEqual(mark) {
            return start + mark.count
        }
        return nil
    }
}
