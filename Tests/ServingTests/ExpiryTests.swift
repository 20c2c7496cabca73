import Logging
import Net
import TLS
import TestSupport
import Testing

@testable import Serving

/// The log warns of an expired certificate, because clients that refuse it do not tell the operator.
@Suite struct ExpiryTests {
    private func context(validFor seconds: Int) throws -> ServerContext {
        let pair = try TestKey.selfSignedRSA(validFor: seconds)
        return try ServerContext(
            Credentials(
                certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
                key: PEMFile(contents: pair.key, name: "tls.key")))
    }

    @Test func warnsOfAnExpiredCertificate() throws {
        let log = LogLines()
        let configuration = ServerConfiguration(addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: 1)
        let server = try Server(
            configuration, context: context(validFor: -60), application: TestApplication(),
            logger: Logger(label: "test") { _ in log })
        #expect(log.lines.count { $0.hasPrefix("error: the certificate has expired") } == 1)
        server.use(try context(validFor: 3600))
        #expect(log.lines.dropFirst() == ["info: the certificate is valid now"])
        server.use(try context(validFor: 3600))
        #expect(log.lines.count == 2, "one that is valid is not complained of")
        server.use(try context(validFor: -1))
        #expect(log.lines.count == 3)
    }
}
