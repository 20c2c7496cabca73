internal import COpenSSL

/// A DNS name or an IP address for a certificate.
package struct HostName: Hashable, Sendable, CustomStringConvertible {
    enum Kind: Hashable { case dns, address }

    let kind: Kind

    /// The name in lower case, or the address in its canonical form (RFC 5952), so that equal hosts have equal texts.
    package let description: String

    /// Checks a name.
    /// - Parameter text: An IPv4 address, an IPv6 address without brackets, or a DNS name of letters, digits and
    ///   hyphens (RFC 1123, section 2.1), whose first label may be `*`.
    /// - Throws: `TLSError`, which says why the text is neither.
    package init(_ text: String) throws(TLSError) {
        if let address = Self.address(text) {
            (kind, description) = (.address, Self.canonicalText(of: address))
        } else if let flaw = Self.flaw(ofName: text) {
            throw TLSError(.hostName, "\"\(text)\" is neither a DNS name nor an IP address: \(flaw)")
        } else {
            // Case makes no difference in DNS (RFC 4343).
            (kind, description) = (.dns, text.lowercased())
        }
    }

    /// The name as openssl's configuration writes it in subjectAltName.
    ///
    /// It is safe, because no valid name has a comma, which would begin another entry.
    var alternativeName: String { kind == .dns ? "DNS:\(description)" : "IP:\(description)" }

    /// The 4 or 16 bytes of an address; nil if the text is none.
    private static func address(_ text: String) -> [UInt8]? {
        // OpenSSL accepts blanks around IPv4 addresses.
        guard text.utf8.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) else {
            return nil
        }
        let string = unsafe a2i_IPADDRESS(text)
        defer {
            unsafe ASN1_OCTET_STRING_free(string)
            ERR_clear_error()
        }
        guard unsafe string != nil else { return nil }
        return unsafe Array(
            UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
    }

    /// An address as RFC 5952, section 4, writes it.
    private static func canonicalText(of address: [UInt8]) -> String {
        guard address.count == 16 else { return address.map { "\($0)" }.joined(separator: ".") }
        let prefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        // An IPv4 address in IPv6 is known by this prefix (section 5).
        if address.starts(with: prefix) { return "::ffff:" + canonicalText(of: Array(address.suffix(4))) }
        var groups: [UInt16] = []
        for (index, byte) in address.enumerated() {
            if index.isMultiple(of: 2) {
                groups.append(UInt16(byte))
            } else if let high = groups.popLast() {
                groups.append(high << 8 | UInt16(byte))
            }
        }
        // The first of the longest runs of zeros, unless that is a single one.
        var longest = 0..<1
        var begin = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                begin = index + 1
            } else if index + 1 - begin > longest.count {
                longest = begin..<index + 1
            }
        }
        func text(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard longest.count > 1 else { return text(groups[...]) }
        return text(groups.prefix(longest.lowerBound)) + "::" + text(groups.dropFirst(longest.upperBound))
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
