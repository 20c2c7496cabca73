internal import Text
internal import Time

/// One header field of an answer.
///
/// A field cannot contain CR, LF or NUL, so no value can split an answer in two.
package struct ResponseField: Hashable, Sendable {
    /// The name.
    package let name: String
    /// The value.
    package let value: String

    /// Makes a field.
    ///
    /// It is nil if the name or value is not allowed in a field, or if the encoder writes that field itself:
    /// Content-Length, Transfer-Encoding, Connection and Date.
    ///
    /// - Parameters:
    ///   - name: The name, a token.
    ///   - value: The value, without control characters.
    package init?(name: String, value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(ByteSet.token.contains), value.utf8.allSatisfy(\.isFieldContent),
            !Self.written.contains(name.lowercased())
        else { return nil }
        self.name = name
        self.value = value
    }

    private init(known name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Content-Type.
    ///
    /// - Parameter type: The type of the content.
    /// - Returns: The field.
    package static func contentType(_ type: ContentType) -> ResponseField {
        ResponseField(known: "Content-Type", value: type.rawValue)
    }

    /// Allow (RFC 9110, section 10.2.1), which an answer with 405 must have.
    ///
    /// - Parameter methods: The methods of the target; invalid tokens are left out.
    /// - Returns: The field.
    package static func allow(_ methods: [Method]) -> ResponseField {
        let tokens = methods.map(\.rawValue).filter { !$0.isEmpty && $0.utf8.allSatisfy(ByteSet.token.contains) }
        return ResponseField(known: "Allow", value: tokens.joined(separator: ", "))
    }

    /// Retry-After (RFC 9110, section 10.2.3), which makes an API server retry.
    ///
    /// - Parameter seconds: The time until the next attempt.
    /// - Returns: The field.
    package static func retryAfter(seconds: Int) -> ResponseField {
        ResponseField(known: "Retry-After", value: String(seconds))
    }

    /// The types of content that an answer can have.
    package enum ContentType: String, Sendable {
        /// JSON.
        case json = "application/json"
        /// Plain text in UTF-8.
        case text = "text/plain; charset=utf-8"
    }

    private static let written: Set<String> = ["content-length", "transfer-encoding", "connection", "date"]
}

/// A moment in HTTP's format (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Make one for each second, not one for each answer.
package struct HTTPDate: Hashable, Sendable {
    /// The moment as the value of a Date field.
    package let text: String

    /// Makes the text of a moment.
    ///
    /// - Parameter secondsSinceEpoch: Seconds since 1970-01-01T00:00:00Z; a moment outside the years 1970 to 9999
    ///   becomes the nearest one inside.
    package init(secondsSinceEpoch: Int64) {
        let seconds = min(max(secondsSinceEpoch, 0), 253_402_300_799)
        let moment = DateTime(Instant(secondsSinceEpoch: seconds))
        let clock = [moment.hour, moment.minute, moment.second].map(twoDigits).joined(separator: ":")
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][moment.date.dayOfWeek]
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = moment.date
        text = "\(weekday), \(twoDigits(date.day)) \(names[date.month - 1]) \(date.year) \(clock) GMT"
    }
}
