import Glibc
import TLS
import TestSupport
import Testing

/// What becomes of commands whose standard streams are full or closed.
@Suite struct StandardStreamsTests {
    private func start(_ arguments: String, in folder: TemporaryFolder) throws -> ChildProcess {
        let program = try ChildProcess.product("stashgate")
        return try ChildProcess("/bin/sh", ["-c", "cd '\(folder.path)' && exec '\(program)' \(arguments)"])
    }

    /// Output that cannot be written is neither success nor a denial, which ends with 1.
    @Test(
        arguments: ["version", "schedule '* * * * *'", "certs --host a", "review --webhook validate review.json"],
        [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
    func tellsWhenOutputIsLost(_ command: String, _ output: (target: String, reason: String)) throws {
        let folder = try TemporaryFolder()
        try folder.write(Fixtures.review("minimal-create-validate"), to: "review.json")
        let process = try start("\(command) \(output.target)", in: folder)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors.hasSuffix("error: cannot write: \(output.reason)\n"))
    }

    /// A server that is started without standard streams does not take their numbers for its sockets, into which the log
    /// would be written then.
    @Test(arguments: [(0, "<&-"), (1, ">&-")])
    func leavesTheNumbersAlone(_ number: Int, redirection: String) throws {
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
