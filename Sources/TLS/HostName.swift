internal import COpenSSL

/// A DNS name or an IP address for a certificate.
package struct HostName: Hashable, Sendable, CustomStringConvertible {
    enum Kind: Hashable { case dns, address }

    let kind: Kind

    /// The name or the address as it was given.
    package let description: String

    /// Checks a name.
    /// - Parameter text: An IPv4 address, an IPv6 address without brackets, or a DNS name of letters, digits and
    ///   hyphens (RFC 1123, section 2.1), whose first label may be `*`.
    /// - Throws: `TLSError`, which says why the text is neither.
    package init(_ text: String) throws(TLSError) {
        description = text
        if Self.isAddress(text) {
            kind = .address
        } else if let flaw = Self.flaw(ofName: text) {
            throw TLSError(.hostName, "\"\(text)\" is neither a DNS name nor an IP address: \(flaw)")
        } else {
            kind = .dns
        }
    }

    /// The name as openssl's configuration writes it in subjectAltName.
    ///
    /// It is safe, because no valid name has a comma, which would begin another entry.
    var alternativeName: String { kind == .dns ? "DNS:\(description)" : "IP:\(description)" }

    private static func isAddress(_ text: String) -> Bool {
        // OpenSSL accepts blanks around IPv4 addresses.
        guard text.utf8.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) else {
            return false
        }
        let bytes = unsafe a2i_IPADDRESS(text)
        unsafe ASN1_OCTET_STRING_free(bytes)
        ERR_clear_error()
        return unsafe bytes != nil
    }

    private static func flaw(ofName text: String) -> String? {
        guard !text.isEmpty else { return "it is empty" }
        guard text.utf8.count <= 253 else { return "it is longer than 253 characters" }
        var labels = text.split(separator: ".", omittingEmptySubsequences: false)
        if labels.first == "*" { labels.removeFirst() }
        for label in labels {
            guard (1...63).contains(label.utf8.count) else { return "between dots stand 1 to 63 characters" }
            guard label.utf8.allSatisfy({ isAlphanumeric($0) || $0 == UInt8(ascii: "-") }) else {
                return "only letters, digits, hyphens and dots are allowed"
            }
            guard label.utf8.first != UInt8(ascii: "-"), label.utf8.last != UInt8(ascii: "-") else {
                return "no hyphen can be next to a dot or at an end"
            }
        }
        guard let last = labels.last else { return "it has no name after the asterisk" }
        guard !last.utf8.allSatisfy(isDigit) else { return "it ends in a number, but is no IP address" }
        return nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) }
}
