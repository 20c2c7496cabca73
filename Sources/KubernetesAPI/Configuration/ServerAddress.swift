internal import Document
internal import TLS

/// The URL of an API server.
package struct ServerAddress: Equatable, Sendable {
    /// Whether the connection is under TLS.
    package let isSecure: Bool
    /// The host name or IP address, without brackets.
    package let host: String
    /// The port.
    package let port: UInt16
    /// The path before every path of the API, without a slash at its end; usually empty.
    package let prefix: String

    /// The host and port as a Host field has them; a usual port is left out.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Reads `https://HOST[:PORT][/PATH]`; without TLS, only for a server on this machine.
    ///
    /// - Parameter text: The URL.
    /// - Throws: A message that completes "server ...".
    package init(_ text: String) throws(ConfigurationError) {
        let quoted = Quoted.text(text)
        let schemes = [(name: "https://", isSecure: true), (name: "http://", isSecure: false)]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0.name) }) else {
            throw ConfigurationError(.invalid, "server \(quoted) does not begin with https://")
        }
        isSecure = scheme.isSecure
        let rest = text.dropFirst(scheme.name.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count)
        guard !authority.contains("@") else {
            // The text may contain a password, so it is not repeated.
            throw ConfigurationError(.invalid, "server has a user name in its URL; credentials belong to the user")
        }
        (host, port) = try Self.hostAndPort(authority, isSecure: scheme.isSecure, quoted)
        prefix = try Self.prefix(path, quoted)
        guard isSecure || Self.isLoopback(host) else {
            throw ConfigurationError(
                .invalid, "server \(quoted) has no TLS, which is allowed for a server on this machine only")
        }
    }

    private static func hostAndPort(
        _ authority: Substring, isSecure: Bool, _ quoted: String
    ) throws(ConfigurationError) -> (host: String, port: UInt16) {
        var host = authority
        var port: UInt16 = isSecure ? 443 : 80
        let isBracketed = authority.hasPrefix("[")
        if let colon = authority.lastIndex(of: ":"), !isBracketed || !authority.hasSuffix("]") {
            let digits = authority[authority.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(digits), number > 0 else {
                throw ConfigurationError(.invalid, "server \(quoted) has no port between 1 and 65535 after its host")
            }
            (host, port) = (authority[..<colon], number)
        }
        if isBracketed {
            guard host.hasSuffix("]") else {
                throw ConfigurationError(.invalid, "server \(quoted) has a [ without a ]")
            }
            host = host.dropFirst().dropLast()
            guard host.contains(":"), (try? HostName(String(host))) != nil else {
                throw ConfigurationError(.invalid, "server \(quoted) has no IPv6 address between its brackets")
            }
        } else if host.contains(":") {
            throw ConfigurationError(.invalid, "server \(quoted) has an IPv6 address without square brackets")
        }
        guard !host.isEmpty else { throw ConfigurationError(.invalid, "server \(quoted) has no host") }
        // A name in a cluster's DNS may end with a dot, and certificates never do.
        let name = host.hasSuffix(".") ? host.dropLast() : host
        guard !name.hasPrefix("*"), (try? HostName(String(name))) != nil else {
            throw ConfigurationError(.invalid, "server \(quoted) has no host name or IP address")
        }
        return (String(name), port)
    }

    private static func prefix(_ path: Substring, _ quoted: String) throws(ConfigurationError) -> String {
        guard !path.contains("?"), !path.contains("#") else {
            throw ConfigurationError(.invalid, "server \(quoted) has a query or a fragment, which no API server has")
        }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"<>"{}[]|\^`"#.utf8.contains($0) }) else {
            throw ConfigurationError(.invalid, "server \(quoted) has a path with a character that must be encoded")
        }
        var path = path
        while path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }

    /// Whether a host can only be this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3).
    private static func isLoopback(_ host: String) -> Bool {
        if host == "::1" || host.lowercased() == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
