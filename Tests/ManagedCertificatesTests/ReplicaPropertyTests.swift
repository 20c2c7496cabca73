import TLS
import TestSupport
import Testing

@testable import ManagedCertificates

/// Replicas whose steps are interleaved at random, over an API server with versions: whatever the order, API servers accept
/// the certificate of every replica at every time.
struct ReplicaPropertyTests {
    /// The objects of an API server, each with its version.
    private struct Cluster {
        var secret: StoredCertificates?
        var secretVersion = 0
        var bundles: [[ParsedCertificate]] = [[], [], []]
        /// The versions of the configurations; the second one has two webhooks.
        var versions = [0, 0]
        static let webhooks = [[0], [1, 2]]
    }

    private struct Replica {
        enum Phase {
            case registrations
            case secret
            case write(CertificateStep, configuration: Int)
        }

        var keeper: CertificateKeeper
        var phase = Phase.registrations
        var bundles: [[ParsedCertificate]] = []
        var versions: [Int] = []
        var secret: StoredCertificates?
        var secretVersion = 0
        /// The number of rounds that have ended.
        var rounds = 0

        /// One request to the API server, or the decision between two of them.
        mutating func advance(_ cluster: inout Cluster, at now: Int64) throws {
            switch phase {
            case .registrations:
                (bundles, versions) = (cluster.bundles, cluster.versions)
                phase = .secret
            case .secret:
                (secret, secretVersion) = (cluster.secret, cluster.secretVersion)
                let step = keeper.consider(secret, bundles, at: now)
                phase = .write(step, configuration: 0)
                if step == .wait { end() }
            case .write(.store(let change), _):
                let made = try keeper.contents(of: change, from: secret, at: now)
                if secretVersion == cluster.secretVersion {
                    cluster.secret = made
                    cluster.secretVersion += 1
                }
                end()
            case .write(.trust(let contents), let configuration):
                let webhooks = Cluster.webhooks[configuration]
                if webhooks.contains(where: { contents[$0] != nil }) {
                    guard versions[configuration] == cluster.versions[configuration] else { return end() }
                    for index in webhooks { cluster.bundles[index] = contents[index] ?? cluster.bundles[index] }
                    cluster.versions[configuration] += 1
                }
                guard configuration == 0 else { return end() }
                phase = .write(.trust(contents), configuration: 1)
            case .write(.wait, _): end()
            }
        }

        private mutating func end() {
            rounds += 1
            phase = .registrations
        }
    }

    /// The certificates in use and the caBundles that were compared last, which need not be compared again.
    private struct Compared: Equatable {
        var inUse: [ServingPair?] = []
        var bundles: [[ParsedCertificate]] = []
    }

    /// Compares each certificate in use that has not expired with each caBundle.
    ///
    /// Authorities outlive their certificates, so that the time alone changes nothing.
    ///
    /// - Returns: The number of certificates in use.
    private static func expectAccepted(
        _ replicas: [Replica], by cluster: Cluster, at now: Int64, after last: inout Compared, _ note: String
    ) -> Int {
        let present = Compared(inUse: replicas.map(\.keeper.inUse), bundles: cluster.bundles)
        guard present != last else {
            return replicas.count(where: { $0.keeper.inUse.map { now < $0.certificate.notAfter } ?? false })
        }
        last = present
        var count = 0
        for (number, replica) in replicas.enumerated() {
            guard let certificate = replica.keeper.inUse?.certificate, now < certificate.notAfter else { continue }
            count += 1
            for bundle in cluster.bundles {
                #expect(certificate.isAccepted(byThoseWhoTrust: bundle, at: now), "replica \(number), \(note)")
            }
        }
        return count
    }

