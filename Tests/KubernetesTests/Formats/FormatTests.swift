import Schema
import Testing

@testable import Kubernetes

/// Each format takes and refuses the same texts as Kubernetes.
@Suite struct FormatTests {
    private static let long = String(repeating: "a", count: 63)
    private static let longDomain = String(repeating: "a.", count: 126) + "a"

    private static let table: [(format: Format, good: [String], bad: [String])] = [
        (
            .dnsLabel, ["a", "0", "my-session", "a--b", long],
            ["", "-", "-a", "a-", "A", "a_b", "a.b", "a b", "ä", long + "a", "a\n"]
        ),
        (
            .dnsSubdomain, ["a", "a.b", "0.1", "a-b.c", long + "a", longDomain],
            ["", ".", "a.", ".a", "a..b", "a.-b", "A", "a_b", longDomain + "a", "a/b"]
        ),
        (
            .labelKey,
            ["a", "A", "app.kubernetes.io/name", "a_b.c-d", "x.y/A", long, longDomain + "/a"],
            ["", "/", "a/", "/a", "a/b/c", "A.b/c", "-a", "a-", "a b", long + "a", longDomain + "a/b", "x_y/a", "é"]
        ),
        (.annotationKey, ["a", "A.B/c", "Example.com/Name"], ["", "a b", "A_B/c", "/a", "a/b/c"]),
        (.labelValue, ["", "a", "A_b.c-9", long], ["-a", "a-", "a/b", "a b", long + "a", "."]),
        (.qualifiedName, ["Ready", "example.com/feature-gate"], ["", "a b", "example.com/"]),
        (.namePrefix, ["a", "web-", "a.b-"], ["", "-", "A-", "web--.", "a/b"]),
        (.anyName, ["a", "A b", "${X}", "é"], [" ", "  ", "a\n", "\ta", "a\u{7F}"]),
        (.apiGroup, ["apps", "kubedb.com", "v1"], ["apps/v1", "Apps"]),
        (.configKey, ["a", "A_b-c.d", ".env", "-", "_", "a..b"], ["", ".", "..", "..a", "...", "a/b", "a b"]),
        (
            .portName, ["http", "a", "8080-a", "a-b-c", String(repeating: "a", count: 15)],
            ["", "80", "-a", "a-", "a--b", "A", "a_b", String(repeating: "a", count: 16)]
        ),
        (.envName, ["A", "1", "a b", "a.b", "~", "_"], ["", "A=B", "Ü", "a\tb", "\u{7F}"]),
        (
            .ipAddress,
            [
                "10.96.0.10", "0.0.0.0", "255.255.255.255", "::", "::1", "1::", "fd00::a", "FE80::1", "1:2:3:4:5:6:7:8",
                "64:ff9b::1.2.3.4", "0:0:0:0:0:0:0:abc", "1::2:3:4:5:6:7", "::1:ffff:a00:1",
                "2001:0db8:0000:0000:0000:0000:255.255.255.255",
            ],
            [
                "", "10.0.0", "10.0.0.256", "10.0.0.0.1", "1..2.3", "a.b.c.d", "+1.2.3.4", "localhost", "010.0.0.1",
                "::ffff:10.0.0.1", "::ffff:a00:1", "fe80::1%eth0", ":::", "1::2::3", "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:", ":1", "12345::", "g::", "+1::", "1:2:3:4:5:6:7::8", "::1.2.3", "::1.2.3.4:5", "10.0.0.1/8",
            ]
        ),
        (
            .quobyteRegistry, ["a:1", "a:1,b:2", "[::1]:2", "[a]:1,[b]:2", ":1", "[]:1"],
            [
                "a", "a:1,", ",a:1", "::1:2", "[a]", "a]:1", "a[:1", "[a:1", "[a]b:1", "b[a]:1", "[[a]:1", "[a]]:1",
                "a:1]",
                "a:[1", "a:1,b]:2", "[:1",
            ]
        ),
        (
            .dateTime,
            [
                "2026-02-28T00:05:00Z", "2026-02-28T00:05:00.123456789+05:30", "0001-01-01T00:00:00Z",
                "2026-02-28T00:05:00.\(String(repeating: "1", count: 43))Z",
            ],
            [
                "2026-02-28T00:05:00.\(String(repeating: "1", count: 44))Z",
                "", "2026-02-28", "2026-02-30T00:00:00Z", "2026-02-28t00:05:00z", "2026-06-30T23:59:60Z",
                "2026-02-28 00:05:00Z", "2026-02-28T00:05:00", "2026-02-28T24:00:00Z",
            ]
        ),
    ]

