import Document
import KubernetesAPI
import System
import TLS
import TestSupport
import Testing

@testable import ManagedCertificates

/// The certificates over real TLS sockets: what replicas write is what an API server has, whatever goes wrong in between.
struct ManagedCertificatesTests {
    private static let registrations = "/apis/admissionregistration.k8s.io/v1/"
    private static let kinds = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"]
    private static let secrets = "/api/v1/secrets"

    /// An API server and replicas that keep a certificate in it.
    private final class Scene {
        let server: FakeAPIServer
        let time = Locked(CertificateScene.begin)
        private let access: ClusterConfiguration
        private let news = Locked<[CertificateNews]>([])
        private var replicas: [ManagedCertificates] = []

        init(registered: [String] = kinds) throws {
            server = try FakeAPIServer(kinds.map { registrations + $0 } + [secrets])
            var kubeconfig = Kubeconfig()
            try kubeconfig.merge(Array(server.kubeconfig.utf8), of: "test")
            access = try kubeconfig.configuration()
            for kind in registered { try register(kind) }
        }

        /// Applies a configuration without a caBundle.
        func register(_ kind: String) throws {
            try server.apply(
                registrations + kind,
                #"""
                {"metadata":{"name":"admission-stashgate"},"webhooks":[
                 {"name":"one.stashgate.local","clientConfig":{"url":"https://localhost"}},
                 {"name":"two.stashgate.local","clientConfig":{"url":"https://localhost"}}]}
                """#)
        }

        func start() throws -> ManagedCertificates {
            let (news, time) = (news, time)
            let replica = try ManagedCertificates(
                ClusterAccess(access, environment: [:], interruption: try Interruption()),
                CertificateObjects(secret: "tls", namespace: "demo", configuration: "admission-stashgate"),
                try CertificateScene().plan, interval: .milliseconds(20), clock: { time.withLock { $0 } }
            ) { item in news.withLock { $0.append(item) } }
            replicas.append(replica)
            return replica
        }

        var secret: JSONValue? { server.object(secrets, "demo/tls") }

        /// The certificates of all caBundles.
        var bundles: [[ParsedCertificate]] {
            kinds.flatMap { kind in
                (0...1).map { index in
                    let object = server.object(registrations + kind, "/admission-stashgate")
                    guard case .string(let text)? = object?["webhooks/\(index)/clientConfig/caBundle"] else {
                        return []
                    }
                    return ParsedCertificate.all(in: Base64.decode(text) ?? [])
                }
            }
        }

        func accepts(_ replica: ManagedCertificates) -> Bool {
            guard let pair = replica.pair, let serving = ServingPair(pair) else { return false }
            let now = time.withLock { $0 }
            return bundles.allSatisfy { serving.certificate.isAccepted(byThoseWhoTrust: $0, at: now) }
        }

        func has(_ item: CertificateNews) -> Bool { news.withLock { $0.contains(item) } }
        func has(_ match: (CertificateNews) -> Bool) -> Bool { news.withLock { $0.contains(where: match) } }

        func count(_ match: (CertificateNews) -> Bool) -> Int { news.withLock { $0.count(where: match) } }

        func end() {
            for replica in replicas { #expect(replica.stop(within: .seconds(60))) }
            server.stop()
        }
    }

    @Test("replicas that start together from nothing agree on one certificate, which API servers accept")
    func first() throws {
        let scene = try Scene()
        defer { scene.end() }
        let replicas = try (0..<3).map { _ in try scene.start() }
        #expect(eventually { replicas.allSatisfy { !$0.reading.isWaiting } })
        #expect(replicas.allSatisfy { $0.pair == replicas[0].pair })
        #expect(replicas.allSatisfy(scene.accepts))
        #expect(scene.secret?["type"] == "kubernetes.io/tls")
        #expect(scene.server.writes.filter { $0 == "POST /api/v1/namespaces/demo/secrets 201" }.count == 1)
        #expect(scene.server.writes.allSatisfy { $0.hasSuffix(" 201") || $0.hasSuffix(" 200") || $0.hasSuffix(" 409") })
    }

    @Test("a caBundle that somebody has overwritten is written again")
    func repaired() throws {
        let scene = try Scene()
        defer { scene.end() }
        let replica = try scene.start()
        #expect(eventually { scene.accepts(replica) })
        try scene.register(Self.kinds[1])
        #expect(eventually { scene.accepts(replica) })
        #expect(scene.has(.trusted(resource: Self.kinds[1], authorities: 1)))
    }

    @Test("a certificate is renewed in time under the same authority, and an authority under the eyes of its clients")
    func renewed() throws {
        let scene = try Scene()
        defer { scene.end() }
        let replicas = try (0..<2).map { _ in try scene.start() }
        #expect(eventually { replicas.allSatisfy(scene.accepts) })
        let (first, authority) = (replicas[0].pair, scene.bundles[0])
        scene.time.withLock { $0 += 2400 }
        #expect(eventually { replicas.allSatisfy { $0.pair != first } && replicas.allSatisfy(scene.accepts) })
        #expect(scene.bundles.allSatisfy { $0 == authority })
        // Two thirds of the authority's validity, a certificate at a time.
        for _ in 0..<9 {
            let before = replicas[0].pair
            scene.time.withLock { $0 += 2400 }
            #expect(eventually { replicas.allSatisfy { $0.pair != before && scene.accepts($0) } })
        }
        #expect(eventually { scene.bundles.allSatisfy { $0.count == 2 && $0[1] == authority[0] } })
        #expect(replicas.allSatisfy(scene.accepts))
        let old = replicas[0].pair
        scene.time.withLock { $0 += 60 }
        #expect(eventually { replicas.allSatisfy { $0.pair != old && scene.accepts($0) } })
        #expect(scene.has { if case .stored(.authorityTrusted, nil, nil, .some) = $0 { true } else { false } })
        let new = replicas[0].pair
        scene.time.withLock { $0 += 2400 }
        #expect(eventually { replicas.allSatisfy { $0.pair != new && scene.accepts($0) } })
        #expect(scene.bundles.allSatisfy { $0.count == 2 })
        scene.time.withLock { $0 += 1140 }
        #expect(eventually { scene.bundles.allSatisfy { $0.count == 1 && $0 != authority } })
        #expect(replicas.allSatisfy(scene.accepts))
    }

    @Test("a Secret with nonsense is replaced, and what else it has stays")
    func nonsense() throws {
        let scene = try Scene()
        defer { scene.end() }
        try scene.server.apply(
            Self.secrets,
            #"""
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"tls","namespace":"demo","labels":{"team":"a"}},
             "type":"Opaque","data":{"tls.crt":"bm9uc2Vuc2U=","tls.key":"!","ca.crt":7,"other":"b3RoZXI="}}
            """#)
        let replica = try scene.start()
        #expect(eventually { scene.accepts(replica) })
        #expect(scene.secret?["metadata/labels/team"] == "a")
        #expect(scene.secret?["type"] == "Opaque")
        #expect(scene.secret?["data/other"] == "b3RoZXI=")
        #expect(scene.has { if case .stored(.noAuthority, .noAuthority, .some, .some) = $0 { true } else { false } })
    }

    @Test("an API server that fails is waited for, and the certificate in use stays")
    func failing() throws {
        let scene = try Scene()
        defer { scene.end() }
        scene.server.fail(with: 503)
        let replica = try scene.start()
        #expect(eventually { replica.reading.trouble?.contains("503") == true })
        #expect(replica.reading.isWaiting)
        #expect(replica.pair == nil)
        // A failure is news, and not each look at which it goes on.
        let looks = scene.server.requests.count
        #expect(eventually { scene.server.requests.count > looks + 2 })
        #expect(scene.count { if case .trouble = $0 { true } else { false } } == 1)
        scene.server.fail(with: nil)
        #expect(eventually { scene.accepts(replica) && replica.reading.trouble == nil })
        #expect(scene.count { $0 == .recovered } == 1)
        let pair = replica.pair
        scene.server.fail(with: 403)
        scene.time.withLock { $0 += 4000 }
        #expect(eventually { replica.reading.trouble?.contains("403") == true })
        #expect(replica.pair == pair)
        #expect(!replica.reading.isWaiting)
    }

    @Test(
        "configurations that do not exist or have no webhooks are reported once, and written when they come",
        arguments: [nil, #"{"metadata":{"name":"admission-stashgate"}}"#] as [String?])
    func unregistered(present: String?) throws {
        let scene = try Scene(registered: [])
        defer { scene.end() }
        if let present {
            for kind in Self.kinds { try scene.server.apply(Self.registrations + kind, present) }
        }
        let replica = try scene.start()
        #expect(eventually { replica.pair != nil })
        for kind in Self.kinds { #expect(scene.has(.unregistered(resource: kind))) }
        for kind in Self.kinds { try scene.register(kind) }
        #expect(eventually { scene.accepts(replica) })
    }

    @Test("after a failure the wait is no longer than between two looks, unless the server asks for more")
    func pauses() {
        for (wait, retryAfter, pause) in [
            (1, nil, 1), (10, nil, 10), (30, nil, 10), (1, 0, 1), (4, 3, 4), (4, 5, 5), (30, 8, 10), (30, 60, 60),
        ] as [(Int, Int?, Int)] {
            var error = APIError(.status, "busy")
            error.retryAfter = retryAfter.map { .seconds($0) }
            let result = ManagedCertificates.pause(after: error, .seconds(wait), every: .seconds(10))
            #expect(result == .seconds(pause))
        }
    }

    @Test("a look is taken often enough for short validities, and every ten seconds otherwise")
    func intervals() throws {
        for (seconds, interval) in [(60, Duration.seconds(2)), (1, .seconds(1)), (3600, .seconds(10))]
            as [(Int64, Duration)]
        {
            let plan = CertificatePlan(hosts: [], certificateSeconds: seconds, authoritySeconds: 3 * seconds)
            #expect(ManagedCertificates.interval(for: plan) == interval)
        }
    }
}
