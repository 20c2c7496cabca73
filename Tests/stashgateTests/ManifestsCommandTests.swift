import Document
import KubeStash
import TestSupport
import Testing

/// `stashgate manifests` as an operator runs it.
struct ManifestsCommandTests {
    private static func run(_ arguments: [String], input: String = "") throws -> (
        end: ChildProcess.End, output: String, errors: String
    ) {
        let child = try ChildProcess(
            ChildProcess.product("stashgate"), ["manifests"] + arguments, input: Array(input.utf8))
        return (child.waitForEnd(), child.output, child.errors)
    }

    private static func configurations(_ arguments: [String]) throws -> [JSONValue] {
        let (end, output, errors) = try run(arguments)
        #expect(end == .exit(0), "\(errors)")
        return try Kustomize.documents(in: output)
    }

    private static func webhooks(_ arguments: [String]) throws -> [JSONValue] {
        try configurations(arguments).flatMap { $0.items("webhooks") }
    }

    /// The registry of kinds is where the rules come from, and the manifests have the same.
    @Test("without flags it prints the configurations of manifests/base")
    func base() throws {
        let files = try ["mutating-webhook", "validating-webhook"].flatMap {
            try Kustomize.documents(in: Repository.text(of: "manifests/base/\($0).yaml"))
        }
        #expect(try Self.configurations([]).map { CommonForm.sorted($0) } == files.map { CommonForm.sorted($0) })
    }

    @Test("the Service and the namespace are those that are named")
    func service() throws {
        for webhook in try Self.webhooks(["--service", "gate", "--namespace", "backup"]) {
            #expect(webhook.text("clientConfig/service/name") == "gate")
            #expect(webhook.text("clientConfig/service/namespace") == "backup")
            #expect(webhook["namespaceSelector/matchExpressions/0/values"] == ["backup"])
            #expect(webhook["clientConfig/caBundle"] == nil && webhook["clientConfig/url"] == nil)
        }
        #expect(try Self.run(["-n", "backup"]).output == Self.run(["--namespace", "backup"]).output)
    }

    @Test(
        "an address takes the place of the Service",
        arguments: [
            ("https://gate.example", "https://gate.example/validate"),
            ("https://gate.example:8443/", "https://gate.example:8443/validate"),
            ("HTTPS://gate.example/a/b//", "https://gate.example/a/b/validate"),
            ("https://10.0.0.1:443", "https://10.0.0.1:443/validate"),
            ("https://[fd00::1]:8443", "https://[fd00::1]:8443/validate"),
            ("https://[fd00::1]", "https://[fd00::1]/validate"),
            ("https://a/b@c%20~d", "https://a/b@c%20~d/validate"),
        ])
    func address(_ url: String, validate: String) throws {
        let webhooks = try Self.webhooks(["--url", url])
        #expect(webhooks.count == 3)
        #expect(webhooks.last?.text("clientConfig/url") == validate)
        #expect(webhooks.first?.text("clientConfig/url").hasSuffix("/mutate") == true)
        // A server elsewhere is in no namespace, unless one is named.
        #expect(webhooks.allSatisfy { $0["clientConfig/service"] == nil && $0["namespaceSelector"] == nil })
        let exempt = try Self.webhooks(["--url", url, "--namespace", "backup"])
        #expect(exempt.allSatisfy { $0["namespaceSelector/matchExpressions/0/values"] == ["backup"] })
        #expect(exempt.allSatisfy { $0["clientConfig/service"] == nil })
    }

