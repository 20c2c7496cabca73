import TLS
import TestSupport
import Testing

@testable import KubernetesAPI

/// Kubeconfig files are read and merged as kubectl does, and each mistake is named with its place.
struct KubeconfigTests {
    /// A file with a context c of a cluster k and a user u.
    private static func file(
        cluster: String = "server: https://a", user: String = "token: t", context: String = "cluster: k, user: u",
        rest: String = "current-context: c"
    ) -> String {
        """
        apiVersion: v1
        kind: Config
        contexts: [{name: c, context: {\(context)}}]
        clusters: [{name: k, cluster: {\(cluster)}}]
        users: [{name: u, user: {\(user)}}]
        \(rest)
        """
    }

    private static func configuration(_ text: String, context: String? = nil) throws -> ClusterConfiguration {
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(Array(text.utf8), of: "/k/config")
        return try kubeconfig.configuration(context: context)
    }

    @Test(arguments: [
        ("token: t", ClusterConfiguration.Identity.token("t")),
        // A path counts from the folder of its file, and the file of a token wins.
        ("tokenFile: t", .tokenFile("/k/t", fallback: nil)),
        ("tokenFile: /t, token: old", .tokenFile("/t", fallback: "old")),
        ("username: a, password: b", .password(user: "a", password: "b")),
        ("client-certificate: c, client-key: k", .certificateOnly),
        ("", .certificateOnly),
    ])
    func users(_ user: String, _ identity: ClusterConfiguration.Identity) throws {
        #expect(try Self.configuration(Self.file(user: user)).identity == identity)
    }

    @Test("certificates come from files or inline, and inline wins")
    func certificates() throws {
        let configuration = try Self.configuration(
            Self.file(
                cluster: "server: https://a, certificate-authority: ca, tls-server-name: b",
                user: "client-certificate: c, client-certificate-data: YQ==, client-key: ../k"))
        #expect(configuration.trust == .authority(.file("/k/ca")))
        #expect(configuration.serverName == "b")
        let inline = PEMFile(contents: [0x61], name: "/k/config: user \"u\": client-certificate-data")
        #expect(configuration.certificate?.certificate == .inline(inline))
        #expect(configuration.certificate?.key == .file("/k/../k"))
        #expect(configuration.origin == "context \"c\" of /k/config")
    }

