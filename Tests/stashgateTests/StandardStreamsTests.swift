import Glibc
import TLS
import TestSupport
import Testing

/// Commands with full or closed standard streams.
@Suite struct StandardStreamsTests {
    private func start(_ arguments: String, in folder: TemporaryFolder) throws -> ChildProcess {
        let program = try ChildProcess.product("stashgate")
        return try ChildProcess("/bin/sh", ["-c", "cd '\(folder.path)' && exec '\(program)' \(arguments)"])
    }

    /// A failed write of the output is neither a success nor a denial, whose code is 1.
    @Test(
        arguments: ["version", "schedule '* * * * *'", "certs --host a", "review --webhook validate review.json"],
        [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
    func reportsLostOutput(_ command: String, _ output: (target: String, reason: String)) throws {
        let folder = try TemporaryFolder()
        try folder.write(Fixtures.review("minimal-create-validate"), to: "review.json")
        let process = try start("\(command) \(output.target)", in: folder)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors.hasSuffix("error: cannot write: \(output.reason)\n"))
    }

    /// A server that is started without standard streams must not use their numbers for sockets, or its log would be
    /// sent to clients.
    @Test(arguments: [(0, "<&-"), (1, ">&-")])
    func keepsTheNumbersOfTheStreams(_ number: Int, redirection: String) throws {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        let server = try start(
            "serve --tls-cert tls.crt --tls-key tls.key --listen 127.0.0.1:0 --shutdown-delay 0s \(redirection)",
            in: folder)
        _ = try server.waitForErrors(containing: "listening on ")
        var target = [CChar](repeating: 0, count: 64)
        let length = unsafe readlink("/proc/\(server.number)/fd/\(number)", &target, target.count)
        #expect(target.prefix(max(0, length)).map { UInt8(bitPattern: $0) } == Array("/dev/null".utf8))
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
    }
}
