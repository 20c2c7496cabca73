import Glibc
import Logging
import System
import TLS
import TestSupport
import Testing

@testable import Serving

/// A certificate is replaced while clients continue to connect, however its files change.
@Suite(.timeLimit(.minutes(30)))
struct ReloadTests {
    /// The ways in which certificate files are replaced.
    enum Rotation: CaseIterable, Sendable {
        /// Each file is truncated and written again.
        case inPlace
        /// Each file is written beside the old one and renamed.
        case renamed
        /// The kubelet's way with a secret: the files are links through one link to a folder, and that link is
        /// replaced.
        case linkSwap
        /// The files are links to another folder, whose changes the kernel does not report.
        case elsewhere

        func write(_ pair: KeyPair, generation: Int, in folder: TemporaryFolder) throws {
            switch self {
            case .inPlace:
                try folder.write(pair.certificate, to: "tls.crt")
                try folder.write(pair.key, to: "tls.key")
            case .renamed:
                for (bytes, name) in [(pair.certificate, "tls.crt"), (pair.key, "tls.key")] {
                    try folder.write(bytes, to: "\(name).new")
                    _ = unsafe rename("\(folder.path)/\(name).new", "\(folder.path)/\(name)")
                }
            case .linkSwap:
                _ = unsafe mkdir("\(folder.path)/..\(generation)", 0o700)
                try folder.write(pair.certificate, to: "..\(generation)/tls.crt")
                try folder.write(pair.key, to: "..\(generation)/tls.key")
                _ = unsafe symlink("..\(generation)", "\(folder.path)/..data_tmp")
                _ = unsafe rename("\(folder.path)/..data_tmp", "\(folder.path)/..data")
                for name in ["tls.crt", "tls.key"] { _ = unsafe symlink("..data/\(name)", "\(folder.path)/\(name)") }
            case .elsewhere:
                _ = unsafe mkdir("\(folder.path)/other", 0o700)
                try folder.write(pair.certificate, to: "other/tls.crt")
                try folder.write(pair.key, to: "other/tls.key")
                for name in ["tls.crt", "tls.key"] { _ = unsafe symlink("other/\(name)", "\(folder.path)/\(name)") }
            }
        }
    }

    /// A folder with certificate files, a server that uses them, and its reloader.
    private final class Setup {
        let folder: TemporaryFolder
        let server: TestServer
        let reloader: CertificateReloader
        let log = LogLines()

        init(_ rotation: Rotation, _ pair: KeyPair, interval: Duration) throws {
            folder = try TemporaryFolder()
            try rotation.write(pair, generation: 0, in: folder)
            let files = CredentialFiles(certificate: "\(folder.path)/tls.crt", key: "\(folder.path)/tls.key")
            let credentials = try files.read()
            server = try TestServer()
            server.server.use(try ServerContext(credentials))
            let log = log
            reloader = try CertificateReloader(
                of: files, inUse: credentials, interval: interval, for: server.server,
                logger: Logger(label: "test") { _ in log })
        }

        deinit {
            reloader.stop()
            server.stop()
        }

        /// Waits until a client that trusts only one authority is served.
        func waitUntilServed(by authority: [UInt8]) -> Bool {
            eventually { (try? TLSClient(port: server.port, trusting: authority)) != nil }
        }
    }

    static func pair() throws -> (authority: [UInt8], serving: KeyPair) {
        let authority = try CertificateAuthority(days: 1)
        return try (authority.keyPair().certificate, authority.issue(for: [HostName("127.0.0.1")]))
    }

