import Testing

@testable import Serving
@testable import TLS

/// A failed handshake is counted as what its client, or its server, must fix.
struct HandshakeErrorTests {
    @Test(
        arguments: [
            (.disconnected, .closed), (.plainHTTP, .plainHTTP), (.clientCertificate, .clientCertificate),
            (.serverCertificate, .serverCertificate), (.library, .failure), (.peer, .badProtocol),
            (.fruitless, .badProtocol),
        ] as [(TLSError.Code, HandshakeResult)])
    func result(of code: TLSError.Code, is expected: HandshakeResult) {
        #expect(HandshakeResult(TLSError(code, "it failed")) == expected)
    }
}