    @Test("the authority of a file, or of standard input, is every caBundle")
    func authority() throws {
        let folder = try TemporaryFolder()
        let certs = try ChildProcess(
            ChildProcess.product("stashgate"), ["certs", "--host", "a.svc", "--out", folder.path])
        #expect(certs.waitForEnd() == .exit(0))
        let file = "\(folder.path)/ca.crt"
        let printed = try Self.run(["--ca", file]).output
        for webhook in try Kustomize.documents(in: printed).flatMap({ $0.items("webhooks") }) {
            #expect(webhook.text("clientConfig/caBundle") + "\n" == certs.output)
        }
        let text = String(decoding: try TemporaryFolder.read(file), as: UTF8.self)
        #expect(try Self.run(["--ca", "-"], input: text).output == printed)
        // Whoever may read the configurations would read the key.
        let key = String(decoding: try TemporaryFolder.read("\(folder.path)/ca.key"), as: UTF8.self)
        let (end, output, errors) = try Self.run(["--ca", "-"], input: text + key)
        #expect(end == .exit(2) && output == "")
        #expect(errors == "error: -: it has a private key, which would be readable in the cluster; leave it out\n")
        for wrong in [key, "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            #expect(try Self.run(["--ca", "-"], input: wrong).end == .exit(2))
        }
        // Both caBundles of a configuration fit the annotation of kubectl apply.
        let many = String(repeating: text, count: (64 << 10) / text.utf8.count)
        let largest = try Self.run(["--ca", "-", "-o", "json"], input: many)
        let list = try JSONValue(parsing: Array(largest.output.utf8)).items("items")
        #expect(list.count == 2 && list.allSatisfy { $0.json.count < 256 << 10 })
        #expect(
            try Self.run(["--ca", "-"], input: many + text).errors == """
                error: -: more than 65536 bytes, which kubectl could not apply in both webhooks of a configuration; pass the \
                authority that signs the server's certificate alone

                """)
        #expect(try Self.run(["--ca", "/nowhere"]).errors.hasPrefix("error: /nowhere: cannot open"))
    }

    @Test("the failure policy is for what may wait; KubeStash itself never does", arguments: ["Ignore", "ignore"])
    func failurePolicy(_ policy: String) throws {
        #expect(try Self.webhooks(["--failure-policy", policy]).allSatisfy { $0["failurePolicy"] == "Ignore" })
        let policies = try Self.webhooks(["--failure-policy", "Fail"]).map { $0.text("failurePolicy") }
        #expect(policies == ["Fail", "Fail", "Ignore"])
    }

    @Test(
        "kinds are chosen by any of their names, and a configuration without a kind is left out",
        arguments: [
            (["backupconfiguration"], ["backupconfigurations", "backupconfigurations"]),
            (["RetentionPolicies", "bc"], ["backupconfigurations", "retentionpolicies"]),
            (["repository"], ["repositories"]), (["addon", "function"], ["addons", "functions"]),
        ])
    func kinds(_ names: [String], resources: [String]) throws {
        for arguments in [["--kind"] + names, names.flatMap { ["--kind", $0] }] {
            let found = try Self.webhooks(arguments).flatMap { $0.items("rules").flatMap { $0.texts("resources") } }
            #expect(Set(found) == Set(resources))
        }
        let one = try Self.configurations(["--kind", "repository"])
        #expect(one.map { $0.text("kind") } == ["ValidatingWebhookConfiguration"])
        #expect(one.first?.items("webhooks").count == 1)
    }

    @Test("as JSON it is a list of the same objects")
    func json() throws {
        let list = try JSONValue(parsing: Array(Self.run(["-o", "json"]).output.utf8))
        #expect(list["kind"] == "List")
        #expect(list.items("items") == (try Self.configurations([])))
    }

    @Test(
        "a wrong flag is refused, with what is meant",
        arguments: [
            (["--url", "http://a"], "an API server calls https:// only, as in https://stashgate.example.com:8443"),
            (["--url", "gate.example"], "https:// only"),
            (["--url", "https://"], "it is empty"), (["--url", "https://a:0"], "a port is a number from 1 to 65535"),
            (["--url", "https://a:"], "a port is a number"), (["--url", "https://a:b"], "a port is a number"),
            (["--url", "https://a:+443"], "a port is a number"),
            (["--url", "https://u@a"], "an API server takes no user, no query and no fragment in it"),
            (["--url", "https://a?b"], "no user, no query and no fragment"),
            (["--url", "https://a/#b"], "no user, no query and no fragment"),
            (["--url", "https://a b"], "an address has no blank in it; in a path, write %20"),
            (["--url", "https://a/b\tc"], "an address has no blank in it"),
            (
                ["--url", "https://a/\u{1}"],
                "a path has letters, digits and -._~!$&'()*+,;=:@, and any other byte as %"
            ),
            (["--url", "https://a/ä"], "a path has letters"), (["--url", "https://a/%zz"], "a path has letters"),
            (["--url", "https://a/%4"], "a path has letters"),
            (
                ["--url", "https://a", "--service", "stashgate"],
                "--service is for a server in the cluster and --url for one outside; give one of them"
            ),
            (["--url", "https://a/validate"], "leave out the path of the webhook, which is added"),
            (["--url", "https://a/b/mutate/"], "leave out the path of the webhook"),
            (
                ["--url", "https://[a]"],
                "an IPv6 address is in brackets, and nothing else is, as in https://[fd00::1]:8443"
            ),
            (["--url", "https://[fd00::1"], "an IPv6 address is in brackets"),
            (["--url", "https://*.a"], "an address has one host, and no asterisk"),
            (["--url", "https://a_b"], "only letters, digits, hyphens"),
            (
                ["--service", "1a"],
                "a Service has lower-case letters, digits and '-', and begins with a letter, such as stashgate"
            ), (["--service", "A"], "a Service has lower-case letters"),
            (["--namespace", "a.b"], "a namespace has lower-case letters"),
            (["--failure-policy", "Never"], "Fail"), (["--kind", "pod"], "there is no kind 'pod'; the kinds are "),
            (
                ["--kind", "backupsession"],
                "is not asked about, as KubeStash writes it while backups run; the kinds are "
            ),
            (["--kind", "snapshot"], "Snapshot is not asked about"), (["a"], "unexpected argument 'a'"),
        ])
    func refused(_ arguments: [String], says: String) throws {
        let (end, output, errors) = try Self.run(arguments)
        #expect(end == .exit(2) && output == "")
        #expect(errors.hasPrefix("error: ") && errors.contains(says), "\(errors)")
    }
}
