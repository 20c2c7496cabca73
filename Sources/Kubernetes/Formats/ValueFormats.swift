package import Schema
internal import Text
internal import Time

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

    /// A date and time in Kubernetes' notation (RFC 3339, section 5.6, in upper case and without leap seconds).
    package static let dateTime = Format(
        "date-time", rule: .invalidDateTime, summary: "a date and time, such as 2026-02-28T00:05:00Z", isDecoded: true,
        examples: ["2026-02-28T00:05:00Z"]
    ) { text in
        let isInCapitals = !text.contains(where: { $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: "z") })
        let isLeapSecond = text.extracting(droppingFirst: 17).starts(with: "60")
        if isInCapitals, !isLeapSecond, text.count <= longestDateTime,
            Instant(rfc3339: text) != nil
        {
            return nil
        }
        return "must be a date and time as RFC 3339 has it, such as 2026-02-28T00:05:00Z"
    }

    /// The longest date and time in bytes; the longest that makes sense, with nine decimals, has 35.
    private static let longestDateTime = 64
}

extension Format {
    /// The name of an HTTP header, by Kubernetes' strict rule (`IsHTTPHeaderName`).
    static let headerName = Format(
        "header-name", rule: .invalidName, summary: "letters, digits and '-'", patterns: TextPatterns.headerName
    ) { text in
        !text.isEmpty && text.allSatisfy(headerCharacters.contains) ? nil : "must be letters, digits and '-'"
    }

    /// The name of an HTTP header, by HTTP's own rule (RFC 9110, section 5.6.2).
    static let headerToken = Format("header-token", rule: .invalidName, summary: tokenSummary) { text in
        !text.isEmpty && text.allSatisfy(tokenCharacters.contains) ? nil : "must be \(tokenSummary)"
    }

    /// A container image; Kubernetes leaves the rest to the container runtime.
    package static let image = Format(
        "image", rule: .invalidContainer, summary: "the name of an image, without blanks at its ends"
    ) { text in
        guard let first = text.first, let last = text.last else { return nil }
        if let problem = text.controlCharacterProblem { return problem }
        return isBlank(first) || isBlank(last) ? "must not begin or end with a blank" : nil
    }

    /// The name of a claim in a template; it may contain `${POD_ORDINAL}`, which the controller replaces with the
    /// ordinal of a StatefulSet's pod.
    static let claimName = Format(
        "claim-name", rule: .invalidName,
        summary: "a DNS name in lower case, in which ${POD_ORDINAL} may stand for the number of a pod",
        // With the ordinal replaced, the suggested name would not be the one that was meant.
        suggestion: { $0.contains(UInt8(ascii: "$")) ? nil : Format.dnsSubdomain.suggestion(for: $0) }
    ) { text in
        guard text.contains(UInt8(ascii: "$")) else { return Format.dnsSubdomain.problem(with: text) }
        var name: [UInt8] = []
        var index = 0
        while index < text.count {
            if text.extracting(index...).starts(with: ordinal) {
                name.append(UInt8(ascii: "0"))
                index += ordinal.utf8CodeUnitCount
            } else {
                name.append(text[index])
                index += 1
            }
        }
        return Format.dnsSubdomain.problem(with: name.span)
    }

    private static let ordinal: StaticString = "${POD_ORDINAL}"
    private static let tokenCharacters = ByteSet.letterOrDigit.union(ByteSet("!#$%&'*+-.^_`|~"))
    private static let tokenSummary = "letters, digits and any of !#$%&'*+-.^_`|~"
    private static let headerCharacters = ByteSet.letterOrDigit.union(ByteSet("-"))

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20
    }
}

/// Texts of Windows' security settings (`validateWindowsSecurityContextOptions` in Kubernetes' core validation).
extension Format {
    /// A Windows user, with an optional domain and backslash before its name.
    static let windowsUser = Format(
        "windows-user", rule: .invalidWindowsOptions, summary: "a name of a Windows user, such as DOMAIN\\user"
    ) { text in
        if text.isEmpty { return "must not be empty: leave the field out" }
        if text.hasControlCharacters { return "must not have control characters" }
        guard let backslash = text.firstIndex(of: UInt8(ascii: "\\")) else { return windowsUserProblem(text) }
        guard text.lastIndex(of: UInt8(ascii: "\\")) == backslash else {
            return "must not have more than one backslash"
        }
        return windowsDomainProblem(text.extracting(..<backslash))
            ?? windowsUserProblem(text.extracting((backslash + 1)...))
    }

    /// The text of a description of a group managed service account.
    static let gmsaCredentialSpec = Format(
        "gmsa-credential-spec", rule: .invalidWindowsOptions, summary: "a text of at most 64 KiB, not empty"
    ) { text in
        if text.isEmpty { return "must not be empty: leave the field out" }
        return text.count > longestCredentialSpec ? "must not have more than 64 KiB" : nil
    }

    private static let longestCredentialSpec = 64 * 1024
    private static let longestUser = 104
    private static let longestDomain = 255
    private static let longestNetBIOS = 15
    private static let notInUsers = ByteSet("\"/\\:;|=,+*?<>@[]")
    private static let notInNetBIOS = ByteSet("\\/:*?\"<>|")
    private static let domainLabel = ByteSet.letterOrDigit.union(ByteSet("-"))

    private static func windowsUserProblem(_ user: Span<UInt8>) -> String? {
        if user.isEmpty { return "must name a user after the domain" }
        if user.count > longestUser { return "must not have a user of more than \(longestUser) characters" }
        if user.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }) {
            return "must not have a user of dots and spaces only"
        }
        return user.contains(where: notInUsers.contains) ? "must not have a user with any of \"/\\:;|=,+*?<>@[]" : nil
    }

    private static func windowsDomainProblem(_ domain: Span<UInt8>) -> String? {
        if domain.count > longestDomain { return "must not have a domain of more than \(longestDomain) characters" }
        return isNetBIOS(domain) || isDomainName(domain)
            ? nil : "must have a domain that is a NetBIOS name of at most 15 characters or a DNS name"
    }

    private static func isNetBIOS(_ domain: Span<UInt8>) -> Bool {
        !domain.isEmpty && domain.first != UInt8(ascii: ".") && !domain.contains(where: notInNetBIOS.contains)
            && String(domain).unicodeScalars.count <= longestNetBIOS
    }

    private static func isDomainName(_ domain: Span<UInt8>) -> Bool {
        domain.allParts(separatedBy: UInt8(ascii: ".")) { label in
            guard let first = label.first, let last = label.last, label.count <= NameShape.longestLabel else {
                return false
            }
            return ByteSet.letterOrDigit.contains(first) && ByteSet.letterOrDigit.contains(last)
                && label.allSatisfy(domainLabel.contains)
        }
    }
}
