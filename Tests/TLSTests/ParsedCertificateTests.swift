import TLS
import Testing

/// What clients make of a certificate: whether they accept it, when, and for which names.
struct ParsedCertificateTests {
    private static let begin: Int64 = 1_800_000_000

    private static func make(
        _ hosts: [String] = ["stashgate.demo.svc", "*.example.org", "127.0.0.1", "::1"]
    ) throws -> (authority: ParsedCertificate, serving: ParsedCertificate, keys: (authority: [UInt8], serving: [UInt8]))
    {
        let authority = try CertificateAuthority(seconds: 1000, servingSeconds: 2000, from: begin)
        let pair = try authority.keyPair()
        let serving = try authority.issue(for: hosts.map { try HostName($0) }, from: begin)
        return try (
            #require(ParsedCertificate.all(in: pair.certificate).first),
            #require(ParsedCertificate.all(in: serving.certificate).first), (pair.key, serving.key)
        )
    }

    @Test("certificates are read each once, and none of them if one is broken")
    func all() throws {
        let (first, second) = (try Self.make(), try Self.make())
        let text = first.authority.pem + Array("a remark\n".utf8) + second.authority.pem + first.authority.pem
        #expect(ParsedCertificate.all(in: text) == [first.authority, second.authority])
        #expect(ParsedCertificate.all(in: []) == [])
        #expect(ParsedCertificate.all(in: Array("nonsense".utf8)) == [])
        let broken = first.authority.pem.dropLast(40) + second.authority.pem
        #expect(ParsedCertificate.all(in: Array(broken)) == [])
        #expect(ParsedCertificate.all(in: first.keys.authority) == [])
    }

    @Test(
        "the dates are those of the authority, with some grace before them, and no certificate outlives its authority")
    func dates() throws {
        let made = try Self.make()
        for certificate in [made.authority, made.serving] {
            #expect(certificate.notBefore == Self.begin - CertificateAuthority.grace)
            #expect(certificate.notAfter == Self.begin + 1000)
        }
        #expect(made.authority.isAuthority)
        #expect(!made.serving.isAuthority)
    }

    @Test("a certificate is accepted under its authority, within the dates of both")
    func accepted() throws {
        let (made, other) = (try Self.make(), try Self.make())
        let trusted = [other.authority, made.authority]
        for (time, isAccepted) in [(-301, false), (-300, true), (999, true), (1000, false)] as [(Int64, Bool)] {
            #expect(made.serving.isAccepted(byThoseWhoTrust: trusted, at: Self.begin + time) == isAccepted, "\(time)")
        }
        #expect(!made.serving.isAccepted(byThoseWhoTrust: [other.authority], at: Self.begin))
        #expect(!made.serving.isAccepted(byThoseWhoTrust: [], at: Self.begin))
    }

    @Test("a certificate is for its names and addresses alone")
    func hosts() throws {
        let serving = try Self.make().serving
        for (host, isMeant) in [
            ("stashgate.demo.svc", true), ("STASHGATE.demo.svc", true), ("a.example.org", true), ("127.0.0.1", true),
            ("::1", true), ("0:0:0:0:0:0:0:1", true), ("demo.svc", false), ("example.org", false), ("127.0.0.2", false),
        ] {
            #expect(try serving.isFor(HostName(host)) == isMeant, "\(host)")
        }
        #expect(
            serving.hosts.map(\.description) == ["stashgate.demo.svc", "*.example.org", "127.0.0.1", "::1"])
    }

    @Test("a key belongs to its own certificate")
    func keys() throws {
        let made = try Self.make()
        #expect(made.serving.isOf(key: made.keys.serving))
        #expect(!made.serving.isOf(key: made.keys.authority))
        #expect(!made.serving.isOf(key: []))
        #expect(!made.serving.isOf(key: made.serving.pem))
    }

    @Test("an authority that was stored signs as before, and one with another key is refused")
    func stored() throws {
        let (made, other) = (try Self.make(), try Self.make())
        let pair = KeyPair(certificate: made.authority.pem, key: made.keys.authority)
        let issued = try CertificateAuthority(pair, servingSeconds: 10).issue(for: [HostName("a")], from: Self.begin)
        let certificate = try #require(ParsedCertificate.all(in: issued.certificate).first)
        #expect(certificate.isAccepted(byThoseWhoTrust: [made.authority], at: Self.begin))
        #expect(certificate.notAfter == Self.begin + 10)
        for (certificate, key, code) in [
            (made.authority.pem, other.keys.authority, TLSError.Code.keyMismatch),
            ([], made.keys.authority, .unusable), (made.authority.pem, [], .unusable),
        ] {
            let error = #expect(throws: TLSError.self) {
                _ = try CertificateAuthority(KeyPair(certificate: certificate, key: key), servingSeconds: 10)
            }
            #expect(error?.code == code)
        }
    }
}
