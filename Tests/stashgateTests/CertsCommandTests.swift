import Document
import TLS
import TestSupport
import Testing

/// `stashgate certs` as an operator runs it.
struct CertsCommandTests {
    private func run(_ arguments: [String]) throws -> (end: ChildProcess.End, output: String, errors: String) {
        let child = try ChildProcess(ChildProcess.product("stashgate"), ["certs"] + arguments)
        return (child.waitForEnd(), child.output, child.errors)
    }

    /// Standard output is the caBundle alone, so that `$(…)` gets nothing else.
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

    /// Names can follow one `--host` or have one each.
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
}
