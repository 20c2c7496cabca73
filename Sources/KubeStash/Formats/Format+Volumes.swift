internal import Schema

extension Format {
    /// The name of a CSI driver: a domain name in either case (`ValidateCSIDriverName` in Kubernetes).
    static let csiDriver = Format(
        "csi-driver", rule: .invalidVolume, summary: "a DNS name of at most 63 characters"
    ) { text in
        guard text.count <= NameShape.longestLabel else { return "must have at most 63 characters" }
        if NameShape.isSubdomain(text) { return nil }
        let lower = text.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        return NameShape.isSubdomain(lower[...])
            ? nil : "must be a DNS name: letters, digits, '-' and '.', with a letter or digit at both ends"
    }

    /// The name of a target or initiator (`iscsiInitiatorIqnRegex` and its neighbours in Kubernetes; RFC 3720, 3.2.6).
    static let iscsiName = Format(
        "iscsi-name", rule: .invalidVolume, summary: "an iSCSI name that begins with iqn., eui. or naa."
    ) { text in
        ISCSIName.isValid(text)
            ? nil : "must be an iSCSI name: iqn.<year>-<month>.<domain>:<name>, eui.<16 digits> or naa.<32 digits>"
    }

    /// The name of a dataset of Flocker.
    static let flockerDataset = Format(
        "flocker-dataset", rule: .invalidVolume, summary: "a name without '/'"
    ) { $0.contains(UInt8(ascii: "/")) ? "must not contain '/'" : nil }

    /// The registries of Quobyte.
    static let quobyteRegistry = Format(
        "quobyte-registry", rule: .invalidVolume, summary: "host:port, or several with commas between them"
    ) { text in
        let pairs = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return pairs.allSatisfy(isHostAndPort) ? nil : "must be host:port, or several with commas between them"
    }

    /// A tenant of Quobyte.
    static let quobyteTenant = Format("quobyte-tenant", rule: .invalidVolume, summary: "at most 64 characters") {
        $0.count > 64 ? "must have at most 64 characters" : nil
    }

    /// The key of an option for a FlexVolume driver; those of Kubernetes' own domains are Kubernetes' own.
    static let flexOption = Format(
        "flex-option", rule: .invalidVolume, summary: "a key that is not of kubernetes.io or k8s.io"
    ) { text in
        let domain = text[..<(text.firstIndex(of: UInt8(ascii: "/")) ?? text.endIndex)]
        let isReserved = ["kubernetes.io", "k8s.io"].contains { isDomain(domain, under: $0) }
        return isReserved ? "must not be of kubernetes.io or k8s.io, which belong to Kubernetes" : nil
    }

    /// Whether a name, in either case, is a domain or one below it.
    private static func isDomain(_ name: ArraySlice<UInt8>, under domain: String) -> Bool {
        let length = domain.utf8.count
        guard name.count >= length,
            zip(name.suffix(length), domain.utf8).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 && $1 >= UInt8(ascii: "a") })
        else { return false }
        return name.count == length || name.dropLast(length).last == UInt8(ascii: ".")
    }

    /// What Go's `net.SplitHostPort` takes: one colon, or an address in brackets before the last one.
    private static func isHostAndPort(_ text: ArraySlice<UInt8>) -> Bool {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return false }
        let host = text[..<colon]
        let brackets: Set<UInt8> = [UInt8(ascii: "["), UInt8(ascii: "]")]
        guard !text[colon...].contains(where: brackets.contains) else { return false }
        if host.first == UInt8(ascii: "[") {
            return host.last == UInt8(ascii: "]") && !host.dropFirst().dropLast().contains(where: brackets.contains)
        }
        return !host.contains { $0 == UInt8(ascii: ":") || brackets.contains($0) }
    }
}

/// Names of iSCSI as Kubernetes reads them.
private enum ISCSIName {
    static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
        if text.starts(with: "iqn".utf8) { return isQualified(text) }
        if text.starts(with: "eui".utf8) { return isNumber(text, length: 16) }
        if text.starts(with: "naa".utf8) { return isNumber(text, length: 32) }
        return false
    }

    /// Three letters, any character, and so many letters and digits.
    private static func isNumber(_ text: ArraySlice<UInt8>, length: Int) -> Bool {
        text.count == 4 + length && text.dropFirst(4).allSatisfy(ASCIISet.letterOrDigit.contains)
    }

    /// `iqn.`, year and month, a domain name, and after a colon a name without separators.
    private static func isQualified(_ text: ArraySlice<UInt8>) -> Bool {
        let rest = text.dropFirst(4)
        let date = rest.prefix(8)
        guard text.dropFirst(3).first == UInt8(ascii: "."), date.count == 8,
            zip(date, "0000-00.".utf8).allSatisfy({ isDigit($1) ? isDigit($0) : $0 == $1 }),
            let colon = rest.dropFirst(8).firstIndex(of: UInt8(ascii: ":"))
        else { return false }
        let domain = rest[..<colon].dropFirst(8)
        let name = rest[colon...].dropFirst()
        return !domain.isEmpty && domain.allSatisfy(domainCharacters.contains)
            && !name.isEmpty && !name.contains(where: separators.contains)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static let domainCharacters = ASCIISet.letterOrDigit.union(ASCIISet("-."))
    private static let separators = ASCIISet(",;*&$| \t\n\r\u{0B}\u{0C}")
}