    @Test("a user can act as somebody else")
    func impersonation() throws {
        let user = "as: eve, as-uid: '7', as-groups: [g, h], as-user-extra: {a/B: [x]}"
        let fields = try Self.configuration(Self.file(user: user)).impersonation
        #expect(
            fields.map { "\($0.name): \($0.value)" } == [
                "Impersonate-User: eve", "Impersonate-Uid: 7", "Impersonate-Group: g", "Impersonate-Group: h",
                "Impersonate-Extra-a%2FB: x",
            ])
    }

    @Test("the first file that has a name wins, and so does the first current-context")
    func merging() throws {
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(Array("users: [{name: u, user: {token: first}}]".utf8), of: "/one")
        try kubeconfig.merge(Array("".utf8), of: "/empty")
        try kubeconfig.merge(
            Array(Self.file(context: "cluster: k, user: u, namespace: two").utf8), of: "/two")
        try kubeconfig.merge(
            Array(Self.file(user: "token: third, as: x", rest: "current-context: other").utf8), of: "/three")
        let configuration = try kubeconfig.configuration()
        #expect(configuration.identity == .token("first") && configuration.impersonation.isEmpty)
        #expect(configuration.namespace == "two")
        #expect(kubeconfig.currentContext == "c" && kubeconfig.contextNames == ["c"])
    }

    @Test("the files are those that were asked for, of KUBECONFIG, or of the home folder")
    func paths() {
        let home = ["HOME": "/h"]
        #expect(Kubeconfig.paths(asked: nil, environment: home).paths == ["/h/.kube/config"])
        let listed = Kubeconfig.paths(asked: nil, environment: ["HOME": "/h", "KUBECONFIG": ":/a::b:/a"])
        #expect(listed.paths == ["/a", "b"] && !listed.mustExist)
        #expect(Kubeconfig.paths(asked: "/x", environment: ["KUBECONFIG": "/a"]).paths == ["/x"])
    }

    @Test(
        "inline data may have line breaks, and nothing else between its characters",
        arguments: [
            ("'eA=='", "x"), (#""eA\n==\n""#, "x"), (#""eA\r\n==\r\n""#, "x"), (#""eA\r==""#, "x"), (#""eA ==""#, nil),
            (#""eA\t==""#, nil), (#""\r\n""#, nil),
        ] as [(String, String?)])
    func inlineData(_ value: String, contents: String?) throws {
        let text = Self.file(cluster: "server: https://a, certificate-authority-data: \(value)")
        let trust = try? Self.configuration(text).trust
        let name = "/k/config: cluster \"k\": certificate-authority-data"
        let file = contents.map { PEMFile(contents: Array($0.utf8), name: name) }
        #expect(trust == file.map { ClusterConfiguration.Trust.authority(.inline($0)) })
    }

    @Test("files of KUBECONFIG may be missing, but not all, and not one that was asked for")
    func missing() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.file(), to: "config")
        let (here, gone) = ("\(folder.path)/config", "\(folder.path)/gone")
        let kubeconfig = try Kubeconfig(environment: ["KUBECONFIG": "\(gone):\(here)"])
        #expect(kubeconfig.files == [here])
        #expect(throws: ConfigurationError(.missing, "there is no kubeconfig file: no \(gone)")) {
            try Kubeconfig(environment: ["KUBECONFIG": gone])
        }
        #expect(throws: ConfigurationError(.unreadable, "cannot read \(gone): No such file or directory")) {
            try Kubeconfig(asked: gone, environment: [:])
        }
        #expect(throws: ConfigurationError(.missing, "there is no kubeconfig file: neither KUBECONFIG nor HOME is set"))
        {
            try Kubeconfig(environment: [:])
        }
    }

    @Test(arguments: [
        ("kind: Secret", "/k/config has the kind \"Secret\", not Config"),
        ("[]", "/k/config must be an object with clusters, users and contexts"),
        ("a: b: c", "/k/config: line 1, column 5: mapping values are not allowed in this context"),
        ("", "/k/config has no current-context"),
        ("clusters: {}", "/k/config: clusters must be a list"),
        ("clusters: [1]", "/k/config: clusters[0] must be an object"),
        ("clusters: [{}]", "/k/config: clusters[0] has no name"),
        ("users: [{name: u, user: 1}]", "/k/config: user \"u\": user must be an object"),
        ("users: [{name: u}, {name: u}]", "/k/config has two users of the name \"u\""),
        ("current-context: x", "/k/config: there is no context \"x\""),
        (file(rest: "current-context: x"), "/k/config: there is no context \"x\"; there are the contexts \"c\""),
        (file(context: "user: u"), "/k/config: context \"c\" has no cluster"),
        (file(context: "cluster: x"), "/k/config: context \"c\": there is no cluster \"x\""),
        (file(context: "cluster: k, user: x"), "/k/config: context \"c\": there is no user \"x\""),
        (file(context: "cluster: k, namespace: A"), "/k/config: context \"c\": namespace \"A\" is not a name"),
        (file(cluster: ""), "/k/config: cluster \"k\" has no server"),
        (file(cluster: "server: 1"), "/k/config: cluster \"k\": server must be a string"),
        (file(cluster: "server: a"), "/k/config: cluster \"k\": server \"a\" does not begin with https://"),
        (
            file(cluster: "server: https://a, proxy-url: http://p"),
            "/k/config: cluster \"k\": proxy-url \"http://p\" is not supported; connect without a proxy"
        ),
        (
            file(cluster: "server: https://a, insecure-skip-tls-verify: 1"),
            "/k/config: cluster \"k\": insecure-skip-tls-verify must be true or false"
        ),
        (
            file(cluster: "server: https://a, insecure-skip-tls-verify: true, certificate-authority: c"),
            "/k/config: cluster \"k\" has a certificate authority together with insecure-skip-tls-verify; use one of them"
        ),
        (
            file(cluster: "server: https://a, certificate-authority-data: '!'"),
            "/k/config: cluster \"k\": certificate-authority-data must be base64"
        ),
        (
            file(cluster: "server: https://a, tls-server-name: 'a b'"),
            "/k/config: cluster \"k\": tls-server-name \"a b\" is neither a DNS name nor an IP address"
        ),
        (file(user: "client-key: k"), "/k/config: user \"u\" has a client key without a client certificate"),
        (file(user: "client-certificate: k"), "/k/config: user \"u\" has a client certificate without a client key"),
        (
            file(cluster: "server: http://127.0.0.1", user: "client-certificate: c, client-key: k"),
            "/k/config: user \"u\" has a client certificate, and its server has no TLS"
        ),
        (
            file(user: "token: t, username: a, password: b"),
            "/k/config: user \"u\" has a token together with a user name; use one of them"
        ),
        (
            file(user: "username: a"),
            "/k/config: user \"u\" must have both username and password, without a colon in the name"
        ),
        (
            file(user: "token: 'a b'"),
            "/k/config: user \"u\" has a token with white space or characters that no token has"
        ),
        (
            file(user: "auth-provider: {name: gcp}"),
            "/k/config: user \"u\": auth-provider is not supported, nor by Kubernetes since 1.26; use exec"
        ),
        (file(user: "as-uid: '1'"), "/k/config: user \"u\" has as-uid, as-groups or as-user-extra without as"),
        (file(user: "exec: {}"), "/k/config: user \"u\": exec: command is missing"),
        (file(user: "exec: {command: p}"), "/k/config: user \"u\": exec: apiVersion is missing"),
        (
            file(user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1alpha1}"),
            "/k/config: user \"u\": exec: apiVersion \"client.authentication.k8s.io/v1alpha1\" is neither "
                + "client.authentication.k8s.io/v1 nor v1beta1"
        ),
        (
            file(user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1}"),
            "/k/config: user \"u\": exec: interactiveMode is missing"
        ),
        (
            file(user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}"),
            "/k/config: user \"u\": exec: interactiveMode Always needs a terminal, and there is none"
        ),
        (
            file(user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: x}"),
            "/k/config: user \"u\": exec: interactiveMode \"x\" is not Never, IfAvailable or Always"
        ),
        (
            file(user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1beta1, env: [{value: x}]}"),
            "/k/config: user \"u\": exec: env[0] has no name"
        ),
        (
            file(
                user: "exec: {command: p, apiVersion: client.authentication.k8s.io/v1beta1, "
                    + "env: [{name: a, value: b}, {name: a=b, value: x}]}"),
            "/k/config: user \"u\": exec: env[1] has no name"
        ),
    ])
    func mistakes(_ text: String, _ message: String) {
        let error = #expect(throws: ConfigurationError.self) { try Self.configuration(text) }
        #expect(error?.description == message)
    }

    @Test("a Pod has the configuration of its service account")
    func inCluster() throws {
        let folder = try TemporaryFolder()
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        #expect(!ClusterConfiguration.isInCluster(environment: environment, folder: folder.path))
        try folder.write("t\n", to: "token")
        try folder.write("demo", to: "namespace")
        #expect(ClusterConfiguration.isInCluster(environment: environment, folder: folder.path))
        #expect(!ClusterConfiguration.isInCluster(environment: [:], folder: folder.path))
        let configuration = try ClusterConfiguration.inCluster(environment: environment, folder: folder.path)
        #expect(configuration.server.authority == "[fd00::1]")
        #expect(configuration.identity == .tokenFile("\(folder.path)/token", fallback: nil))
        #expect(configuration.trust == .authority(.file("\(folder.path)/ca.crt")))
        #expect(configuration.namespace == "demo")
        #expect(configuration.origin == "the service account in \(folder.path)")
        let message = "this is not a Pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set"
        #expect(throws: ConfigurationError(.missing, message)) {
            try ClusterConfiguration.inCluster(environment: [:], folder: folder.path)
        }
    }
}
