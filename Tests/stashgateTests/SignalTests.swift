import Glibc
import TLS
import TestSupport
import Testing

/// The effect on `stashgate serve`, and on other commands, of every signal that would end a process.
@Suite(.timeLimit(.minutes(30)))
struct SignalTests {
    /// Signals that a server ignores; the two real-time signals are the first and the last for programs.
    private static let ignored = [
        SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGSTKFLT, SIGPIPE, SIGXFSZ, 34, 64,
    ]

    @Test func theServerGoesOn() throws {
        let webhook = try WatchedWebhook()
        for signal in Self.ignored { webhook.process.send(signal) }
        // Signals are handled in order, so the server has survived the others when it reports this one.
        webhook.process.send(SIGHUP)
        _ = try webhook.process.waitForErrors(containing: "received SIGHUP")
        #expect(try webhook.ask("GET /livez") == 200)
        webhook.process.send(SIGTERM)
        #expect(webhook.process.waitForEnd() == .exit(0))
    }

    @Test(
        arguments: [
            (SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGQUIT, "SIGQUIT"), (SIGPWR, "SIGPWR"), (SIGXCPU, "SIGXCPU"),
            (SIGALRM, "SIGALRM"),
        ] as [(Int32, String)])
    func theServerEnds(signal: Int32, name: String) throws {
        let webhook = try WatchedWebhook()
        #expect(try webhook.ask("GET /livez") == 200)
        webhook.process.send(signal)
        #expect(webhook.process.waitForEnd() == .exit(0))
        #expect(webhook.process.errors.contains("received \(name)"))
        #expect(webhook.process.errors.contains("stopped"))
    }

    /// A fault is never hidden: the process ends with its signal, and Kubernetes sees a crash.
    @Test(
        .enabled(if: !ChildProcess.isSanitized, "a sanitizer has its own way with faults"),
        arguments: [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP])
    func faultsEndTheServer(signal: Int32) throws {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        // With backtraces, Swift's runtime ignores faults that another process has sent.
        let server = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--listen", "127.0.0.1:0"],
            environment: ["SWIFT_BACKTRACE=enable=no"])
        _ = try server.waitForErrors(containing: "listening on")
        server.send(signal)
        #expect(server.waitForEnd() == .signal(signal))
    }

    /// A command that reads input ends with any other signal, as programs usually do.
    @Test(arguments: [SIGTERM, SIGHUP, SIGUSR1, SIGALRM])
    func commandsEnd(signal: Int32) throws {
        let folder = try TemporaryFolder()
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let pipe = Repository.quoted("\(folder.path)/pipe")
        // The shell keeps the pipe open, so the command waits for another line after printing the first result.
        let result = try Repository.shell(
            """
            mkfifo \(pipe) && { \(program) schedule - <\(pipe) >\(pipe).out & } && exec 3>\(pipe) && \
            echo '@daily' >&3 && while ! [ -s \(pipe).out ]; do :; done && kill -\(signal) $! && wait $!
            """)
        #expect(result.status == 128 + signal)
    }

    /// One request for a reload gets one answer; the checks after that report only changes.
    @Test func oneReloadRequest() throws {
        let webhook = try WatchedWebhook()
        func waitForFailures(_ count: Double) throws -> Bool {
            try eventually { try webhook.scrape()["stashgate_tls_reloads_total{result=failed}"] ?? 0 >= count }
        }
        webhook.process.send(SIGHUP)
        _ = try webhook.process.waitForErrors(containing: "the certificate has not changed")
        try webhook.folder.write("nonsense", to: "tls.crt")
        #expect(try waitForFailures(1))
        // A new file next to those of the certificate triggers another check.
        try webhook.folder.write("", to: "other")
        #expect(try waitForFailures(2))
        webhook.process.send(SIGTERM)
        #expect(webhook.process.waitForEnd() == .exit(0))
        #expect(webhook.process.errors.split(separator: "\n").count { $0.contains("cannot be used") } == 1)
    }

    /// A log file at its size limit does not end the server.
    @Test func aFullLog() throws {
        let webhook = try WatchedWebhook(["--log-level", "debug"])
        try webhook.process.limitFileSize(to: webhook.process.errors.utf8.count)
        for _ in 0..<3 { #expect(try webhook.ask("GET /livez") == 200) }
        webhook.process.send(SIGHUP)
        webhook.process.send(SIGTERM)
        #expect(webhook.process.waitForEnd() == .exit(0))
    }
}
