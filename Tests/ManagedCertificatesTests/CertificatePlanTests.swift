import Document
import TLS
import Testing

@testable import ManagedCertificates

/// The next step for each state of the Secret and of the caBundles.
struct CertificatePlanTests {
    @Test("from nothing: an authority, its caBundle, and then its use")
    func first() throws {
        let scene = try CertificateScene()
        let change = try #require(scene.plan.next(in: scene.situation(nil, bundles: [[], []])).change)
        #expect(change == StoreChange(reason: .missing, makesAuthority: true, authorities: []))
        let stored = try change.made(from: nil, by: scene.plan, at: CertificateScene.begin)
        let before = scene.situation(stored, bundles: [[], stored.authorities])
        #expect(scene.plan.next(in: before) == .trust([stored.authorities, nil]))
        #expect(scene.plan.usable(in: before) == nil)
        let after = scene.situation(stored)
        #expect(scene.plan.next(in: after) == .wait)
        #expect(scene.plan.usable(in: after) == stored.serving)
        let serving = try #require(stored.serving?.certificate)
        #expect(serving.notAfter == CertificateScene.begin + 3600)
        #expect(stored.authorities.map(\.notAfter) == [CertificateScene.begin + 36_000])
    }

    @Test("a new Secret says what it is, and of whom")
    func secret() throws {
        let stored = try CertificateScene().stored()
        let secret = try Document(json: stored.newSecret("tls", in: "demo"))
        func text(_ path: Key...) -> String? {
            var node: Document.Node? = secret.root
            for key in path { node = node.flatMap { secret.present(key, of: $0) } }
            return node.flatMap { secret.string($0) }
        }
        #expect(text("apiVersion") == "v1" && text("kind") == "Secret" && text("type") == "kubernetes.io/tls")
        #expect(text("metadata", "name") == "tls" && text("metadata", "namespace") == "demo")
        #expect(text("metadata", "labels", "app.kubernetes.io/part-of") == "stashgate")
    }

    @Test("a caBundle of somebody else is trusted until the replicas that may serve under it have gone")
    func adopted() throws {
        let scene = try CertificateScene()
        let other = try scene.stored()
        let change = try #require(scene.plan.next(in: scene.situation(nil, bundles: [other.authorities])).change)
        #expect(change.authorities == other.authorities)
        let stored = try change.made(from: nil, by: scene.plan, at: CertificateScene.begin)
        #expect(stored.authorities.count == 2)
        #expect(scene.plan.next(in: scene.situation(stored, after: 3599 / 3 * 2)).reason == nil)
    }

    /// The clock of the replica that made it was ahead: for the others, and for API servers, it begins in an hour.
    @Test("an authority that is not valid yet is replaced, and stays trusted")
    func future() throws {
        let scene = try CertificateScene()
        let early = try scene.stored(at: CertificateScene.begin + 3600)
        let change = try #require(scene.plan.next(in: scene.situation(early)).change)
        let expected = StoreChange(
            reason: .noAuthority, flaw: .notYetValid, makesAuthority: true, authorities: early.authorities)
        #expect(change == expected)
        let stored = try change.made(from: early, by: scene.plan, at: CertificateScene.begin)
        #expect(scene.plan.next(in: scene.situation(stored)) == .wait)
        #expect(scene.plan.usable(in: scene.situation(stored)) == stored.serving)
        // The other one takes what was made, too.
        #expect(scene.plan.next(in: scene.situation(stored, after: 2300)) == .wait)
    }

