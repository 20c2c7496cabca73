internal import Document
internal import Text

/// The texts that are credentials as far as their looks tell.
enum SecretText {
    /// The names of headers, of fields of forms and of parameters whose values are secret, without hyphens and
    /// underscores.
    private static let names: Set<String> = [
        "accesstoken", "apikey", "apitoken", "authorization", "authtoken", "cookie", "password", "passwd",
        "privatetoken", "proxyauthorization", "routingkey", "secret", "clientsecret", "servicekey", "sig", "signature",
        "token", "xapikey", "xapitoken", "xauthkey", "xauthtoken", "xgitlabtoken", "xvaulttoken",
    ]
    /// The longest name that is compared.
    private static let longestName = 32

    static func isSecret(_ name: Document.Node, in document: Document) -> Bool {
        document.string(name, upTo: longestName).map(isSecret) ?? false
    }

    private static func isSecret(_ name: String) -> Bool {
        names.contains(name.lowercased().filter { $0 != "-" && $0 != "_" })
    }

    /// Whether a text stands for a value that is filled in elsewhere.
    static func isPlaceholder(_ text: Span<UInt8>) -> Bool {
        let letters = text.lowercased
        return text.contains { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "*") }
            || ["{{", "xxx", "...", "your"].contains { (mark: StaticString) in
                letters.indices.contains { letters.span.extracting($0...).starts(with: mark) }
            }
    }

    /// Whether a host has a user and a password before it.
    static func hasUserInfo(_ text: Span<UInt8>) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")),
            let colon = text.lastIndex(of: UInt8(ascii: ":"), before: at)
        else { return false }
        return colon + 1 < at && !isPlaceholder(text.extracting((colon + 1)..<at))
            && text[colon + 1] != UInt8(ascii: "/")
    }

    /// The kind of a path that is a credential by itself, or has one in its query; nil for another path.
    static func kind(ofPath text: Span<UInt8>) -> String? {
        guard text.count <= DirectoryPath.longest, !isPlaceholder(text) else { return nil }
        let (path, query) = text.split(text.indices, at: "?")
        let parts = String(text.extracting(path)).split(separator: "/")
        if let kind = kind(of: parts) { return kind }
        guard let query else { return nil }
        return hasSecretParameter(text.extracting(query)) ? "has a credential in its query" : nil
    }

    /// Whether parameters with an ampersand between them, as of a query, have a secret among them.
    private static func hasSecretParameter(_ text: Span<UInt8>) -> Bool {
        String(text).split(separator: "&").contains { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, isSecret(String(pair[0])) else { return false }
            let value = Array(pair[1].utf8)
            return !isPlaceholder(value.span)
        }
    }

    /// The secret in the body of a request, nil if there is none.
    static func kind(ofBody text: Span<UInt8>) -> String? {
        if let kind = kind(ofAddressIn: text) { return kind }
        let isForm = text.count <= DirectoryPath.longest && !text.contains { Self.noFormMarks.contains($0) }
        return hasSecretMember(text) || isForm && hasSecretParameter(text) ? "has a credential in plain text" : nil
    }

    /// The characters that a form has in its encoded form only.
    private static let noFormMarks = ByteSet(" \t\r\n{}\"<")

    /// Whether a text has a member of a JSON object with a secret name: `"token": "abc"`.
    private static func hasSecretMember(_ text: Span<UInt8>) -> Bool {
        let quote = UInt8(ascii: "\"")
        var index = 0
        while let start = text.firstIndex(of: quote, in: index..<text.count) {
            index = start + 1
            let end = min(text.count, index + longestName + 1)
            guard let close = text.firstIndex(of: quote, in: index..<end),
                isSecret(String(text.extracting(index..<close)))
            else { continue }
            var next = close + 1
            var marks = [quote, UInt8(ascii: ":")]
            while next < text.count, let mark = marks.last, text[next] == mark || text[next] == UInt8(ascii: " ") {
                if text[next] == mark { marks.removeLast() }
                next += 1
            }
            guard marks.isEmpty, let last = text.firstIndex(of: quote, in: next..<text.count) else { continue }
            if last > next, !isPlaceholder(text.extracting(next..<last)) { return true }
        }
        return false
    }

    /// The hosts whose addresses are credentials.
    private static let hosts: [StaticString] = [
        "hooks.slack.com/", "discord.com/", "discordapp.com/", "webhook.office.com/", "api.telegram.org/",
    ]

    /// The most of an address that is looked at, in bytes: those of the services above are shorter.
    private static let longestAddress = 512

    /// The service whose secret address is somewhere in a text, nil if none is.
    static func kind(ofAddressIn text: Span<UInt8>) -> String? {
        for index in text.indices {
            let rest = text.extracting(index...)
            guard let host = hosts.first(where: { rest.starts(with: $0) }) else { continue }
            let start = host.utf8CodeUnitCount - 1
            let path = rest.extracting(start..<min(rest.count, start + longestAddress))
            let end = path.indices.first { addressEnds.contains(path[$0]) } ?? path.count
            if let kind = kind(ofPath: path.extracting(..<end)) { return kind }
        }
        return nil
    }

    /// The characters that no address has in it.
    private static let addressEnds = ByteSet(" \t\r\n\"'`|;\\")

    /// The services whose addresses are secret, by the parts of their paths.
    private static func kind(of parts: [Substring]) -> String? {
        if parts.count >= 4, parts[0] == "services", parts[1].first == "T", parts[2].first == "B" {
            return "the address of a Slack webhook is a credential"
        }
        if parts.count >= 4, parts[0] == "api", parts[1] == "webhooks" {
            return "the address of a Discord webhook is a credential"
        }
        if parts.count >= 3, parts[0] == "webhookb2" || parts[0] == "webhook", parts.contains("IncomingWebhook") {
            return "the address of a Teams webhook is a credential"
        }
        if let bot = parts.first, bot.hasPrefix("bot"), bot.contains(":") {
            return "the token of a Telegram bot is a credential"
        }
        return nil
    }
}

extension Span<UInt8> {
    fileprivate func lastIndex(of byte: UInt8, before end: Int) -> Int? {
        extracting(..<end).lastIndex(of: byte)
    }
}
