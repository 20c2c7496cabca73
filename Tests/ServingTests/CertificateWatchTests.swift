import Glibc
import Logging
import Net
import System
import TLS
import TestSupport
import Testing

@testable import Serving

/// The log, `/readyz` and the counters report the state of the certificate and of its files.
@Suite(.timeLimit(.minutes(30)))
struct CertificateWatchTests {
    /// A server without clients, of which a test reads the state and the log.
    private final class Watched {
        let folder: TemporaryFolder
        let server: Server
        let log = LogLines()
        let clock: Locked<Int64>
        let reloads = ReloadCount()
        let reloader: CertificateReloader

        init(_ pair: KeyPair, interval: Duration = .milliseconds(20)) throws {
            folder = try TemporaryFolder()
            try ReloadTests.Rotation.inPlace.write(pair, generation: 0, in: folder)
            let files = CredentialFiles(certificate: "\(folder.path)/tls.crt", key: "\(folder.path)/tls.key")
            let credentials = try files.read()
            let (log, clock) = (log, Locked(WallClock.secondsSinceEpoch()))
            let logger = Logger(label: "test") { _ in log }
            self.clock = clock
            server = try Server(
                ServerConfiguration(addresses: [SocketAddress(parsing: "127.0.0.1:0")], workers: 1),
                context: ServerContext(credentials), application: TestApplication(), observer: reloads, logger: logger)
            reloader = try CertificateReloader(
                of: files, inUse: credentials, interval: interval, clock: { clock.withLock { $0 } }, for: server,
                logger: logger)
        }

        deinit { reloader.stop() }
    }

    /// Counts reloads with usable files and with others.
    private final class ReloadCount: ServerObserver {
        private let counts = Locked((used: 0, failed: 0))

        var used: Int { counts.withLock { $0.used } }
        var failed: Int { counts.withLock { $0.failed } }

        func noteReload(isUsed: Bool) {
            counts.withLock { counts in
                if isUsed { counts.used += 1 } else { counts.failed += 1 }
            }
        }
    }

    /// A certificate that expires while it is served, or that a wrong clock makes not valid yet, is reported once, and
    /// so is its return to validity.
    @Test func validity() throws {
        let day: Int64 = 86_400
        let watched = try Watched(ReloadTests.pair().serving)
        let health = watched.server.health
        let certificate = try #require(watched.server.certificate)
        #expect(health.validityProblem == nil)
        let expired = "the certificate has expired: not-after \(timestamp(certificate.notAfter))"
        let early = "the certificate is not valid yet: not-before \(timestamp(certificate.notBefore))"
        for (shift, problem) in [(2 * day, expired), (0, nil), (-day, early), (0, nil)] {
            watched.clock.withLock { $0 = WallClock.secondsSinceEpoch() + shift }
            #expect(eventually { health.validityProblem == problem })
        }
        #expect(eventually { watched.log.lines.count == 4 })
        // The first and the last second of its validity.
        for (time, isValid) in [(certificate.notBefore, true), (certificate.notAfter, true)] {
            #expect((certificate.validity(at: time) == .valid) == isValid)
        }
        #expect(certificate.validity(at: certificate.notBefore - 1) == .notYetValid)
        #expect(certificate.validity(at: certificate.notAfter + 1) == .expired)
        #expect(
            watched.log.lines.map { $0.replacing(#/\ [a-z-]+=.*/#, with: "") } == [
                "error: the certificate has expired", "info: the certificate is valid now",
                "error: the certificate is not valid yet", "info: the certificate is valid now",
            ])
        #expect(certificate.names == ["127.0.0.1"])
    }

    /// Unusable files remain a problem and are counted at each look as long as they exist; the log reports when the
    /// files are again those in use.
    @Test func staysAProblem() throws {
        let pair = try ReloadTests.pair().serving
        let watched = try Watched(pair)
        try watched.folder.write("nonsense", to: "tls.crt")
        #expect(eventually { watched.reloads.failed >= 5 })
        for count in 6...8 {
            #expect(watched.server.health.certificateProblem != nil)
            #expect(eventually { watched.reloads.failed >= count })
        }
        #expect(watched.log.lines.count { $0.contains("cannot be used") } == 1)
        try watched.folder.write(pair.certificate, to: "tls.crt.new")
        _ = unsafe rename("\(watched.folder.path)/tls.crt.new", "\(watched.folder.path)/tls.crt")
        #expect(eventually { watched.server.health.certificateProblem == nil })
        #expect(eventually { watched.log.lines.last?.contains("the certificate can be read again") == true })
        #expect(watched.reloads.used == 0)
    }

    /// A reloader whose next look is far away ends as soon as it is asked to.
    @Test func stopsAtOnce() throws {
        let watched = try Watched(ReloadTests.pair().serving, interval: .seconds(3600))
        #expect(watched.reloader.stop(within: .seconds(30)))
    }

    /// Credentials that are always the same, of a source that rings.
    private final class RingingSource: CredentialSource {
        let bell: WakeUp
        private let credentials: Credentials
        let folders: Set<String> = []

        init(_ credentials: Credentials) throws {
            bell = try WakeUp()
            self.credentials = credentials
        }

        var bellNumber: Int32? { bell.number }
        func silenceBell() { bell.silence() }
        func read() throws(TLSError) -> Credentials { credentials }
    }

    /// A bell that has been heard is silent, or the reloader would not sleep any more.
    @Test func silencesTheBell() throws {
        let pair = try ReloadTests.pair().serving
        let credentials = Credentials(
            certificate: PEMFile(contents: Array(pair.certificate), name: "tls.crt"),
            key: PEMFile(contents: Array(pair.key), name: "tls.key"))
        let source = try RingingSource(credentials)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let server = try Server(
            ServerConfiguration(addresses: [SocketAddress(parsing: "127.0.0.1:0")], workers: 1),
            context: ServerContext(credentials), application: TestApplication(), logger: logger)
        let reloader = try CertificateReloader(
            of: source, inUse: credentials, interval: .seconds(3600), for: server, logger: logger)
        for _ in 0..<3 {
            source.bell.ring()
            #expect(eventually { !source.bell.wait(timeout: .zero) })
        }
        #expect(reloader.stop(within: .seconds(30)))
    }

    /// The files are reloaded even if other files in the folder change all the time.
    @Test func neverSettles() throws {
        let watched = try Watched(ReloadTests.pair().serving, interval: .milliseconds(400))
        let isDone = Locked(false)
        let noise = "\(watched.folder.path)/noise"
        let writer = try WorkerThread(name: "writer") {
            while !isDone.withLock({ $0 }) {
                _ = unsafe mkdir(noise, 0o700)
                _ = unsafe rmdir(noise)
                // More than zero, and less than the reloader waits for changes to end.
                usleep(20_000)
            }
        }
        defer {
            isDone.withLock { $0 = true }
            writer.join()
        }
        let before = try #require(watched.server.certificate)
        try ReloadTests.Rotation.inPlace.write(ReloadTests.pair().serving, generation: 1, in: watched.folder)
        #expect(eventually { watched.server.certificate !== before })
        #expect(eventually { watched.reloads.used == 1 })
    }
}
