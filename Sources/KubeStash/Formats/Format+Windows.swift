internal import Schema

extension Format {
    /// The text of a credential spec (`maxGMSACredentialSpecLength` in Kubernetes).
    static let credentialSpec = Format(
        "credential-spec", rule: .invalidSecurityContext, summary: "a text of at most 64 KiB"
    ) { text in
        if text.isEmpty { return "must not be empty" }
        return text.count > 64 * 1024 ? "must have at most 64 KiB" : nil
    }

    /// A user of Windows, perhaps of a domain (`validateWindowsSecurityContextOptions` in Kubernetes).
    static let windowsUserName = Format(
        "windows-user-name", rule: .invalidSecurityContext, summary: "a user, or domain\\user"
    ) { text in
        if text.isEmpty { return "must not be empty" }
        if text.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "must not have control characters" }
        let backslash = UInt8(ascii: "\\")
        guard let separator = text.firstIndex(of: backslash) else { return WindowsName.problem(withUser: text) }
        let user = text[(separator + 1)...]
        if user.contains(backslash) { return "must not have more than one backslash" }
        return WindowsName.problem(withDomain: text[..<separator]) ?? WindowsName.problem(withUser: user)
    }
}

/// Parts of a user's name on Windows.
private enum WindowsName {
    private static let longestUser = 104
    private static let longestDomain = 255
    private static let longestNetBIOSName = 15
    private static let notInUser = ASCIISet("\"/\\:;|=,+*?<>@[]")
    private static let notInNetBIOSName = ASCIISet("\\/:*?\"<>|")

    static func problem(withUser user: ArraySlice<UInt8>) -> String? {
        if user.isEmpty { return "must have a user after the domain" }
        if user.count > longestUser { return "must have a user of at most \(longestUser) characters" }
        if user.allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: " ") }) {
            return "must have a user that is more than dots and blanks"
        }
        return user.contains(where: notInUser.contains) ? "must have a user without any of \"/\\:;|=,+*?<>@[]" : nil
    }

    static func problem(withDomain domain: ArraySlice<UInt8>) -> String? {
        if domain.count > longestDomain { return "must have a domain of at most \(longestDomain) characters" }
        return isNetBIOSName(domain) || isDNSName(domain) ? nil : "must have a NetBIOS name or a DNS name for a domain"
    }

    private static func isNetBIOSName(_ name: ArraySlice<UInt8>) -> Bool {
        // Kubernetes counts characters; one begins wherever a byte does not continue one.
        let length = name.count { $0 & 0xC0 != 0x80 }
        return (1...longestNetBIOSName).contains(length) && name.first != UInt8(ascii: ".")
            && !name.contains(where: notInNetBIOSName.contains)
    }

    private static func isDNSName(_ name: ArraySlice<UInt8>) -> Bool {
        name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
            return ASCIISet.letterOrDigit.contains(first) && ASCIISet.letterOrDigit.contains(last)
                && label.allSatisfy { ASCIISet.letterOrDigit.contains($0) || $0 == UInt8(ascii: "-") }
        }
    }
}