    /// No handshake fails while the files change several times.
    @Test(arguments: Rotation.allCases)
    func rotations(_ rotation: Rotation) throws {
        let interval: Duration = rotation == .elsewhere ? .milliseconds(300) : .seconds(60)
        let setup = try Setup(rotation, Self.pair().serving, interval: interval)
        let port = setup.server.port
        let isDone = Locked(false)
        let failures = Locked<[String]>([])
        let clients = try (0..<3).map { _ in
            try WorkerThread(name: "client") {
                while !isDone.withLock({ $0 }) {
                    do {
                        let client = try TLSClient(port: port, trusting: nil)
                        try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
                        _ = try client.receiveResponse()
                    } catch {
                        failures.withLock { $0.append("\(error)") }
                    }
                }
            }
        }
        for generation in 1...3 {
            let (authority, serving) = try Self.pair()
            try rotation.write(serving, generation: generation, in: setup.folder)
            #expect(setup.waitUntilServed(by: authority))
        }
        isDone.withLock { $0 = true }
        for client in clients { client.join() }
        #expect(failures.withLock { $0 } == [])
        #expect(setup.server.server.health.certificateProblem == nil)
    }

    /// An unusable pair is reported once, the current one stays in use, and the next good one is loaded.
    @Test func unusable() throws {
        let first = try Self.pair()
        let second = try Self.pair()
        let setup = try Setup(.inPlace, first.serving, interval: .milliseconds(50))
        let health = setup.server.server.health

        // Renaming replaces a file in one step; half a file would be a mistake of its own, and be reported too.
        func replaceCertificate(_ bytes: [UInt8]) throws {
            try setup.folder.write(bytes, to: "tls.crt.new")
            #expect(unsafe rename("\(setup.folder.path)/tls.crt.new", "\(setup.folder.path)/tls.crt") == 0)
        }
        try replaceCertificate(second.serving.certificate)
        #expect(eventually { health.certificateProblem?.contains("does not belong to the certificate") == true })
        try replaceCertificate(Array("nonsense".utf8))
        #expect(eventually { health.certificateProblem?.contains("holds no certificate") == true })
        _ = unsafe remove("\(setup.folder.path)/tls.crt")
        // The log is written after the health.
        #expect(eventually { setup.log.lines.last?.contains("No such file") == true })
        #expect(health.certificateProblem?.contains("No such file") == true)
        #expect(setup.log.lines.count == 3)
        #expect(setup.waitUntilServed(by: first.authority))

        try setup.folder.write(second.serving.key, to: "tls.key")
        try setup.folder.write(second.serving.certificate, to: "tls.crt")
        #expect(setup.waitUntilServed(by: second.authority))
        #expect(eventually { health.certificateProblem == nil })
    }

    /// A reloader that only waits ends as soon as it is asked, whenever its next look is.
    @Test func ends() throws {
        let setup = try Setup(.inPlace, Self.pair().serving, interval: .seconds(3600))
        #expect(setup.reloader.stop(within: .seconds(60)))
    }

    /// A reloader that is blocked, for example by a file system that does not respond, does not delay the stop.
    @Test func stall() throws {
        let pair = try Self.pair().serving
        let folder = try TemporaryFolder()
        let server = try TestServer()
        defer { server.stop() }
        let log = StalledLog()
        // These files do not exist, which the log reports.
        let reloader = try CertificateReloader(
            of: CredentialFiles(certificate: "\(folder.path)/tls.crt", key: "\(folder.path)/tls.key"),
            inUse: Credentials(pair), for: server.server, logger: Logger(label: "test") { _ in log })
        #expect(log.gate.waitForArrival())
        #expect(!reloader.stop())
        log.gate.open()
    }

    /// The kernel treats a replaced folder as another one, so the reloader must find its files by name.
    @Test func replacedFolder() throws {
        let setup = try Setup(.linkSwap, Self.pair().serving, interval: .milliseconds(300))
        for generation in 1...2 {
            _ = unsafe rename(setup.folder.path, "\(setup.folder.path).old\(generation)")
            _ = unsafe mkdir(setup.folder.path, 0o700)
            let (authority, serving) = try Self.pair()
            try Rotation.inPlace.write(serving, generation: generation, in: setup.folder)
            #expect(setup.waitUntilServed(by: authority))
        }
        _ = try Repository.shell("rm -r \(setup.folder.path).old*")
    }
}
