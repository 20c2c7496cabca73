import COpenSSL
import Glibc
import Testing

/// The settings of COpenSSL are those that OpenSSL then has.
struct SettingsHeaderTests {
    /// The bits of options, which are macros that Swift does not import (SSL_CTX_set_options(3)).
    private enum Option: UInt64, CaseIterable {
        case noTicket = 14, noCompression = 17, prioritizeChaCha = 21, cipherServerPreference = 22, noRenegotiation = 30

        var bit: UInt64 { 1 << rawValue }
    }

    /// A context, whose settings are read back.
    @safe
    private final class Settings {
        let context: OpaquePointer

        init() throws {
            unsafe context = try #require(unsafe SSL_CTX_new(TLS_method()))
        }

        deinit { unsafe SSL_CTX_free(context) }

        func control(_ command: Int32, _ number: Int = 0) -> Int { unsafe SSL_CTX_ctrl(context, command, number, nil) }
        var options: UInt64 { unsafe SSL_CTX_get_options(context) }
        /// How certificates are verified, and how names are compared.
        var flags: (verify: UInt, hosts: UInt32) {
            let parameters = unsafe SSL_CTX_get0_param(context)
            return unsafe (X509_VERIFY_PARAM_get_flags(parameters), X509_VERIFY_PARAM_get_hostflags(parameters))
        }
        func host(_ index: Int32) -> String {
            let host = unsafe X509_VERIFY_PARAM_get0_host(SSL_CTX_get0_param(context), index)
            return unsafe host.map { unsafe String(cString: $0) } ?? ""
        }
    }