    /// The clock here may be the one that is wrong, and other replicas serve with certificates of these authorities.
    @Test("an authority that has expired stays trusted until it is retired, behind those that are valid")
    func expired() throws {
        let scene = try CertificateScene()
        let old = try scene.stored()
        let other = try scene.stored(at: CertificateScene.begin + 36_000)
        let situation = scene.situation(old, after: 36_000, bundles: [old.authorities + other.authorities])
        let change = try #require(scene.plan.next(in: situation).change)
        #expect(change.reason == .noAuthority && change.authorities == other.authorities + old.authorities)
        let stored = try change.made(from: old, by: scene.plan, at: CertificateScene.begin + 36_000)
        #expect(scene.plan.next(in: scene.situation(stored, after: 36_001)) == .wait)
        var late = stored
        late.serving = try StoreChange(reason: .certificateDue, authorities: [])
            .made(from: stored, by: scene.plan, at: CertificateScene.begin + 39_000).serving
        #expect(
            scene.plan.next(in: scene.situation(late, after: 39_600)).change?.authorities == [stored.authorities[0]])
    }

    /// The seconds since the certificate was made, and the reason of the change that is due; nil for none.
    @Test(
        "a certificate is renewed when a third is left, and an authority likewise",
        arguments: [
            (0, nil), (2399, nil), (2400, .certificateDue), (3599, .certificateDue), (3600, .noCertificate),
            (23_999, .noCertificate), (36_000, .noAuthority),
        ] as [(Int64, StoreReason?)])
    func due(seconds: Int64, reason: StoreReason?) throws {
        let scene = try CertificateScene()
        #expect(scene.plan.next(in: scene.situation(try scene.stored(), after: seconds)).reason == reason)
    }

    @Test("a clock that is set back does not lengthen the time for which a new authority is only trusted")
    func clockSetBack() throws {
        let scene = try CertificateScene()
        let both = try scene.succeeded(scene.stored(), at: CertificateScene.begin + 10)
        var keeper = CertificateKeeper(scene.plan)
        for (seconds, reason) in [(100, nil), (40, nil), (99, nil), (100, StoreReason.authorityTrusted)]
            as [(Int64, StoreReason?)]
        {
            let step = keeper.consider(both, [both.authorities], at: CertificateScene.begin + seconds)
            #expect(step.reason == reason)
        }
    }

    @Test("a new authority is trusted before it signs, and the old one stays while its certificate is valid")
    func succession() throws {
        let scene = try CertificateScene()
        var stored = try scene.stored()
        // The authority is made for ten certificates, and due after two thirds.
        let old = try #require(stored.authorities.first)
        let due: Int64 = 24_000
        stored.serving = ServingPair(
            try CertificateAuthority(
                KeyPair(certificate: old.pem, key: try #require(stored.authorityKey)), servingSeconds: 3600
            ).issue(for: scene.plan.hosts, from: CertificateScene.begin + due))
        let change = try #require(scene.plan.next(in: scene.situation(stored, after: due)).change)
        #expect(
            change
                == StoreChange(
                    reason: .authorityDue, makesAuthority: true, authorities: [old], serving: stored.serving))
        let both = try change.made(from: stored, by: scene.plan, at: CertificateScene.begin + due)
        let new = try #require(both.authorities.first)
        #expect(both.authorities == [new, old])
        let untrusted = scene.situation(both, after: due, bundles: [[old], [old]])
        #expect(scene.plan.next(in: untrusted) == .trust([[new, old], [new, old]]))
        #expect(scene.plan.usable(in: untrusted) == both.serving, "the old one serves on")
        expectPatience(with: both, from: due, in: scene)
        let used = try StoreChange(reason: .authorityTrusted, authorities: [new, old])
            .made(from: both, by: scene.plan, at: CertificateScene.begin + due + 60)
        #expect(used.serving != both.serving)
        #expect(used.authorities == [new, old])
        #expect(scene.plan.next(in: scene.situation(used, after: due + 61)) == .wait)
        var late = used
        late.serving = try StoreChange(reason: .certificateDue, authorities: [new])
            .made(from: used, by: scene.plan, at: CertificateScene.begin + due + 2460).serving
        #expect(scene.plan.next(in: scene.situation(late, after: due + 3599)) == .wait)
        let retired = scene.plan.next(in: scene.situation(late, after: due + 3600))
        #expect(
            retired.change == StoreChange(reason: .authorityRetired, authorities: [new], serving: late.serving))
        late.authorities = [new]
        let extra = scene.situation(late, after: due + 3600, bundles: [[new, old], [new]], held: 3000)
        #expect(scene.plan.next(in: extra) == .trust([[new], nil]))
    }

    /// The new authority signs once each API server has had it for a minute, or the time runs out.
    private func expectPatience(with both: StoredCertificates, from due: Int64, in scene: CertificateScene) {
        for (held, reason) in [(nil, nil), (0, nil), (59, nil), (60, StoreReason.authorityTrusted)]
            as [(Int64?, StoreReason?)]
        {
            #expect(scene.plan.next(in: scene.situation(both, after: due + 60, held: held)).reason == reason)
        }
        // With a sixth left there is no time to wait, but the caBundle must have the authority all the same.
        #expect(scene.plan.next(in: scene.situation(both, after: due + 3000, held: 0)).reason == .authorityTrusted)
        #expect(scene.plan.next(in: scene.situation(both, after: due + 3000)).reason == nil)
    }

    @Test("a Secret that is broken is repaired, and nothing that clients trust is lost")
    func repairs() throws {
        let scene = try CertificateScene()
        let (stored, other) = (try scene.stored(), try scene.stored())
        var broken = stored
        broken.authorityKey = nil
        let change = try #require(scene.plan.next(in: scene.situation(broken)).change)
        #expect(change.reason == .noAuthority && change.makesAuthority)
        #expect(change.authorities == stored.authorities)
        #expect(change.serving == stored.serving, "the certificate is still good")
        broken = stored
        broken.authorities = []
        #expect(scene.plan.next(in: scene.situation(broken)).reason == .noAuthority)
        broken = stored
        broken.serving = nil
        #expect(
            scene.plan.next(in: scene.situation(broken)).change
                == StoreChange(
                    reason: .noCertificate, flaw: .noPair, authorities: stored.authorities))
        broken.serving = other.serving
        #expect(scene.plan.next(in: scene.situation(broken)).reason == .noCertificate, "of another authority")
        #expect(scene.plan.usable(in: scene.situation(broken)) == nil)
    }

    @Test("a replica that serves gives its certificate to a new Secret, so that no other one loses its own")
    func inUse() throws {
        let scene = try CertificateScene()
        let stored = try scene.stored()
        var situation = scene.situation(nil, bundles: [[], []])
        (situation.inUse, situation.trustedInUse) = (stored.serving, stored.authorities)
        let change = try #require(scene.plan.next(in: situation).change)
        #expect(change.serving == stored.serving)
        #expect(change.authorities == stored.authorities)
        let made = try change.made(from: nil, by: scene.plan, at: CertificateScene.begin)
        #expect(made.authorities.dropFirst() == stored.authorities[...])
        #expect(made.serving == stored.serving)
    }

    @Test("a caBundle that somebody has changed is written again, with what replicas may serve under")
    func bundles() throws {
        let scene = try CertificateScene()
        let (stored, other) = (try scene.stored(), try scene.stored())
        let (own, foreign) = (stored.authorities, other.authorities)
        for (bundle, held, expected) in [
            ([], nil, own), (own, nil, nil), (own, 3600, nil), (foreign, nil, own + foreign),
            (own + foreign, 59, nil), (own + foreign, 60, own),
        ] as [([ParsedCertificate], Int64?, [ParsedCertificate]?)] {
            let step = scene.plan.next(in: scene.situation(stored, bundles: [bundle], held: held))
            #expect(step == (expected == nil ? .wait : .trust([expected])))
        }
        // Others that have expired are of no use to anybody.
        let late = try scene.stored(at: CertificateScene.begin + 36_000)
        let step = scene.plan.next(in: scene.situation(late, after: 36_000, bundles: [foreign]))
        #expect(step == .trust([late.authorities]))
    }

    @Test("a certificate without a wanted name is replaced by one with the names of both")
    func names() throws {
        let scene = try CertificateScene()
        let other = try CertificateScene(hosts: ["other.demo.svc", "127.0.0.1", "::1"])
        let stored = try scene.stored()
        let change = try #require(other.plan.next(in: scene.situation(stored)).change)
        #expect(change.reason == .noCertificate)
        #expect(change.flaw.map { "\($0)" } == "it is not for other.demo.svc")
        let made = try change.made(from: stored, by: other.plan, at: CertificateScene.begin)
        let certificate = try #require(made.serving?.certificate)
        #expect((scene.plan.hosts + other.plan.hosts).allSatisfy(certificate.isFor))
        #expect(scene.plan.next(in: scene.situation(made)) == .wait)
        #expect(other.plan.next(in: scene.situation(made)) == .wait)
    }

    @Test("one address that is written in two ways is one name of a certificate")
    func addresses() throws {
        let scene = try CertificateScene(hosts: ["::1", "A.demo.svc"])
        let other = try CertificateScene(hosts: ["b.demo.svc", "0:0:0:0:0:0:0:1", "a.demo.svc", "::1"])
        let stored = try scene.stored()
        let change = try #require(other.plan.next(in: scene.situation(stored)).change)
        let made = try change.made(from: stored, by: other.plan, at: CertificateScene.begin)
        #expect(made.serving?.certificate.hosts.map(\.description) == ["b.demo.svc", "::1", "a.demo.svc"])
    }

    @Test("the plan says what is wrong with the Secret, so that an operator can find who writes it")
    func flaws() throws {
        let scene = try CertificateScene()
        let (good, other) = (try scene.stored(), try scene.stored())
        func flaw(after seconds: Int64 = 0, _ change: (inout StoredCertificates) -> Void) -> CertificateFlaw? {
            var stored = good
            change(&stored)
            return scene.plan.next(in: scene.situation(stored, after: seconds)).change?.flaw
        }
        #expect(flaw { _ in } == nil)
        #expect(flaw { $0.authorities = [] } == .noAuthority)
        let notAuthority = flaw {
            $0.authorities = $0.serving.map { [$0.certificate] } ?? []
            $0.authorityKey = nil
        }
        #expect(notAuthority == .notAuthority)
        #expect(flaw { $0.authorityKey = nil } == .noAuthorityKey)
        #expect(flaw(after: -86_400) { _ in } == .notYetValid)
        #expect(flaw(after: 36_000) { _ in } == .expired)
        #expect(flaw { $0.serving = nil } == .noPair)
        #expect(flaw { $0.serving = other.serving } == .unsigned)
        #expect(flaw(after: 3600) { _ in } == .expired)
        // A renewal has nothing to repair.
        #expect(flaw(after: 2400) { _ in } == nil)
    }

    @Test("without a webhook configuration nothing has to be trusted")
    func unregistered() throws {
        let scene = try CertificateScene()
        let stored = try scene.stored()
        let situation = scene.situation(stored, bundles: [])
        #expect(scene.plan.next(in: situation) == .wait)
        #expect(scene.plan.usable(in: situation) == stored.serving)
    }

    @Test("many authorities do not add up without end")
    func most() throws {
        let scene = try CertificateScene()
        let others = try (0..<10).flatMap { _ in try scene.stored().authorities }
        let change = try #require(scene.plan.next(in: scene.situation(nil, bundles: [others])).change)
        #expect(change.authorities == Array(others.prefix(7)))
    }
}
