import KubeStash
import TestSupport
import Testing

/// An executor without mistakes.
private let pod = "executor: {type: Pod, pod: {selector: app=mysql}}"

/// A HookTemplate that makes a request with some fields.
private func request(_ fields: String, _ handler: String = "httpPost") -> String {
    "{\(pod), action: {\(handler): {port: 443, \(fields)}}}"
}

/// Credentials in plain text are warned of, and never repeated in the warning.
@Suite struct PlainCredentialTests {
    @Test(arguments: [
        (request("host: hooks.slack.com, path: /services/T0A1B2C3/B4D5E6F7/aBcDeFgHiJkLmNoP"), "httpPost.path"),
        (request("path: /api/webhooks/123456/aBcDeF"), "httpPost.path"),
        (request("path: /webhookb2/1@2/IncomingWebhook/3/4"), "httpPost.path"),
        (request("path: '/bot12345:AAbbcc/sendMessage'"), "httpPost.path"),
        (request("path: '/notify?id=1&api_key=abc'"), "httpPost.path"),
        (request("host: 'admin:geheim@example.com'"), "httpPost.host"),
        (request("httpHeaders: [{name: Authorization, value: Bearer abc}]", "httpGet"), "httpGet.httpHeaders[0].value"),
        (request("httpHeaders: [{name: a, value: b}, {name: X-Api-Key, value: abc}]"), "httpPost.httpHeaders[1].value"),
        (request("form: [{key: password, values: ['', geheim]}]"), "httpPost.form[0].values[1]"),
        (request(#"body: '{"text": "done", "api_key" : "abc"}'"#), "httpPost.body"),
        (request(#"body: '{"say": "{{ printf "%s" .Name }}", "token":"abc"}'"#), "httpPost.body"),
        (request("body: 'user=backup&password=geheim'"), "httpPost.body"),
        (request("body: see https://hooks.slack.com/services/T0/B0/aBcDeF for more"), "httpPost.body"),
        (
            "{\(pod), action: {exec: {command: [sh, -c, \"curl 'https://discord.com/api/webhooks/1/aBcDeF' -d $HOME\"]}}}",
            "exec.command[2]"
        ),
    ])
    func warns(_ spec: String, _ place: String) throws {
        let expected = ["~plain-credential Forbidden spec.action.\(place)"]
        #expect(try findings(inSpec: spec, of: HookTemplate.kind) == expected)
        for message in try messages(inSpec: spec, of: HookTemplate.kind) {
            #expect(!message.contains("aBcDeF") && !message.contains("geheim") && !message.contains("abc"))
            #expect(
                message.hasSuffix(
                    ": everybody who may read HookTemplates can use it; a Function can read it from a Secret"))
        }
    }

    @Test(arguments: [
        // Placeholders and variables are no credentials.
        request("path: /services/XXXXXXXXX/XXXXXXXXX/XXXXXXXXXXXX"),
        request("path: '/services/T0/B0/${slackToken}'"), request("path: '/services/T0/B0/<token>'"),
        request("httpHeaders: [{name: Authorization, value: 'Bearer {{ .Token }}'}]"),
        request("httpHeaders: [{name: Authorization, value: 'Bearer $(TOKEN)'}]"),
        request("httpHeaders: [{name: Authorization, value: ''}]"),
        request("httpHeaders: [{name: Content-Type, value: application/json}]"),
        request("path: '/notify?token='"), request("path: /services/backup/done/now"),
        request("host: '::1'"),
        request("form: [{key: text, values: [done]}]"),
        request(#"body: '{"token": "${token}", "password": "", "secret": "{{ .Name }}"}'"#),
        request(#"body: '{"text": "the token", "other": ["password"], "secret": 5'"#),
        request("body: 'text=the password=x'"), request("body: 'see hooks.slack.com/docs and \"token\"'"),
        "{\(pod), action: {exec: {command: [sh, -c, 'curl https://hooks.slack.com/services/$TOKEN']}}}",
    ])
    func acceptsOthers(_ spec: String) throws {
        #expect(try findings(inSpec: spec, of: HookTemplate.kind) == [])
    }

    @Test(arguments: [
        ("host: 'a:b@c'", "has a password in it"), ("path: '/?sig=b'", "has a credential in its query"),
        ("path: /services/Ta/Bb/c", "the address of a Slack webhook is a credential"),
        ("path: /api/webhooks/1/c", "the address of a Discord webhook is a credential"),
        ("path: /webhook/1/IncomingWebhook/c", "the address of a Teams webhook is a credential"),
        ("path: '/bot1:c/x'", "the token of a Telegram bot is a credential"),
        ("form: [{key: token, values: [a]}]", "is a credential in plain text"),
        (#"body: '{"token": "a"}'"#, "has a credential in plain text"),
    ])
    func says(_ fields: String, _ kind: String) throws {
        let found = try messages(inSpec: request(fields), of: HookTemplate.kind)
        #expect(found.count == 1 && found[0].contains(": \(kind): "), "\(found)")
    }
}
