import Logging
import ManagedCertificates
import TestSupport
import Testing

@testable import Webhook

/// The lines about self-managed certificates.
struct CertificateLogTests {
    @Test(
        arguments: [
            (
                .stored(.missing, authorityNotAfter: 86_400, notAfter: 60),
                """
                info: wrote the Secret of the certificate authority-not-after=1970-01-02T00:00:00Z \
                not-after=1970-01-01T00:01:00Z reason=there is no Secret secret=demo/tls
                """
            ),
            (
                .stored(.noAuthority, .noAuthorityKey, authorityNotAfter: nil, notAfter: nil),
                """
                warning: wrote the Secret of the certificate reason=the authority in the Secret cannot be used: ca.key is \
                missing, cannot be read, or is not that of the first certificate of ca.crt secret=demo/tls
                """
            ),
            (
                .stored(.noCertificate, .expired, authorityNotAfter: nil, notAfter: nil),
                """
                warning: wrote the Secret of the certificate reason=the certificate in the Secret cannot be used: it has \
                expired by the clock of this server secret=demo/tls
                """
            ),
            (
                .stored(.authorityDue, authorityNotAfter: nil, notAfter: nil),
                "info: wrote the Secret of the certificate reason=the authority is near its end secret=demo/tls"
            ),
            (
                .stored(.certificateDue, authorityNotAfter: nil, notAfter: nil),
                "info: wrote the Secret of the certificate reason=the certificate is near its end secret=demo/tls"
            ),
            (
                .stored(.authorityTrusted, authorityNotAfter: nil, notAfter: nil),
                "info: wrote the Secret of the certificate reason=the new authority is trusted secret=demo/tls"
            ),
            (
                .stored(.authorityRetired, authorityNotAfter: nil, notAfter: nil),
                "info: wrote the Secret of the certificate reason=no certificate of the old authority is valid secret=demo/tls"
            ),
            (
                .trusted(resource: "mutatingwebhookconfigurations", authorities: 2),
                "info: wrote the caBundle authorities=2 configuration=mutatingwebhookconfigurations/gate"
            ),
            (
                .unregistered(resource: "validatingwebhookconfigurations"),
                "warning: there is no webhook configuration configuration=validatingwebhookconfigurations/gate"
            ),
            (.overtaken, "debug: another replica has written the certificate first secret=demo/tls"),
            (.used(notAfter: 60), "info: API servers accept the certificate not-after=1970-01-01T00:01:00Z"),
            (.trouble("it is down"), "error: cannot look after the certificate reason=it is down"),
            (.recovered, "info: the certificate can be looked after again"),
        ] as [(CertificateNews, String)])
    func lines(news: CertificateNews, line: String) {
        let lines = LogLines(level: .trace)
        let log = CertificateLog(
            of: CertificateObjects(secret: "tls", namespace: "demo", configuration: "gate"),
            logger: Logger(label: "test") { _ in lines })
        log.note(news)
        #expect(lines.lines == [line])
    }
}
