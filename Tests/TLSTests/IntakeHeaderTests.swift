import COpenSSL
import Glibc
import Testing

/// The BIO of COpenSSL: bytes of a socket, as many records a turn as are allowed.
struct IntakeHeaderTests {
    /// An intake at one end of a socket, and the other end.
    @safe
    private final class Intake {
        let other: Int32
        private let own: Int32
        private let context: OpaquePointer
        private let connection: OpaquePointer
        let state: UnsafeMutablePointer<openssl_intake>
        let bio: OpaquePointer

        // Made once, as OpenSSL's methods are kept.
        nonisolated(unsafe) private static let method = unsafe openssl_make_intake_method()

        init(capacity: Int = 16, records: Int32 = 100) throws {
            var ends: [Int32] = [-1, -1]
            try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
            (own, other) = (ends[0], ends[1])
            unsafe context = try #require(unsafe SSL_CTX_new(TLS_method()))
            unsafe connection = try #require(unsafe SSL_new(context))
            unsafe state = try #require(unsafe openssl_attach(connection, Self.method, own, capacity))
            unsafe bio = try #require(unsafe SSL_get_rbio(connection))
            unsafe state.pointee.record_limit = records
        }

        deinit {
            unsafe SSL_free(connection)
            unsafe SSL_CTX_free(context)
            close(own)
        }

        func send(_ text: String) { _ = unsafe Glibc.send(other, text, text.utf8.count, 0) }

        /// The result of a read, and the bytes.
        func read(_ size: Int32) -> (result: Int32, text: String) {
            var buffer = [UInt8](repeating: 0, count: Int(max(size, 1)))
            let result = unsafe BIO_read(bio, &buffer, size)
            return (result, String(decoding: buffer.prefix(Int(max(result, 0))), as: UTF8.self))
        }

        /// Whether OpenSSL is told to try a read again, or a write.
        var retries: (reads: Bool, writes: Bool) {
            let flags = unsafe BIO_test_flags(bio, 0xF)
            return (flags & 0x9 == 0x9, flags & 0xA == 0xA)
        }
    }

    @Test("bytes come in the order of the socket, and memory is kept only while there are some")
    func reads() throws {
        let intake = try Intake()
        intake.send("0123456789abcdefGHIJ")
        #expect(intake.read(4).text == "0123")
        // One receipt fills the buffer, and no more.
        #expect(unsafe intake.state.pointee.received == 16 && intake.state.pointee.bytes != nil)
        #expect(intake.read(100).text == "456789abcdef")
        #expect(unsafe intake.state.pointee.bytes == nil && intake.state.pointee.start == 0)
        #expect(intake.read(100).text == "GHIJ")
        #expect(unsafe intake.state.pointee.received == 20 && intake.state.pointee.bytes == nil)
        #expect(!intake.retries.reads)
    }

    @Test("a socket without bytes is tried again, and one that has ended is not")
    func ends() throws {
        let intake = try Intake()
        #expect(intake.read(4).result == -1 && intake.retries.reads && !intake.retries.writes)
        #expect(unsafe intake.state.pointee.bytes == nil && intake.state.pointee.is_at_end == 0)
        #expect(unsafe BIO_ctrl(intake.bio, BIO_CTRL_EOF, 0, nil) == 0)
        intake.send("a")
        #expect(intake.read(4).text == "a" && !intake.retries.reads)
        close(intake.other)
        #expect(intake.read(4).result == 0 && !intake.retries.reads)
        #expect(unsafe BIO_ctrl(intake.bio, BIO_CTRL_EOF, 0, nil) == 1)
        #expect(unsafe BIO_ctrl(intake.bio, BIO_CTRL_FLUSH, 0, nil) == 1)
        #expect(unsafe BIO_ctrl(intake.bio, BIO_CTRL_PENDING, 0, nil) == 0)
    }

    @Test("records over the limit of the turn are held back")
    func limits() throws {
        let intake = try Intake(records: 2)
        intake.send("abcdef")
        func note(_ isWritten: Int32, _ kind: Int32) {
            unsafe openssl_intake_note(isWritten, 0x303, kind, nil, 5, nil, intake.state)
        }
        note(0, SSL3_RT_HEADER)
        #expect(intake.read(1).text == "a")
        #expect(unsafe intake.state.pointee.is_held_back == 0)
        // Records that are written, and the contents of records, do not count.
        note(1, SSL3_RT_HEADER)
        note(0, SSL3_RT_HANDSHAKE)
        #expect(unsafe intake.state.pointee.records == 1 && intake.state.pointee.fruitless_records == 1)
        note(0, SSL3_RT_HEADER)
        #expect(unsafe intake.state.pointee.records == 2 && intake.state.pointee.fruitless_records == 2)
        #expect(intake.read(1).result == -1 && intake.retries.reads)
        #expect(unsafe intake.state.pointee.is_held_back == 1)
        unsafe intake.state.pointee.record_limit = 3
        #expect(intake.read(9).text == "bcdef")
    }

    @Test("a write that has no space is tried again, and one to a peer that has gone fails without a signal")
    func writes() throws {
        let intake = try Intake()
        let much = [UInt8](repeating: 7, count: 1 << 16)
        var last: Int32 = 1
        var total = 0
        while last > 0 {
            last = unsafe BIO_write(intake.bio, much, Int32(much.count))
            total += Int(max(last, 0))
        }
        #expect(total > 0 && last == -1 && intake.retries.writes && !intake.retries.reads)
        var buffer = [UInt8](repeating: 0, count: 4)
        #expect(unsafe recv(intake.other, &buffer, 4, 0) == 4 && buffer == [7, 7, 7, 7])
        close(intake.other)
        #expect(unsafe BIO_write(intake.bio, much, 1) == -1 && !intake.retries.writes)
    }

    @Test(
        "only a call that could not be made now is tried again",
        arguments: [(EAGAIN, 1), (EINTR, 1), (EPIPE, 0), (ECONNRESET, 0), (ENOMEM, 0), (0, 0)] as [(Int32, Int32)])
    func mayRetry(_ error: Int32, isTried: Int32) {
        #expect(openssl_may_retry(error) == isTried)
    }

    @Test("input that OpenSSL has not asked for counts as buffered")
    func buffered() throws {
        let intake = try Intake()
        intake.send("abc")
        #expect(intake.read(1).text == "a")
        #expect(unsafe intake.state.pointee.start == 1 && intake.state.pointee.end == 3)
    }
}
