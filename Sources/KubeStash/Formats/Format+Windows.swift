internal import Schema
internal import Text

/// Texts of Windows' security settings (`validateWindowsSecurityContextOptions` in Kubernetes' core validation).
extension Format {
    /// A user of Windows, before whose name may stand a domain and a backslash.
    static let windowsUser = Format(
        "windows-user", rule: .invalidWindowsOptions, summary: "a name of a Windows user, such as DOMAIN\\user"
    ) { text in
        if text.isEmpty { return "must not be empty: leave the field out" }
        if text.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "must not have control characters" }
        guard let backslash = text.firstIndex(of: UInt8(ascii: "\\")) else { return windowsUserProblem(text) }
        guard text.lastIndex(of: UInt8(ascii: "\\")) == backslash else {
            return "must not have more than one backslash"
        }
        return windowsDomainProblem(text.extracting(..<backslash))
            ?? windowsUserProblem(text.extracting((backslash + 1)...))
    }

    /// A description of a group managed service account, itself.
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
