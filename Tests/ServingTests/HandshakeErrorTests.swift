import Testing

@testable import Serving
@testable import TLS

/// A handshake that fails is counted as what its client, or its server, has to look after.
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
