import Serving
import TLS
import TestSupport
import Testing

/// Only today's TLS is spoken, whatever a client offers.
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

    /// No suite without forward secrecy, and none without authenticated encryption.
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

    /// The server's order counts: the fastest of the safe suites, even where the client would like another one more.
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

    /// The API server offers h2 and http/1.1; one who offers h2 alone would speak what the server does not.
    @Test func applicationProtocol() throws {
        try withServer { server in
            try #expect(server.connect().applicationProtocol == "")
            let offers = ["h2", "http/1.1"]
            try #expect(server.connect(options { $0.protocols = offers }).applicationProtocol == "http/1.1")
            #expect(throws: TestClientError.self) { try server.connect(options { $0.protocols = ["h2"] }) }
        }
    }

    /// The certificate is for the names it was made for, and signed by the authority: the client checks both.
    @Test func certificate() throws {
        try withServer { server in
            #expect(throws: TestClientError.self) { try server.connect(options { $0.host = "other.example" }) }
            let stranger = try TestKey.selfSignedRSA().certificate
            #expect(throws: TestClientError.self) { try TLSClient(port: server.port, trusting: stranger) }
        }
    }

    /// No client gets anything to come back with: a session that is resumed would not show its certificate again, and one
    /// that began before a new client authority would outlive it.
    @Test(arguments: [Int32(0x0303), 0x0304])
    func resumption(version: Int32) throws {
        try withServer { server in
            let client = try server.connect(options { $0.versions = version...version })
            // In TLS 1.3 a ticket would come with the first answer.
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            #expect(!client.canResume)
        }
    }

    /// A TLS 1.2 client cannot make the server do a second handshake, which costs a server more than its client.
    @Test func renegotiation() throws {
        try withServer { server in
            let client = try server.connect(options { $0.versions = 0x0303...0x0303 })
            #expect(throws: TestClientError.self) { try client.renegotiate() }
        }
    }
}
