import Glibc
import TLS
import TestSupport
import Testing

/// Unusable certificates and keys are refused at the start, and the message names the file and the problem.
struct ServerContextTests {
    private static func pair() throws -> (authority: KeyPair, serving: KeyPair) {
        let authority = try CertificateAuthority(days: 1)
        return try (authority.keyPair(), authority.issue(for: [HostName("localhost")]))
    }

    private func load(certificate: [UInt8], key: [UInt8]) throws {
        _ = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: certificate, name: "tls.crt"),
                key: PEMFile(contents: key, name: "tls.key")))
    }

    @Test func acceptsMatchingPairs() throws {
        let (authority, serving) = try Self.pair()
        try load(certificate: serving.certificate, key: serving.key)
        // The chain may follow the certificate, with text between, and all may be in one file.
        let chain = serving.certificate + Array("comment\n".utf8) + authority.certificate
        try load(certificate: chain, key: serving.key)
        try load(certificate: serving.key + chain, key: chain + serving.key)
        // A key of another algorithm, in an older format.
        let rsa = try TestKey.selfSignedRSA()
        try load(certificate: rsa.certificate, key: rsa.key)
    }

    @Test func mismatch() throws {
        let (first, second) = (try Self.pair().serving, try Self.pair().serving)
        let error = #expect(throws: TLSError.self) { try load(certificate: first.certificate, key: second.key) }
        #expect(error?.code == .keyMismatch)
        #expect(error?.description == "the key of tls.key does not belong to the certificate of tls.crt")
    }

    /// OpenSSL would ask for the passphrase on the terminal, and a server in a cluster would wait without end.
    @Test func passphrase() throws {
        let serving = try Self.pair().serving
        for isTraditional in [false, true] {
            let key = try TestKey.encrypted(serving.key, traditionally: isTraditional)
            let error = #expect(throws: TLSError.self) { try load(certificate: serving.certificate, key: key) }
            #expect(error?.code == .encryptedKey)
            #expect(error?.description.contains("tls.key has a passphrase") == true)
        }
    }

    @Test func brokenCertificate() throws {
        let serving = try Self.pair().serving
        let middle = serving.certificate.count / 2
        let truncated = Array(serving.certificate[..<middle])
        let broken = serving.certificate[..<middle] + [0x2A, 0x2A] + serving.certificate[middle...]
        for bad in [[], Array("hello".utf8), [0, 1, 2], truncated, Array(broken), serving.key] {
            let error = #expect(throws: TLSError.self) { try load(certificate: bad, key: serving.key) }
            #expect(error?.code == .unusable)
            #expect(error?.description.hasPrefix("tls.crt holds no certificate that can be read") == true)
        }
        let error = #expect(throws: TLSError.self) {
            try load(certificate: serving.certificate + Array(broken), key: serving.key)
        }
        #expect(error?.description.hasPrefix("tls.crt holds a broken certificate") == true)
    }

    @Test func brokenKey() throws {
        let serving = try Self.pair().serving
        for bad in [[], Array("hello".utf8), Array(serving.key.dropLast(40)), serving.certificate] {
            let error = #expect(throws: TLSError.self) { try load(certificate: serving.certificate, key: bad) }
            #expect(error?.code == .unusable)
            #expect(error?.description.hasPrefix("tls.key holds no private key that can be read") == true)
        }
    }

    @Test func files() throws {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("localhost")], days: 1, overwriting: false)
        let read = try CredentialFiles(certificate: files.certificate, key: files.key).read()
        let day = try TestCertificate(pem: TemporaryFolder.read(files.certificate)).validityFromNow().after
        let now = Int64(time(nil))
        #expect(try abs(ServerContext(read).notAfter - now - Int64(day)) <= 2)

        let missing = #expect(throws: TLSError.self) {
            try CredentialFiles(certificate: "\(folder.path)/none", key: files.key).read()
        }
        #expect(missing?.code == .file)
        #expect(missing?.description == "cannot read \(folder.path)/none: No such file or directory")
        let directory = #expect(throws: TLSError.self) {
            try CredentialFiles(certificate: files.certificate, key: folder.path).read()
        }
        #expect(directory?.description == "cannot read \(folder.path): Is a directory")
        // A pipe without a writer must not block the server.
        #expect(unsafe mkfifo("\(folder.path)/pipe", 0o600) == 0)
        let pipe = #expect(throws: TLSError.self) {
            try CredentialFiles(certificate: files.certificate, key: "\(folder.path)/pipe").read()
        }
        #expect(pipe?.description == "cannot read \(folder.path)/pipe: it is a pipe, and no file")
        // An endless device must not fill the memory.
        let endless = #expect(throws: TLSError.self) {
            try CredentialFiles(certificate: "/dev/zero", key: files.key).read()
        }
        #expect(endless?.description == "cannot read /dev/zero: it is larger than 1048576 bytes")
    }

    /// The reloader watches the folder of each file.
    @Test func folders() {
        let files = CredentialFiles(certificate: "/a/b/tls.crt", key: "/tls.key", clientAuthority: "ca.crt")
        #expect(files.folders == ["/a/b", "/", "."])
        #expect(CredentialFiles(certificate: "/a/tls.crt", key: "/a/tls.key").folders == ["/a"])
    }
}
