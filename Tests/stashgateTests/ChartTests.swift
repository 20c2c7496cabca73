import KubeStash
import TestSupport
import Testing
import Webhook

@testable import stashgate

/// The chart and the folders for kustomize have the same objects with the same choices.
@Suite(
    .enabled(if: Chart.isHere, "\(Chart.isMissing)"),
    .enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct ChartTests {
    private static let certManager = #""servingCerts": {"certManager": {"enabled": true}}"#

    private func expectSame(_ chart: [String: JSONValue], _ kustomize: [String: JSONValue], _ of: String) {
        let (chart, kustomize) = (CommonForm.resources(chart), CommonForm.resources(kustomize))
        #expect(chart.keys.sorted() == kustomize.keys.sorted(), "\(of)")
        for (name, object) in chart where object != kustomize[name] {
            let other = kustomize[name].map { String(decoding: $0.json, as: UTF8.self) } ?? ""
            Issue.record("\(of): \(name):\n\(String(decoding: object.json, as: UTF8.self))\n\(other)")
        }
    }

    /// Each component has its value; those that others need are before them.
    static let components = [
        ("warn-only", #""warnOnly": true"#),
        ("high-availability", #""highAvailability": {"enabled": true}"#),
        ("openshift", #""distro": {"openshift": true}"#),
        ("audit,openshift", #""audit": {"enabled": true}, "distro": {"openshift": true}"#),
        ("monitoring", #""monitoring": {"agent": "prometheus.io/operator"}"#),
        ("audit", #""audit": {"enabled": true}"#),
        ("audit,audit-reports", #""audit": {"enabled": true, "reports": true}"#),
        ("judge-deletion", #""judgeDeletion": true"#),
        ("backupconfiguration-only", #""backupConfigurationOnly": true"#),
        ("cluster-off", #""cluster": {"enabled": false}"#),
    ]

    @Test("each component has a value with the same effect", arguments: components)
    func component(names: String, value: String) throws {
        let list = names.split(separator: ",").joined(separator: "\\n  - ../../components/")
        expectSame(
            try Chart.resources("{\(Self.certManager), \(value)}"),
            try Kustomize.resources(ofOverlay: "cert-manager", with: list), names)
    }

    @Test("all choices go together as they do alone")
    func together() throws {
        let chosen = Self.components.filter { !$0.0.contains(",") && $0.0 != "backupconfiguration-only" }
        // The audit is there before OpenShift changes it, and its reports behind it.
        let names = ["audit", "audit-reports"] + chosen.map(\.0).filter { $0 != "audit" }
        let values = chosen.filter { $0.0 != "audit" }.map(\.1) + [#""audit": {"enabled": true, "reports": true}"#]
        expectSame(
            try Chart.resources("{\(Self.certManager), \(values.joined(separator: ", "))}"),
            try Kustomize.resources(
                ofOverlay: "cert-manager", with: names.joined(separator: "\\n  - ../../components/")), "all")
    }

    @Test("no component is without a value")
    func complete() throws {
        let folders = try Repository.output(of: "ls manifests/components").split(separator: "\n").map(String.init)
        #expect(Set(Self.components.flatMap { $0.0.split(separator: ",").map(String.init) }) == Set(folders))
    }

    @Test("cert-manager makes the same certificate")
    func certManager() throws {
        expectSame(
            try Chart.resources("{\(Self.certManager)}"),
            try Kustomize.resources(of: "manifests/overlays/cert-manager"), "cert-manager")
    }

    @Test("the pods make their own certificate as they do in the overlay")
    func selfManaged() throws {
        expectSame(
            try Chart.resources(), try Kustomize.resources(of: "manifests/overlays/self-managed"), "self-managed")
    }

    /// The overlay of an authority, with these texts in its files.
    private static func ownAuthority() throws -> [String: JSONValue] {
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted("\(folder)/manifests")
            try Repository.output(
                of: """
                    cp -R manifests \(copy) && cd \(copy)/overlays/own-ca
                    printf -- '-----BEGIN CERTIFICATE-----\\nY2E=\\n' > ca.crt
                    printf -- '-----BEGIN CERTIFICATE-----\\nY3J0\\n' > tls.crt
                    printf -- '-----BEGIN PRIVATE KEY-----\\na2V5\\n' > tls.key
                    """)
            return try Kustomize.resources(of: "\(folder)/manifests/overlays/own-ca")
        }
    }

    @Test("files of an authority are the same, as PEM and as base64 of it")
    func files() throws {
        let pem = #"""
            {"servingCerts": {"caCrt": "-----BEGIN CERTIFICATE-----\nY2E=\n", \#
            "serverCrt": "-----BEGIN CERTIFICATE-----\nY3J0\n", "serverKey": "-----BEGIN PRIVATE KEY-----\na2V5\n"}}
            """#
        let base64 = """
            {"servingCerts": {"caCrt": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tClkyRT0K", \
            "serverCrt": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tClkzSjAK", \
            "serverKey": "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCmEyVjUK"}}
            """
        let overlay = try Self.ownAuthority()
        for values in [pem, base64] { expectSame(try Chart.resources(values), overlay, "own-ca") }
    }

    @Test("Helm finds nothing wrong with the chart, whose version is that of this build")
    func lint() throws {
        let result = try Chart.run("lint")
        #expect(result.status == 0, "\(result.output)")
        let chart = try #require(try Kustomize.documents(in: Repository.text(of: "\(Chart.folder)/Chart.yaml")).first)
        #expect(chart.text("version") == Build.version && chart.text("appVersion") == Build.version)
    }

    /// The pages say which value has the effect of which folder.
    @Test("manifests/README.md names each overlay and component with its value")
    func documented() throws {
        let page = try DocumentedPage("manifests/README.md")
        let values = try JSONValue(parsing: Array(Chart.run("values").output.utf8))
        for (head, folder) in [
            (["Overlay", "Certificate", "Value of the chart"], "overlays"),
            (["Component", "What it does", "Value of the chart"], "components"),
        ] {
            let rows = page.table(head[0], head[1], head[2])
            let names = rows.compactMap { $0.first?.firstMatch(of: /^\[([a-z-]+)\]/).map { String($0.1) } }
            let folders = try Repository.output(of: "ls manifests/\(folder)").split(separator: "\n").map(String.init)
            #expect(names.sorted() == folders.sorted())
            for row in rows {
                let named = DocumentedPage.names(in: row.last ?? "")
                #expect(!named.isEmpty)
                for name in named { #expect(values[name.replacing(".", with: "/")] != nil, "\(name)") }
            }
        }
    }
}
