import TLS
import TestSupport
import Testing

/// Certificates meet the requirements of Go's crypto/x509, and so those of the Kubernetes API server.
struct CertificateAuthorityTests {
    private static let hosts = ["stashgate.stashgate-system.svc", "localhost", "127.0.0.1", "::1"]

    private static func make() throws -> (authority: TestCertificate, serving: TestCertificate) {
        let authority = try CertificateAuthority(days: 30)
        let serving = try authority.issue(for: hosts.map { try HostName($0) })
        return try (
            TestCertificate(pem: authority.keyPair().certificate), TestCertificate(pem: serving.certificate)
        )
    }

    @Test func authority() throws {
        let authority = try Self.make().authority
        #expect(authority.subject == "CN = stashgate CA")
        #expect(authority.issuer == authority.subject)
        #expect(authority.isSigned(by: authority))
        #expect(authority.keyType == "P-256")
        #expect(
            authority.extensions == [
                "X509v3 Basic Constraints": "critical CA:TRUE, pathlen:0",
                "X509v3 Key Usage": "critical Certificate Sign, CRL Sign",
                "X509v3 Subject Key Identifier": authority.keyIdentifier,
            ])
    }

    @Test func serving() throws {
        let (authority, serving) = try Self.make()
        #expect(serving.subject == "CN = stashgate")
        #expect(serving.issuer == authority.subject)
        #expect(serving.isSigned(by: authority))
        #expect(serving.keyType == "P-256")
        #expect(
            serving.extensions == [
                "X509v3 Basic Constraints": "critical CA:FALSE",
                "X509v3 Key Usage": "critical Digital Signature",
                "X509v3 Extended Key Usage": "TLS Web Server Authentication",
                "X509v3 Subject Key Identifier": serving.keyIdentifier,
                "X509v3 Authority Key Identifier": authority.keyIdentifier,
                "X509v3 Subject Alternative Name": """
                DNS:stashgate.stashgate-system.svc, DNS:localhost, IP Address:127.0.0.1, \
                IP Address:0:0:0:0:0:0:0:1
                """,
            ])
    }

    /// Serial numbers are positive and at most 20 bytes long; serial numbers and keys are unique.
    @Test func serialNumbers() throws {
        let certificates = try (0..<4).flatMap { _ in
            let (authority, serving) = try Self.make()
            return [authority, serving]
        }
        #expect(Set(certificates.map(\.serialNumber)).count == certificates.count)
        #expect(certificates.allSatisfy { !$0.serialNumber.hasPrefix("-") && $0.serialNumber.count <= 40 })
        #expect(Set(certificates.map(\.keyIdentifier)).count == certificates.count)
    }

    /// A certificate is valid for the requested days, and from a little earlier, for machines whose clocks are behind.
    @Test(arguments: [1, 365, CertificateAuthority.longestValidity])
    func validity(days: Int) throws {
        let authority = try CertificateAuthority(days: days)
        for pem in try [authority.keyPair(), authority.issue(for: [HostName("a")])].map(\.certificate) {
            let (before, after) = try TestCertificate(pem: pem).validityFromNow()
            #expect((-310 ... -300).contains(before))
            #expect((days * 86400 - 10...days * 86400).contains(after))
        }
    }

    @Test(arguments: [Int.min, -1, 0, CertificateAuthority.longestValidity + 1, Int.max])
    func refusesDays(days: Int) {
        #expect(throws: TLSError.self) { _ = try CertificateAuthority(days: days) }
    }

    @Test func requiresAHost() throws {
        let authority = try CertificateAuthority(days: 1)
        let error = #expect(throws: TLSError.self) { try authority.issue(for: []) }
        #expect(error?.code == .hostName)
    }
}
