import TestSupport
import Testing

/// What the pod of `helm test` runs, against a server of this build.
@Suite(
    .enabled(if: Chart.isHere, "\(Chart.isMissing)"),
    .enabled(if: Repository.has(command: "curl"), "there is no curl on this machine"))
struct ChartTestPodTests {
    private static let container = "spec/containers/0"

    /// Runs the pod's command; the values of its variables, and the folder of the authority, are those of the test.
    private func run(_ pod: JSONValue, at url: String, trusting folder: String) throws -> CommandResult {
        let script = pod.text("\(Self.container)/command/2").replacing("/tls/", with: "\(folder)/")
        let review = pod.text("\(Self.container)/env/1/value")
        return try Repository.shell(
            """
            URL=\(Repository.quoted(url)) REVIEW=\(Repository.quoted(review)) \
            sh -euc \(Repository.quoted(script)) 2>&1
            """)
    }

    @Test("it passes where the webhook judges, and fails where it does not answer or nothing trusts it")
    func command() throws {
        let pod = try #require(try Chart.resources()["Pod/stashgate-test"])
        #expect(pod["\(Self.container)/env/0/name"] == "URL" && pod["\(Self.container)/env/1/name"] == "REVIEW")
        #expect(pod.texts("\(Self.container)/command").prefix(2) == ["sh", "-euc"])
        let server = try LoggedServer()
        let url = "https://127.0.0.1:\(try server.port())"
        let result = try run(pod, at: url, trusting: server.folder.path)
        #expect(result.status == 0 && result.output.hasSuffix("the webhook judges objects\n"), "\(result.output)")
        let other = try LoggedServer()
        _ = try other.port()
        #expect(try run(pod, at: url, trusting: other.folder.path).status != 0)
        _ = server.end()
        #expect(try run(pod, at: url, trusting: server.folder.path).status != 0)
        _ = other.end()
    }

    @Test("it asks the Service with the authority that the API server trusts, and is no pod of the webhook")
    func pod() throws {
        let resources = try Chart.resources(name: "gate", namespace: "backup")
        let pod = try #require(resources["Pod/gate-stashgate-test"])
        #expect(pod.text("\(Self.container)/env/0/value") == "https://gate-stashgate.backup.svc")
        let selector = resources["Service/gate-stashgate"]?["spec/selector/app.kubernetes.io~1name"]
        #expect(selector != nil && pod["metadata/labels/app.kubernetes.io~1name"] != selector)
        let secret = try #require(pod["spec/volumes/0/secret"])
        #expect(secret["secretName"] == "gate-stashgate-tls")
        #expect(secret.items("items").map { $0.text("key") } == ["ca.crt"], "the key stays where it is")
        #expect(pod["\(Self.container)/volumeMounts/0/mountPath"] == "/tls")
    }
}
