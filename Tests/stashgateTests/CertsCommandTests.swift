import Document
import Glibc
import TLS
import TestSupport
import Testing

/// `stashgate certs` as an operator runs it.
struct CertsCommandTests {
    private func run(_ arguments: [String]) throws -> (end: ChildProcess.End, output: String, errors: String) {
        let child = try ChildProcess(ChildProcess.product("stashgate"), ["certs"] + arguments)
        return (child.waitForEnd(), child.output, child.errors)
    }

    /// Standard output has only the caBundle, so that `$(...)` gets nothing else.
    @Test func printsTheBundle() throws {
        let folder = try TemporaryFolder()
        let (end, output, errors) = try run(["--host", "a.svc", "--host", "127.0.0.1", "--out", folder.path])
        #expect(end == .exit(0))
        #expect(errors == "wrote ca.crt, ca.key, tls.crt and tls.key to \(folder.path)\n")
        #expect(output.hasSuffix("\n"))
        let bundle = try #require(Base64.decode(String(output.dropLast())))
        #expect(try bundle == TemporaryFolder.read("\(folder.path)/ca.crt"))
        let serving = try TestCertificate(pem: TemporaryFolder.read("\(folder.path)/tls.crt"))
        #expect(serving.isSigned(by: try TestCertificate(pem: bundle)))
        #expect(serving.extensions["X509v3 Subject Alternative Name"] == "DNS:a.svc, IP Address:127.0.0.1")
    }

    /// One `--host` may have several names, or each name its own.
    @Test(arguments: [
        ["--host", "a", "b", "::1"], ["--host", "a", "b", "--host", "::1"], ["--host=a", "--host", "b", "::1"],
    ])
    func takesSeveralHosts(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        #expect(try run(arguments + ["--out", folder.path]).end == .exit(0))
        let serving = try TestCertificate(pem: TemporaryFolder.read("\(folder.path)/tls.crt"))
        #expect(
            serving.extensions["X509v3 Subject Alternative Name"] == "DNS:a, DNS:b, IP Address:0:0:0:0:0:0:0:1")
    }

    @Test func force() throws {
        let folder = try TemporaryFolder()
        let arguments = ["--host", "a", "--out", folder.path]
        #expect(try run(arguments).end == .exit(0))
        let (end, output, errors) = try run(arguments)
        #expect(end == .exit(2))
        #expect(output == "")
        #expect(errors == "error: \(folder.path)/ca.crt is already there; --force replaces it\n")
        #expect(try run(arguments + ["--force"]).end == .exit(0))
    }

    @Test(arguments: [
        [], ["--host"], ["a"], ["--host", "a b"], ["--host", "a", "--days", "0"], ["--host", "a", "--days", "x"],
    ])
    func wrongUsage(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let (end, output, errors) = try run(arguments + ["--out", folder.path])
        #expect(end == .exit(2))
        #expect(output == "")
        #expect(errors.hasPrefix("error: "))
        #expect(try TemporaryFolder.names(in: folder.path) == [])
    }

    /// The files of a folder by name.
    private func contents(of folder: TemporaryFolder) throws -> [String: [UInt8]] {
        try TemporaryFolder.names(in: folder.path).reduce(into: [:]) {
            $0[$1] = try TemporaryFolder.read("\(folder.path)/\($1)")
        }
    }

    /// A limit of file sizes, which acts like a full disk, cuts the first file short, or the first larger one.
    @Test(
        .enabled(if: !ChildProcess.isSanitized, "a sanitizer writes a file of its own, which the limit stops"),
        arguments: [0, 1], [true, false])
    func noRoom(blocks: Int, force: Bool) throws {
        let folder = try TemporaryFolder()
        if force { for name in ["ca.crt", "ca.key", "tls.crt", "tls.key"] { try folder.write("old", to: name) } }
        let before = try contents(of: folder)
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let out = Repository.quoted(folder.path)
        let result = try Repository.shell(
            "ulimit -f \(blocks) && \(program) certs --host a --out \(out) \(force ? "--force" : "") 2>&1")
        #expect(result.status == 2)
        #expect(result.output.hasPrefix("error: cannot write \(folder.path)/"))
        #expect(result.output.hasSuffix(": File too large\n"))
        #expect(try contents(of: folder) == before)
    }

    @Test(arguments: ["ca.crt", "ca.key", "tls.crt", "tls.key"])
    func aFolderInTheWay(name: String) throws {
        let folder = try TemporaryFolder()
        _ = unsafe mkdir("\(folder.path)/\(name)", 0o700)
        let (end, output, errors) = try run(["--host", "a", "--out", folder.path, "--force"])
        #expect(end == .exit(2))
        #expect(output == "")
        #expect(errors == "error: cannot replace \(folder.path)/\(name): Is a directory\n")
        #expect(try TemporaryFolder.names(in: folder.path) == [name])
    }

    /// Whenever a signal arrives, either all four files are new, or nothing has changed and the signal ends the
    /// command.
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGALRM])
    func signals(signal: Int32) throws {
        for round in 0..<12 {
            let folder = try TemporaryFolder()
            for name in ["ca.crt", "ca.key", "tls.crt", "tls.key"] { try folder.write("old", to: name) }
            let before = try contents(of: folder)
            let child = try ChildProcess(
                ChildProcess.product("stashgate"), ["certs", "--host", "a", "--out", folder.path, "--force"],
                // Swift's runtime would treat SIGQUIT as a crash, and a sanitizer its backtrace as a fault.
                environment: ["SWIFT_BACKTRACE=enable=no"])
            // The delays reach from before the start to after the end, because the test tries different times.
            usleep(UInt32(round) * 2_000)
            child.send(signal)
            let end = child.waitForEnd()
            #expect([.exit(0), .exit(2), .signal(signal)].contains(end))
            let after = try contents(of: folder)
            #expect(after.keys.sorted() == before.keys.sorted())
            if after != before {
                let serving = try TestCertificate(pem: try #require(after["tls.crt"]))
                #expect(serving.isSigned(by: try TestCertificate(pem: try #require(after["ca.crt"]))))
                #expect(after.allSatisfy { $0.value != before[$0.key] })
            } else {
                #expect(end != .exit(0))
            }
        }
    }
}