    @Test("replicas that pause, restart and overtake each other break no handshake", arguments: 0..<4 as Range<UInt64>)
    func interleaved(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scene = try CertificateScene(certificateSeconds: 900, authoritySeconds: 2700)
        var (cluster, now) = (Cluster(), CertificateScene.begin)
        var replicas = (0..<3).map { _ in Replica(keeper: CertificateKeeper(scene.plan)) }
        var (checked, authorities, compared) = (0, Set<ParsedCertificate>(), Compared())
        for step in 0..<300 {
            // One of them may be slow for long.
            let slow = step / 100 % 3
            var index = Int.random(in: 0..<3, using: &random)
            if index == slow, Int.random(in: 0..<10, using: &random) > 0 { index = (index + 1) % 3 }
            if Int.random(in: 0..<80, using: &random) == 0 {
                replicas[index] = Replica(keeper: CertificateKeeper(scene.plan))
            }
            try replicas[index].advance(&cluster, at: now)
            if Int.random(in: 0..<3, using: &random) == 0 { now += Int64.random(in: 0...60, using: &random) }
            authorities.formUnion(cluster.secret?.authorities ?? [])
            checked += Self.expectAccepted(
                replicas, by: cluster, at: now, after: &compared, "seed \(seed), step \(step)")
        }
        #expect(checked > 450, "most certificates were in use, and valid")
        #expect(authorities.count > 1, "the authority was renewed")
        try Self.settle(&replicas, &cluster, &now)
        #expect(Set(replicas.compactMap { $0.keeper.inUse?.certificate }).count == 1)
        #expect((1...2).contains(cluster.secret?.authorities.count ?? 0))
        #expect(cluster.bundles.allSatisfy { $0 == cluster.secret?.authorities })
    }

    @Test(
        "a Secret that is deleted or broken under replicas that are not slow breaks no handshake",
        arguments: 0..<4 as Range<UInt64>)
    func tampered(seed: UInt64) throws {
        var random = SeededGenerator(seed: 1000 + seed)
        let scene = try CertificateScene()
        var (cluster, now) = (Cluster(), CertificateScene.begin)
        var replicas = (0..<3).map { _ in Replica(keeper: CertificateKeeper(scene.plan)) }
        var (rounds, compared) = (0, Compared())
        for step in 0..<300 {
            let index = Int.random(in: 0..<3, using: &random)
            if Int.random(in: 0..<60, using: &random) == 0 {
                replicas[index].keeper = CertificateKeeper(scene.plan)
                replicas[index].phase = .registrations
            }
            if Int.random(in: 0..<40, using: &random) == 0 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: cluster.secret = nil
                case 1: cluster.secret?.authorityKey = nil
                case 2: cluster.secret?.serving = nil
                default: cluster.secret?.authorities = []
                }
                cluster.secretVersion += 1
            }
            try replicas[index].advance(&cluster, at: now)
            // Each looks again within the interval.
            if let least = replicas.map(\.rounds).min(), least > rounds {
                rounds = least
                now += 10
            }
            _ = Self.expectAccepted(
                replicas, by: cluster, at: now, after: &compared, "seed \(seed), step \(step)")
        }
        try Self.settle(&replicas, &cluster, &now)
        #expect(Set(replicas.compactMap { $0.keeper.inUse?.certificate }).count == 1)
    }

    /// The seconds by which the clock of the first replica is wrong, and whether it comes first.
    @Test(
        "a replica whose clock is wrong keeps no other one from serving",
        arguments: [(1200, true), (1200, false), (-1200, true), (3500, true), (-3500, false)] as [(Int64, Bool)])
    func clocks(wrongBy seconds: Int64, first: Bool) throws {
        let scene = try CertificateScene()
        var (cluster, now) = (Cluster(), CertificateScene.begin)
        var replicas = (0..<3).map { _ in Replica(keeper: CertificateKeeper(scene.plan)) }
        let clocks = [seconds, 0, 0]
        for round in 0..<15 {
            for index in first ? [0, 1, 2] : [2, 1, 0] {
                let end = replicas[index].rounds + 4
                while replicas[index].rounds < end { try replicas[index].advance(&cluster, at: now + clocks[index]) }
            }
            now += 10
            guard round > 0 else { continue }
            for replica in replicas.dropFirst() {
                let certificate = try #require(replica.keeper.inUse?.certificate, "round \(round)")
                #expect(
                    cluster.bundles.allSatisfy { certificate.isAccepted(byThoseWhoTrust: $0, at: now) },
                    "round \(round)")
            }
        }
        // With clocks further apart than a certificate lasts before it is due, each renews that of the other.
        let isClose = abs(seconds) < scene.plan.certificateSeconds / 3 * 2
        #expect(cluster.secretVersion < (isClose ? 20 : 200), "they replace each other's certificates")
    }

    /// Lets all replicas look every ten seconds, until nothing is left to do.
    private static func settle(_ replicas: inout [Replica], _ cluster: inout Cluster, _ now: inout Int64) throws {
        var compared = Compared()
        for _ in 0..<14 {
            for index in replicas.indices {
                let end = replicas[index].rounds + 3
                while replicas[index].rounds < end { try replicas[index].advance(&cluster, at: now) }
            }
            _ = expectAccepted(replicas, by: cluster, at: now, after: &compared, "at the end")
            now += 10
        }
    }
}
