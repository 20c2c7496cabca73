/// The media types in which a client would like an answer: the Accept field (RFC 9110, section 12.5.1).
package struct AcceptField: Sendable {
    /// A client's preference for a media type.
    package struct Preference: Comparable, Sendable {
        /// From 0, which means not at all, to 1.
        package let quality: Double
        /// The precision with which the client named the type: 0 for any type, then `text/*`, a name, and a name with
        /// its version.
        package let precision: Int

        /// Whether the client named exactly this type, and not a range of types.
        package var isByName: Bool { precision >= 2 }

        /// Orders by quality, then by precision.
        package static func < (left: Preference, right: Preference) -> Bool {
            (left.quality, left.precision) < (right.quality, right.precision)
        }
    }

    private struct MediaRange {
        let essence: String
        let version: String?
        let quality: Double
    }

    private let ranges: [MediaRange]

    /// Reads the field, which may span several lines; malformed parts are skipped.
    ///
    /// - Parameter head: The request; without the field, its client accepts any type.
    package init(of head: RequestHead) {
        let lines = head.allFields().filter { $0.name.lowercased() == "accept" }.map(\.value)
        self.init(lines.isEmpty ? "*/*" : lines.joined(separator: ","))
    }

    /// Reads the field's value.
    ///
    /// - Parameter value: The list of media ranges; malformed parts are skipped.
    package init(_ value: String) {
        ranges = Self.elements(of: value.utf8).compactMap { element in
            guard let type = MediaType(element) else { return nil }
            func parameter(_ name: String) -> String? { type.parameters.first { $0.name == name }?.value }
            guard let quality = Self.quality(parameter("q") ?? "1") else { return nil }
            return MediaRange(essence: type.essence, version: parameter("version"), quality: quality)
        }
    }

    /// The client's preference for a media type: its most precise media range decides.
    ///
    /// - Parameters:
    ///   - essence: Type and subtype in lower case.
    ///   - version: The version of the type; a range with another version does not apply.
    /// - Returns: The preference; with quality 0 if the client does not accept the type.
    package func preference(for essence: String, version: String) -> Preference {
        var best = Preference(quality: 0, precision: -1)
        for range in ranges {
            guard let precision = Self.precision(of: range, for: essence, version: version) else { continue }
            if precision > best.precision { best = Preference(quality: range.quality, precision: precision) }
        }
        return best
    }

    private static func precision(of range: MediaRange, for essence: String, version: String) -> Int? {
        guard range.version == nil || range.version == version else { return nil }
        if range.essence == essence { return range.version == nil ? 2 : 3 }
        if range.essence == "*/*" { return 0 }
        let type = essence.prefix { $0 != "/" }
        return range.essence == "\(type)/*" ? 1 : nil
    }

    /// A weight (RFC 9110, section 12.4.2), with any number of decimals.
    private static func quality(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }), let value = Double(text),
            (0...1).contains(value)
        else { return nil }
        return value
    }

    /// The elements of a list, without the blanks around them; a comma within quotes does not separate.
    private static func elements(of list: String.UTF8View) -> [ArraySlice<UInt8>] {
        var isQuoted = false
        var isEscaped = false
        let parts = Array(list).split { byte in
            defer { isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\") }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            return byte == UInt8(ascii: ",") && !isQuoted
        }
        return parts.map { part in
            var part = part.drop(while: \.isBlank)
            while part.last?.isBlank == true { part.removeLast() }
            return part
        }
    }
}
