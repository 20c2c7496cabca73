internal import Time
internal import Schema
internal import Text

extension Format {
    /// An IPv4 or IPv6 address in a spelling that all programs read alike (`IsValidIPForLegacyField` in
    /// `apimachinery/pkg/util/validation`, strict since Kubernetes 1.36).
    static let ipAddress = Format(
        "ip-address", rule: .invalidAddress, summary: "an IPv4 or IPv6 address, such as 10.96.0.10 or fd00::a"
    ) { text in
        switch IPAddressText.judge(text) {
        case .valid: nil
        case .malformed: "must be an IPv4 or IPv6 address, such as 10.96.0.10 or fd00::a"
        case .leadingZero: "must not have a 0 before another digit: some programs read such a number as octal"
        case .mapped: "must not be an IPv4 address inside of an IPv6 address: write the IPv4 address alone"
        }
    }

    /// A date and time as Kubernetes writes it (RFC 3339, section 5.6, in capitals and without leap seconds).
    static let dateTime = Format(
        "date-time", rule: .invalidDateTime, summary: "a date and time, such as 2026-02-28T00:05:00Z"
    ) { text in
        let isInCapitals = !text.contains(where: { $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: "z") })
        let isLeapSecond = text.extracting(droppingFirst: 17).starts(with: "60")
        if isInCapitals, !isLeapSecond, text.count <= longestDateTime,
            Instant(rfc3339: String(text)) != nil
        {
            return nil
        }
        return "must be a date and time as RFC 3339 has it, such as 2026-02-28T00:05:00Z"
    }

    /// Longest date and time in bytes; the longest that makes sense, with nine decimals, has 35.
    private static let longestDateTime = 64
}
