import Document
import Glibc
import TLS
import TestSupport
import Testing

/// `stashgate certs` writes files that are ready for use, and destroys none.
struct CertificateFilesTests {
    private let names = ["ca.crt", "ca.key", "tls.crt", "tls.key"]

    @Test func modes() throws {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: "\(folder.path)/new/folder")
        let previous = umask(0)
        defer { umask(previous) }
        _ = try files.make(for: [HostName("localhost")], days: 1, overwriting: false)
        #expect(try TemporaryFolder.mode(of: files.authorityKey) == 0o600)
        #expect(try TemporaryFolder.mode(of: files.key) == 0o600)
        #expect(try TemporaryFolder.mode(of: files.certificate) == 0o644)
        #expect(try TemporaryFolder.mode(of: files.authorityCertificate) == 0o644)
        // No draft remains.
        #expect(try TemporaryFolder.names(in: files.folder) == names)
    }

    /// The base64 text is the authority's certificate.
    @Test func caBundle() throws {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        let bundle = try files.make(for: [HostName("localhost")], days: 1, overwriting: false)
        #expect(try Base64.decode(bundle) == TemporaryFolder.read(files.authorityCertificate))
        #expect(!bundle.contains("\n"))
    }

    /// If any of the four files exists, nothing is written.
    @Test(arguments: ["ca.crt", "ca.key", "tls.crt", "tls.key"])
    func refusesToOverwrite(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("precious", to: name)
        let files = CertificateFiles(in: folder.path)
        let error = #expect(throws: TLSError.self) {
            try files.make(for: [HostName("localhost")], days: 1, overwriting: false)
        }
        #expect(error?.description == "\(folder.path)/\(name) is already there; --force replaces it")
        #expect(try TemporaryFolder.names(in: folder.path) == [name])
        #expect(try TemporaryFolder.read("\(folder.path)/\(name)") == Array("precious".utf8))

        _ = try files.make(for: [HostName("localhost")], days: 1, overwriting: true)
        _ = try ServerContext(CredentialFiles(certificate: files.certificate, key: files.key).read())
    }

    @Test func unwritable() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let error = #expect(throws: TLSError.self) {
            try CertificateFiles(in: "\(folder.path)/file/below").make(
                for: [HostName("a")], days: 1, overwriting: false)
        }
        #expect(error?.code == .file)
        #expect(error?.description.contains("\(folder.path)/file") == true)
    }

    /// Folders that were created for the files are removed with them.
    @Test func interrupted() throws {
        let folder = try TemporaryFolder()
        _ = unsafe mkdir("\(folder.path)/old", 0o700)
        let error = #expect(throws: TLSError.self) {
            try CertificateFiles(in: "\(folder.path)/old/new/folder").make(
                for: [HostName("a")], days: 1, overwriting: true, isInterrupted: { true })
        }
        #expect(error?.code == .file)
        #expect(try TemporaryFolder.names(in: folder.path) == ["old"])
        #expect(try TemporaryFolder.names(in: "\(folder.path)/old") == [])
    }
}
