internal import Text

/// A media type, as Content-Type carries it (RFC 9110, section 8.3.1): `application/json; charset=utf-8`.
package struct MediaType: Hashable, Sendable {
    /// Type and subtype in lower case, without parameters: `application/json`.
    package let essence: String
    /// The parameters, in order: names in lower case, values without their quotes.
    package let parameters: [Parameter]

    /// One parameter of a media type.
    package struct Parameter: Hashable, Sendable {
        /// The name in lower case.
        package let name: String
        /// The value as it was sent, without quotes and backslashes.
        package let value: String
    }

    /// Reads a media type.
    ///
    /// - Parameter bytes: The text, with nothing before or after it.
    package init?(_ bytes: some Collection<UInt8>) {
        var reader = Reader(rest: ArraySlice(bytes))
        guard let type = reader.token(), reader.take(UInt8(ascii: "/")), let subtype = reader.token() else {
            return nil
        }
        var parameters: [Parameter] = []
        reader.skipBlanks()
        while reader.take(UInt8(ascii: ";")) {
            reader.skipBlanks()
            // An empty parameter is allowed: "text/plain;".
            if let name = reader.token() {
                guard reader.take(UInt8(ascii: "=")), let value = reader.value() else { return nil }
                parameters.append(Parameter(name: Self.small(name), value: String(decoding: value, as: UTF8.self)))
                reader.skipBlanks()
            }
        }
        guard reader.rest.isEmpty else { return nil }
        self.essence = Self.small(type + [UInt8(ascii: "/")] + subtype)
        self.parameters = parameters
    }

    private static func small(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func skipBlanks() {
            rest = rest.drop(while: \.isBlank)
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func token() -> ArraySlice<UInt8>? {
            let token = rest.prefix(while: ByteSet.token.contains)
            rest = rest[token.endIndex...]
            return token.isEmpty ? nil : token
        }

        mutating func value() -> ArraySlice<UInt8>? {
            guard take(UInt8(ascii: "\"")) else { return token() }
            var value: ArraySlice<UInt8> = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return value
                case UInt8(ascii: "\\"):
                    guard let escaped = rest.popFirst(), escaped.isFieldContent else { return nil }
                    value.append(escaped)
                default:
                    guard byte.isFieldContent else { return nil }
                    value.append(byte)
                }
            }
            return nil
        }
    }
}
