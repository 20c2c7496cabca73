import Cluster
import HTTP
import KubeStash
import KubernetesAPI
import ManagedCertificates
import System
import TestSupport
import Testing

@testable import Serving
@testable import Webhook

/// The texts of `/livez` and `/readyz`, in the form of Kubernetes' own components.
struct HealthEndpointsTests {
    private func ask(_ target: String, of health: Health) throws -> (status: StatusCode, text: String) {
        let head = try ParsedRequest.head(["GET \(target) HTTP/1.1"])
        let response = try #require(HealthEndpoints(health: health).response(to: head))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    private static let hanging = "1 of 2 workers hangs: busy with one client for "

    /// The health of a server with two workers, of which one hangs or none does.
    private func health(hangs: Bool) -> Health {
        let health = Health()
        let pulses = [Pulse(), Pulse()]
        if hangs { pulses[0].beat(at: MonotonicInstant(nanoseconds: 0)) }
        health.watch(pulses, hangTime: .zero)
        return health
    }

    @Test func well() throws {
        let health = health(hangs: false)
        for (target, text) in [
            ("/livez", "ok\n"), ("/livez?verbose", "[+]workers ok\nlivez check passed\n"), ("/readyz?x=1", "ok\n"),
            ("/readyz?verbose=1", "[+]serving ok\n[+]workers ok\n[+]certificate ok\nreadyz check passed\n"),
        ] {
            let answer = try ask(target, of: health)
            #expect(answer.status == .ok)
            #expect(answer.text == text)
        }
    }

    /// A server that waits for the objects of the cluster gets no requests; one that has lost them does.
    @Test func cluster() throws {
        let head = try ParsedRequest.head(["GET /readyz?verbose HTTP/1.1"])
        func answer(isWaiting: Bool, _ kinds: [ClusterKindStatus]) throws -> (status: StatusCode, line: Substring?) {
            let endpoints = HealthEndpoints(health: health(hangs: false)) {
                ClusterReading(isWaiting: isWaiting, kinds: kinds)
            }
            let response = try #require(endpoints.response(to: head))
            let lines = String(decoding: response.body, as: UTF8.self).split(separator: "\n")
            return (response.status, lines.first { $0.contains("cluster") })
        }
        let known = ClusterKindStatus(WatchedKind.all[0], .known)
        let absent = ClusterKindStatus(WatchedKind.all[1], .absent)
        let unknown = ClusterKindStatus(WatchedKind.all[2], .unknown)
        let troubled = ClusterKindStatus(WatchedKind.all[3], .unknown, trouble: "it is forbidden")
        #expect(try answer(isWaiting: false, [known, absent]) == (.ok, "[+]cluster ok"))
        #expect(
            try answer(isWaiting: true, [known, unknown])
                == (.serviceUnavailable, "[-]cluster failed: the objects of RetentionPolicy are not known"))
        #expect(
            try answer(isWaiting: false, [known, unknown, troubled])
                == (.ok, "[!]cluster: the objects of RetentionPolicy, HookTemplate are not known: it is forbidden"))
    }

    /// A server without a certificate gets no requests; one whose certificate cannot be looked after does.
    @Test func managedCertificate() throws {
        let head = try ParsedRequest.head(["GET /readyz?verbose HTTP/1.1"])
        for (reading, status, line) in [
            (CertificateReading(isWaiting: false, trouble: nil), StatusCode.ok, "[+]managed-certificate ok"),
            (
                CertificateReading(isWaiting: true, trouble: nil), .serviceUnavailable,
                "[-]managed-certificate failed: there is no certificate yet"
            ),
            (
                CertificateReading(isWaiting: true, trouble: "it is down"), .serviceUnavailable,
                "[-]managed-certificate failed: there is no certificate yet: it is down"
            ),
            (CertificateReading(isWaiting: false, trouble: "it is down"), .ok, "[!]managed-certificate: it is down"),
        ] {
            let endpoints = HealthEndpoints(health: health(hangs: false), certificates: { reading })
            let response = try #require(endpoints.response(to: head))
            #expect(response.status == status)
            #expect(String(decoding: response.body, as: UTF8.self).split(separator: "\n").contains { $0 == line })
        }
    }

    /// A hung server must be restarted, and gets no requests until then.
    @Test func hangs() throws {
        let health = health(hangs: true)
        let (short, long) = try (ask("/livez", of: health), ask("/livez?verbose", of: health))
        #expect(short.status == .internalServerError && long.status == .internalServerError)
        #expect(short.text.hasPrefix("livez check failed: \(Self.hanging)"))
        #expect(long.text.hasPrefix("[-]workers failed: \(Self.hanging)"))
        #expect(long.text.hasSuffix(" s\nlivez check failed\n"))
        let readiness = try ask("/readyz?verbose", of: health)
        #expect(readiness.status == .serviceUnavailable)
        #expect(readiness.text.hasPrefix("[+]serving ok\n[-]workers failed: \(Self.hanging)"))
        #expect(readiness.text.hasSuffix("\n[+]certificate ok\nreadyz check failed\n"))
    }

    /// A stopping server is alive until its end; one with an unusable new certificate serves with the old one.
    @Test func ends() throws {
        let health = health(hangs: true)
        health.noteStop()
        health.noteCertificateProblem("the key does not fit")
        let short = try ask("/readyz", of: health).text
        #expect(short.hasPrefix("readyz check failed: the server is stopping; \(Self.hanging)"))
        #expect(!short.contains("the key does not fit"))

        let well = self.health(hangs: false)
        well.noteStop()
        #expect(try ask("/livez", of: well).text == "ok\n")
        #expect(try ask("/readyz", of: well) == (.serviceUnavailable, "readyz check failed: the server is stopping\n"))
        well.noteCertificateProblem("the key does not fit")
        #expect(
            try ask("/readyz?verbose", of: well).text == """
                [-]serving failed: the server is stopping
                [+]workers ok
                [!]certificate: the new one cannot be used, the one in use stays: the key does not fit
                readyz check failed\n
                """)
    }
}

extension ClusterKindStatus {
    /// The status of a kind of which nothing else matters.
    fileprivate init(_ kind: WatchedKind, _ state: ClusterObjects.State, trouble: String? = nil) {
        self.init(
            kind: kind, state: state, objects: 0, age: nil, trouble: trouble, lists: 0, watches: 0, errors: [:])
    }
}