    @Test(arguments: table.indices)
    func takesWhatKubernetesTakes(_ row: Int) {
        let (format, good, bad) = Self.table[row]
        for text in good { #expect(format.problem(with: text) == nil, "\(format.name) \(text)") }
        for text in bad { #expect(format.problem(with: text) != nil, "\(format.name) \(text)") }
    }

    /// The correction is suggested if it can be told.
    @Test(arguments: [
        (Format.dnsLabel, "My_Session", "my-session"), (.dnsLabel, "a b", "a-b"), (.dnsSubdomain, "GCS", "gcs"),
        (.dnsSubdomain, "Bad_Name", "bad-name"), (.apiGroup, "apps/v1", "apps"), (.apiGroup, "Apps", "apps"),
        (.apiGroup, "App", "apps"), (.apiGroup, "KubeDB.com", "kubedb.com"),
        (.apiGroup, "snapshot.storage.k8s.io/v1beta1", "snapshot.storage.k8s.io"), (.containerResource, "CPU", "cpu"),
        (.containerResource, "memroy", "memory"), (.containerResource, "ephemeral_storage", "ephemeral-storage"),
    ])
    func suggests(_ format: Format, _ text: String, _ suggestion: String) throws {
        #expect(format.problem(with: text) != nil)
        #expect(format.suggestion(for: text) == .replace(with: suggestion))
    }

    /// The number of a Pod may stand anywhere in the name of a claim, and the rest is a name all the same.
    @Test(arguments: [
        ("data-${POD_ORDINAL}", true), ("${POD_ORDINAL}", true), ("${POD_ORDINAL}-a", true),
        ("a${POD_ORDINAL}b.c${POD_ORDINAL}", true), ("A${POD_ORDINAL}", false), ("-${POD_ORDINAL}", false),
        (".${POD_ORDINAL}", false), ("${POD_ORDINAL}-", false), ("a${POD_ORDINAL}B", false), ("${POD_ORDINAL", false),
        ("$a", false), ("a$", false), ("${POD_NAME}", false),
    ])
    func namesOfClaims(_ text: String, isValid: Bool) {
        #expect((Format.claimName.problem(with: text) == nil) == isValid)
    }

    /// Each name may be as long as Kubernetes allows, and no longer.
    @Test(arguments: [
        (Format.dnsLabel, 63), (.dnsSubdomain, 253), (.namePrefix, 253), (.labelKey, 63), (.annotationKey, 63),
        (.labelValue, 63), (.qualifiedName, 63), (.configKey, 253), (.portName, 15), (.sysctlName, 253),
        (.searchDomain, 253), (.apiGroup, 253),
    ])
    func longestNames(_ format: Format, _ longest: Int) {
        #expect(format.problem(with: String(repeating: "a", count: longest)) == nil)
        #expect(format.problem(with: String(repeating: "a", count: longest + 1)) != nil)
    }

    /// A beginning is right if the name that Kubernetes makes of it is.
    @Test(arguments: [
        ("web-", true), ("web", true), ("web--", true), ("web.-", false), ("-", false), ("a-", true), ("-a-", false),
        ("Web-", false), ("", false),
        // A hyphen at the end counts as a character of the beginning, no less and no more.
        (String(repeating: "a", count: 252) + "-", true), (String(repeating: "a", count: 251) + "--", true),
        (String(repeating: "a", count: 253) + "-", false),
    ])
    func judgesBeginningsOfNames(_ text: String, isValid: Bool) {
        #expect((Format.namePrefix.problem(with: text) == nil) == isValid)
    }

    /// The core group has no name that could be suggested.
    @Test func suggestsNoCoreGroup() {
        #expect(Format.apiGroup.problem(with: "core/v1") != nil)
        #expect(Format.apiGroup.suggestion(for: "core/v1") == nil)
    }

    /// A suggestion is never a text that would be refused as well, and a text that is not a misspelt name gets none: one
    /// with a slash, a placeholder, a list, a part of a template.
    @Test(arguments: [
        "", "--", "a.b", "日本", long + "A", "stash/gcs", "nginx:1.27", "<name>", "{{ .Name }}", "${NAME}", "a,b", "a=b",
        "web-", "-a", "a\nb", "myBackup", "a@b", "ä-b", "_",
    ])
    func suggestsNothingDoubtful(_ text: String) throws {
        #expect(Format.dnsLabel.problem(with: text) != nil)
        #expect(Format.dnsLabel.suggestion(for: text) == nil)
    }

    /// Where capitals or spaces could stand for several things, none is suggested.
    @Test(arguments: [
        (Format.namePrefix, "Web"), (.namePrefix, "a b"), (.qualifiedName, "a b"), (.configKey, "a b"),
        (.portName, "HTTP"), (.portName, "my http"), (.envName, "a=b"),
    ])
    func suggestsNoOtherName(_ format: Format, _ text: String) {
        #expect(format.problem(with: text) != nil)
        #expect(format.suggestion(for: text) == nil)
    }

    @Test(arguments: ["KubeDB", "Stash", "apps_v1", "apps/v1/Deployment", "/v1", "a b/v1", "apps/Deployment", "v1/"])
    func suggestsNoGroup(_ text: String) {
        #expect(Format.apiGroup.problem(with: text) != nil)
        #expect(Format.apiGroup.suggestion(for: text) == nil)
    }
}