    @Test func buffering() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        _ = settings.control(SSL_CTRL_SET_READ_AHEAD, 1)
        unsafe openssl_set_buffering(context)
        // Partial writes, a buffer that moves, buffers that are freed (SSL_CTX_set_mode(3)).
        #expect(settings.control(SSL_CTRL_MODE) & 0x13 == 0x13)
        #expect(settings.control(SSL_CTRL_GET_READ_AHEAD) == 0)
    }

    @Test func resumption() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        unsafe openssl_forbid_resumption(context)
        #expect(settings.control(SSL_CTRL_GET_SESS_CACHE_MODE) == 0)
        #expect(settings.options & Option.noTicket.bit != 0)
        #expect(unsafe SSL_CTX_get_num_tickets(context) == 0)
    }

    @Test func strictness() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        unsafe openssl_set_strictness(context)
        let options = settings.options
        for option in Option.allCases where option != .noTicket { #expect(options & option.bit != 0, "\(option)") }
    }

    @Test func versions() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        #expect(unsafe openssl_set_versions(context, 0x303, 0x304) == 1)
        #expect(settings.control(SSL_CTRL_GET_MIN_PROTO_VERSION) == 0x303)
        #expect(settings.control(SSL_CTRL_GET_MAX_PROTO_VERSION) == 0x304)
        #expect(unsafe openssl_set_versions(context, 0x303, 0x99) == 0)
        #expect(unsafe openssl_set_versions(context, 0x99, 0x304) == 0)
    }

    @Test("clients must show a certificate, by one of whose DNS names, word for word, they are known")
    func clients() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        unsafe openssl_require_client_certificate(context, 3, 70_000)
        // Peer, and failure without a certificate (SSL_CTX_set_verify(3)).
        #expect(unsafe SSL_CTX_get_verify_mode(context) == 0x3)
        #expect(unsafe SSL_CTX_get_verify_callback(context) != nil)
        #expect(unsafe SSL_CTX_get_verify_depth(context) == 3)
        #expect(settings.control(SSL_CTRL_GET_MAX_CERT_LIST) == 70_000)
        #expect(settings.control(SSL_CTRL_MODE) & 0x8 != 0)
        #expect(settings.flags.verify & 0x80000 != 0)
        // Never the subject, and no wildcard (X509_check_host(3)).
        #expect(settings.flags.hosts == 0x22)
        #expect(unsafe openssl_add_client_name(context, "a.example") == 1)
        #expect(unsafe openssl_add_client_name(context, "b.example") == 1)
        #expect(settings.host(0) == "a.example" && settings.host(1) == "b.example")
    }

    @Test("servers must show a certificate for their name, in which a wildcard is a whole label")
    func servers() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        unsafe openssl_verify_server(context, 4, 80_000)
        #expect(unsafe SSL_CTX_get_verify_mode(context) == 0x1)
        #expect(unsafe SSL_CTX_get_verify_depth(context) == 4)
        #expect(settings.control(SSL_CTRL_GET_MAX_CERT_LIST) == 80_000)
        #expect(settings.flags.verify & 0x80000 != 0 && settings.flags.hosts == 0x24)
    }

    @Test("a name is sent and expected, an address only expected")
    func expected() throws {
        let settings = try Settings()
        let context = unsafe settings.context
        let named = unsafe try #require(unsafe SSL_new(context))
        defer { unsafe SSL_free(named) }
        #expect(unsafe openssl_expect_server(named, "api.example", 0) == 1)
        #expect(unsafe String(cString: SSL_get_servername(named, 0)) == "api.example")
        let parameters = unsafe SSL_get0_param(named)
        #expect(unsafe String(cString: X509_VERIFY_PARAM_get0_host(parameters, 0)) == "api.example")
        let numbered = unsafe try #require(unsafe SSL_new(context))
        defer { unsafe SSL_free(numbered) }
        #expect(unsafe openssl_expect_server(numbered, "192.0.2.7", 1) == 1)
        #expect(unsafe SSL_get_servername(numbered, 0) == nil)
        #expect(unsafe X509_VERIFY_PARAM_get0_host(SSL_get0_param(numbered), 0) == nil)
        let address = unsafe try #require(unsafe X509_VERIFY_PARAM_get1_ip_asc(SSL_get0_param(numbered)))
        #expect(unsafe String(cString: address) == "192.0.2.7")
        unsafe CRYPTO_free(address, nil, 0)
        #expect(unsafe openssl_expect_server(numbered, "no address", 1) == 0)
    }

    @Test(
        "HTTP/1.1 is chosen, and a client that offers something else only gets an alert",
        arguments: [
            ("\u{8}http/1.1", 0), ("\u{2}h2\u{8}http/1.1", 0), ("\u{8}http/1.1\u{2}h2", 0), ("\u{2}h2", 2),
            ("\u{8}http/1.0", 2),
        ] as [(String, Int32)])
    func protocols(_ offer: String, result: Int32) {
        let bytes = Array(offer.utf8)
        var chosen: UnsafePointer<UInt8>?
        var length: UInt8 = 0
        let found = unsafe openssl_select_http1(nil, &chosen, &length, bytes, UInt32(bytes.count), nil)
        #expect(found == result)
        guard result == 0, let chosen = unsafe chosen else { return }
        let text = unsafe String(decoding: UnsafeBufferPointer(start: chosen, count: Int(length)), as: UTF8.self)
        #expect(text == "http/1.1")
    }

    @Test("a time is seconds since 1970, and none is 0")
    func times() throws {
        for seconds in [0, 1, 86_399, 86_400, 1_000_000_007] {
            let time = unsafe try #require(unsafe ASN1_TIME_set(nil, seconds))
            #expect(unsafe openssl_seconds_since_epoch(time) == Int64(seconds))
            unsafe ASN1_TIME_free(time)
        }
        #expect(openssl_seconds_since_epoch(nil) == 0)
    }

    @Test("a memory BIO's bytes, as long as they are")
    func memory() throws {
        let bio = unsafe try #require(unsafe BIO_new(BIO_s_mem()))
        defer { unsafe BIO_free(bio) }
        #expect(unsafe BIO_write(bio, "abc", 3) == 3)
        var bytes: UnsafePointer<CChar>?
        #expect(unsafe openssl_memory(bio, &bytes) == 3)
        #expect(unsafe bytes.map { unsafe memcmp($0, "abc", 3) } == 0)
    }

    @Test("an error is of a library, and has a reason")
    func errors() throws {
        ERR_clear_error()
        // It copies the text, which ends with the call.
        let bio = unsafe try #require(unsafe BIO_new(BIO_s_mem()))
        defer { unsafe BIO_free(bio) }
        #expect(unsafe BIO_write(bio, "nothing", 7) == 7)
        var wasAsked: Int32 = 9
        #expect(unsafe openssl_read_key(bio, &wasAsked) == nil && wasAsked == 0)
        let error = ERR_peek_last_error()
        // ERR_LIB_OSSL_DECODER and ERR_R_UNSUPPORTED, or those of PEM where there is no start line.
        #expect(openssl_library(error) == 60 || openssl_library(error) == 9)
        #expect(openssl_reason(error) != openssl_library(error))
        ERR_clear_error()
    }
}
