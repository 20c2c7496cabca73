internal import Document
internal import Schema
internal import Text

/// A credential should not stand in a HookTemplate, which more people can read than Secrets.
struct PlainCredential: Rule {
    /// A credential in plain text.
    static let info = RuleInfo(
        "plain-credential", .warning, "a request with a password, a token or a secret address in plain text")
    /// The fields that the rule reports.
    static let fields = HookTemplate.requests.flatMap { request in
        ["host", "path", "httpHeaders.value", "form.values"].map { "spec.action.\(request.text).\($0)" }
    }

    private static let path: Key = "path"
    private static let headers: Key = "httpHeaders"
    private static let value: Key = "value"
    private static let form: Key = "form"
    private static let key: Key = "key"
    private static let values: Key = "values"
    private static let remedy = "everybody who may read HookTemplates can use it; a Function can read it from a Secret"

    /// Looks at the address, the headers and the form of a request.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        guard let action = template.action else { return }
        for handler in HookTemplate.requests {
            guard let request = context.document.object(handler, of: action) else { continue }
            check(request, in: context.document, &findings)
        }
    }

    private func check(_ request: Document.Node, in document: Document, _ findings: inout Findings) {
        if let host = document.text(HookTemplate.host, of: request),
            document.withUTF8(of: host, { SecretText.hasUserInfo($0) })
        {
            findings.report(Self.info, .forbidden, host, "has a password in it: \(Self.remedy)")
        }
        if let path = document.text(Self.path, of: request),
            let kind = document.withUTF8(of: path, { SecretText.kind(ofPath: $0) })
        {
            findings.report(Self.info, .forbidden, path, "\(kind): \(Self.remedy)")
        }
        for (list, name) in [(Self.headers, Names.name), (Self.form, Self.key)] {
            guard let list = document.present(list, of: request) else { continue }
            for item in document.elements(of: list) {
                guard let name = document.text(name, of: item), SecretText.isSecret(name, in: document) else {
                    continue
                }
                check(valuesOf: item, in: document, &findings)
            }
        }
    }

    private func check(valuesOf item: Document.Node, in document: Document, _ findings: inout Findings) {
        var texts = document.text(Self.value, of: item).map { [$0] } ?? []
        if let values = document.present(Self.values, of: item) { texts += document.elements(of: values) }
        for text in texts where document.kind(of: text) == .string && !document.isEmptyString(text) {
            guard !document.withUTF8(of: text, { SecretText.isPlaceholder($0) }) else { continue }
            findings.report(Self.info, .forbidden, text, "is a credential in plain text: \(Self.remedy)")
        }
    }
}

/// The texts that are credentials as far as their looks tell.
private enum SecretText {
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
        let isSecret = String(text.extracting(query)).split(separator: "&").contains { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1)
            return pair.count == 2 && self.isSecret(String(pair[0]))
        }
        return isSecret ? "has a credential in its query" : nil
    }

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
