/// Reads the text of an IP address, without a zone and without a port.
enum IPAddressText {
    /// What a text is.
    enum Verdict: Hashable, Sendable {
        /// An address.
        case valid
        /// No address.
        case malformed
        /// An IPv4 address with a number such as `010`, which is 8 to some programs and 10 to others.
        case leadingZero
        /// An IPv4 address written as an IPv6 address (`::ffff:10.0.0.1`), which is one or the other to programs.
        case mapped
    }

    /// Longest text of an address: eight groups of four digits, the last two as IPv4 (RFC 4291, section 2.2).
    private static let longest = 45
    private static let groupCount = 8

    /// Says what a text is.
    static func judge(_ text: ArraySlice<UInt8>) -> Verdict {
        guard text.count <= longest else { return .malformed }
        return text.contains(UInt8(ascii: ":")) ? judgeIPv6(text) : judgeIPv4(text)
    }

    /// Four numbers up to 255 with dots between them.
    private static func judgeIPv4(_ text: ArraySlice<UInt8>) -> Verdict {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return .malformed }
        var verdict = Verdict.valid
        for part in parts {
            guard !part.isEmpty, part.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                part.reduce(0, { min($0 * 10 + Int($1 &- UInt8(ascii: "0")), 256) }) <= 255
            else { return .malformed }
            if part.count > 1, part.first == UInt8(ascii: "0") { verdict = .leadingZero }
        }
        return verdict
    }

    /// Eight groups of up to four hexadecimal digits with colons between them; one run of zero groups may be left out,
    /// and the last two groups may be written as IPv4.
    private static func judgeIPv6(_ text: ArraySlice<UInt8>) -> Verdict {
        var groups: [UInt16] = []
        var gap: Int?
        var rest = text
        var verdict = Verdict.valid
        if rest.starts(with: "::".utf8) {
            gap = 0
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            let part = rest[..<end]
            if part.contains(UInt8(ascii: ".")) {
                verdict = judgeIPv4(part)
                guard end == rest.endIndex, verdict != .malformed else { return .malformed }
                groups += [.max, .max]
                break
            }
            guard !part.isEmpty, part.count <= 4,
                let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16), part.first != UInt8(ascii: "+"),
                groups.count < groupCount
            else { return .malformed }
            groups.append(group)
            rest = rest[end...]
            guard !rest.isEmpty else { break }
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: ":") {
                guard gap == nil else { return .malformed }
                gap = groups.count
                rest = rest.dropFirst()
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
