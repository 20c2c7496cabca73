import Serving
import TLS
import TestSupport
import Testing

/// Only current versions and suites of TLS are accepted.
@Suite(.timeLimit(.minutes(30)))
struct HandshakeTests {
    private func options(_ adjust: (inout TLSClient.Options) -> Void) -> TLSClient.Options {
        var options = TLSClient.Options()
        adjust(&options)
        return options
    }

    @Test(arguments: [(Int32(0x0303), "TLSv1.2"), (0x0304, "TLSv1.3")])
    func versions(version: Int32, name: String) throws {
        try withServer { server in
            let client = try server.connect(options { $0.versions = version...version })
            #expect(client.version == name)
            #expect(client.suite.contains("GCM") || client.suite.contains("CHACHA20"))
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().text == "a")
        }
    }

    @Test func lowestVersion() throws {
        try withServer { server in
            var tls = TLSOptions()
            tls.minimumVersion = .tls13
            server.server.use(
                try ServerContext(Credentials(TestServer.certificate.get().serving), options: tls))
            #expect(throws: TestClientError.self) { try server.connect(options { $0.versions = 0x0303...0x0303 }) }
            #expect(try server.connect().version == "TLSv1.3")
        }
    }

    @Test(arguments: [Int32(0x0301), 0x0302])
    func oldVersions(version: Int32) throws {
        try withServer { server in
            #expect(throws: TestClientError.self) { try server.connect(options { $0.versions = version...version }) }
        }
    }

    /// Suites without forward secrecy or without authenticated encryption are refused.
    @Test(arguments: [
        "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "DHE-RSA-AES128-GCM-SHA256",
    ])
    func weakSuites(suite: String) throws {
        try withServer { server in
            #expect(throws: TestClientError.self) {
                try server.connect(
                    options { options in
                        options.versions = 0x0303...0x0303
                        options.suites = suite
                    })
            }
        }
    }

    /// The server's order of suites counts, even if the client prefers another one.
    @Test func serverPreference() throws {
        try withServer { server in
            let client = try server.connect(
                options { options in
                    options.versions = 0x0303...0x0303
                    options.suites = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"
                })
            #expect(client.suite == "ECDHE-ECDSA-AES128-GCM-SHA256")
        }
    }

    /// The API server offers h2 and http/1.1; a client that offers only h2 is refused, because the server does not
    /// speak it.
    @Test func applicationProtocol() throws {
        try withServer { server in
            try #expect(server.connect().applicationProtocol == "")
            let offers = ["h2", "http/1.1"]
            try #expect(server.connect(options { $0.protocols = offers }).applicationProtocol == "http/1.1")
            #expect(throws: TestClientError.self) { try server.connect(options { $0.protocols = ["h2"] }) }
        }
    }

    /// The client checks that the certificate has the right names and is signed by the authority.
    @Test func certificate() throws {
        try withServer { server in
            #expect(throws: TestClientError.self) { try server.connect(options { $0.host = "other.example" }) }
            let stranger = try TestKey.selfSignedRSA().certificate
            #expect(throws: TestClientError.self) { try TLSClient(port: server.port, trusting: stranger) }
        }
    }

    /// A client cannot resume a session: it would not show its certificate again, and would outlive a change of the
    /// client authority.
    @Test(arguments: [Int32(0x0303), 0x0304])
    func resumption(version: Int32) throws {
        try withServer { server in
            let client = try server.connect(options { $0.versions = version...version })
            // In TLS 1.3, a ticket would arrive with the first answer.
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            #expect(!client.canResume)
        }
    }

    /// The server refuses compression even if the client prefers it, because the length of compressed data reveals its
    /// content.
    ///
    /// The test writes the ClientHello itself, because an OpenSSL without zlib, such as Debian's, cannot offer
    /// compression.
    @Test func compression() throws {
        try withServer { server in
            let socket = try TestSocket(port: server.port)
            try socket.send(Self.helloOfferingCompression)
            let answer = try #require(try socket.receive())
            // RFC 5246, section 7.4.1.3: the heads of record and message, the version, 32 random bytes, the session's
            // ID, the suite and the compression.
            try #require(answer.count > 44 && answer[0] == 22 && answer[5] == 2)
            let session = Int(answer[43])
            try #require(answer.count > 46 + session)
            #expect(Array(answer[44 + session...46 + session]) == [0xC0, 0x2B, 0])
        }
    }

    /// A ClientHello of TLS 1.2 (RFC 5246, section 7.4.1.2) that offers DEFLATE (RFC 3749) before no compression, which
    /// every client must offer.
    private static var helloOfferingCompression: [UInt8] {
        func counted(_ bytes: [UInt8], width: Int = 2) -> [UInt8] {
            (0..<width).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
        }
        let suites: [UInt8] = [0xC0, 0x2B, 0x00, 0xFF]
        let groups: [UInt8] = [0, 10] + counted(counted([0, 23]))
        let signatures: [UInt8] = [0, 13] + counted(counted([4, 3]))
        let hello =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + counted(suites) + counted([1, 0], width: 1)
            + counted(groups + signatures)
        return [22, 3, 1] + counted([1] + counted(hello, width: 3))
    }

    /// A TLS 1.2 client cannot renegotiate, which would cost the server more than the client.
    @Test func renegotiation() throws {
        try withServer { server in
            let client = try server.connect(options { $0.versions = 0x0303...0x0303 })
            #expect(throws: TestClientError.self) { try client.renegotiate() }
        }
    }
}
