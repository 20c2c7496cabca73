internal import Document
internal import Schema
internal import Text

/// A credential should not stand in a HookTemplate, which more people can read than Secrets.
struct PlainCredential: Rule {
    /// A credential in plain text.
    static let info = RuleInfo(
        "plain-credential", .warning, "a request with a password, a token or a secret address in plain text")
    /// The fields that the rule reports.
    static let fields =
        HookTemplate.requests.flatMap { request in
            ["host", "path", "httpHeaders.value", "form.values"].map { "spec.action.\(request.text).\($0)" }
        } + ["spec.action.httpPost.body", "spec.action.exec.command"]
    /// A text is a placeholder if it has a variable in the secret itself.
    static let judgesVariables = true

    private static let path: Key = "path"
    private static let headers: Key = "httpHeaders"
    private static let value: Key = "value"
    private static let form: Key = "form"
    private static let key: Key = "key"
    private static let values: Key = "values"
    private static let remedy = "everybody who may read HookTemplates can use it; a Function can read it from a Secret"

    /// Looks at the address, the headers and the form of a request.
    func check(_ template: HookTemplate, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let action = template.action else { return }
        for handler in HookTemplate.requests {
            guard let request = document.object(handler, of: action) else { continue }
            check(request, in: document, &findings)
        }
        guard let exec = document.object(HookTemplate.exec, of: action),
            let command = document.present(HookTemplate.command, of: exec)
        else { return }
        for word in document.elements(of: command) where document.kind(of: word) == .string {
            guard let kind = document.withUTF8(of: word, { SecretText.kind(ofAddressIn: $0) }) else { continue }
            findings.report(Self.info, .forbidden, word, "\(kind): \(Self.remedy)")
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
        if let body = document.text(HookTemplate.body, of: request),
            let kind = document.withUTF8(of: body, { SecretText.kind(ofBody: $0) })
        {
            findings.report(Self.info, .forbidden, body, "\(kind): \(Self.remedy)")
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
