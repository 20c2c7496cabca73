internal import Text

/// Reads the text of an IP address, without a zone and without a port.
enum IPAddressText {
    /// The result of reading a text.
    enum Verdict: Hashable, Sendable {
        /// An address.
        case valid
        /// Not an address.
        case malformed
        /// An IPv4 address with a number such as `010`, which some programs read as 8 and others as 10.
        case leadingZero
        /// An IPv4 address written as an IPv6 address (`::ffff:10.0.0.1`), which programs read as either.
        case mapped
    }

    /// The longest text of an address: eight groups of four digits, the last two as IPv4 (RFC 4291, section 2.2).
    private static let longest = 45
    private static let groupCount = 8

    /// Reads a text.
    static func judge(_ text: Span<UInt8>) -> Verdict {
        guard text.count <= longest else { return .malformed }
        return text.contains(UInt8(ascii: ":")) ? judgeIPv6(text) : judgeIPv4(text)
    }

    /// Four numbers up to 255 with dots between them.
    private static func judgeIPv4(_ text: Span<UInt8>) -> Verdict {
        var count = 0
        var hasLeadingZero = false
        let areNumbers = text.allParts(separatedBy: UInt8(ascii: ".")) { part in
            count += 1
            hasLeadingZero = hasLeadingZero || part.count > 1 && part.first == UInt8(ascii: "0")
            return isIPv4Number(part)
        }
        guard areNumbers, count == 4 else { return .malformed }
        return hasLeadingZero ? .leadingZero : .valid
    }

    private static func isIPv4Number(_ text: Span<UInt8>) -> Bool {
        var number = 0
        for index in text.indices {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return false }
            number = min(number * 10 + Int(text[index] &- UInt8(ascii: "0")), 256)
        }
        return !text.isEmpty && number <= 255
    }

    /// Eight groups of up to four hexadecimal digits with colons between them; one run of zero groups may be left out,
    /// and the last two groups may be written as IPv4.
    private static func judgeIPv6(_ text: Span<UInt8>) -> Verdict {
        var groups: [UInt16] = []
        var gap: Int?
        var rest = text
        var verdict = Verdict.valid
        if rest.starts(with: "::") {
            gap = 0
            rest = rest.extracting(droppingFirst: 2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.count
            let part = rest.extracting(..<end)
            if part.contains(UInt8(ascii: ".")) {
                verdict = judgeIPv4(part)
                guard end == rest.count, verdict != .malformed else { return .malformed }
                groups += [.max, .max]
                break
            }
            guard !part.isEmpty, part.count <= 4,
                let group = UInt16(String(part), radix: 16), part.first != UInt8(ascii: "+"),
                groups.count < groupCount
            else { return .malformed }
            groups.append(group)
            guard end < rest.count else { break }
            rest = rest.extracting((end + 1)...)
            if rest.first == UInt8(ascii: ":") {
                guard gap == nil else { return .malformed }
                gap = groups.count
                rest = rest.extracting(droppingFirst: 1)
            } else if rest.isEmpty {
                return .malformed
            }
        }
        return judge(groups, gap: gap, verdict)
    }

    private static func judge(_ groups: [UInt16], gap: Int?, _ verdict: Verdict) -> Verdict {
        guard gap == nil ? groups.count == groupCount : groups.count < groupCount else { return .malformed }
        guard verdict == .valid else { return verdict }
        var all = groups
        if let gap { all.insert(contentsOf: repeatElement(0, count: groupCount - groups.count), at: gap) }
        return all.prefix(5).allSatisfy { $0 == 0 } && all[5] == .max ? .mapped : .valid
    }
}
