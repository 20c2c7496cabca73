import TLS
import TestSupport
import Testing

/// certs/make-certs.sh, run for real and judged by openssl: a certificate that the API server would refuse shows in a
/// cluster only, as every change of a BackupConfiguration failing.
@Suite(.enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
struct CertScriptTests {
    private static let script = "certs/make-certs.sh"

    @Test("the certificate is one that a client accepts, for every host that was asked for and no other")
    func verifies() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let made = try Repository.output(
                of: """
                    \(Self.script) --host stashgate.stashgate-system.svc 127.0.0.1 --host=::1 \
                    --out \(out) --days 30 2>/dev/null
                    """)

            func verify(_ options: String) throws -> Int32 {
                let command = "openssl verify -x509_strict -purpose sslserver -CAfile \(out)/ca.crt \(options)"
                return try Repository.shell("\(command) \(out)/tls.crt >/dev/null 2>&1").status
            }
            #expect(try verify("-verify_hostname stashgate.stashgate-system.svc") == 0)
            #expect(try verify("-verify_ip 127.0.0.1") == 0)
            #expect(try verify("-verify_ip ::1") == 0)
            #expect(try verify("-verify_hostname stashgate") != 0)
            #expect(try verify("-verify_ip 127.0.0.2") != 0)

            let text = try Repository.output(of: "openssl x509 -in \(out)/tls.crt -noout -text")
            #expect(text.contains("NIST CURVE: P-256"))
            #expect(text.contains("TLS Web Server Authentication"))
            let authority = try Repository.output(of: "openssl x509 -in \(out)/ca.crt -noout -text")
            #expect(authority.contains("CA:TRUE"))
            let days = try Repository.shell(
                """
                openssl x509 -in \(out)/tls.crt -noout -checkend \(29 * 86_400) >/dev/null &&
                ! openssl x509 -in \(out)/tls.crt -noout -checkend \(31 * 86_400) >/dev/null
                """)
            #expect(days.status == 0, "valid for 30 days")

            let bundle = try Repository.output(of: "base64 -w 0 \(out)/ca.crt")
            #expect(made == bundle + "\n", "stdout is the caBundle and nothing else")
        }
    }

    /// The lock is that of `stashgate certs`: flock(2) on the folder.
    @Test(
        "two programs do not write certificates to one folder at once",
        .enabled(if: Repository.has(command: "flock"), "there is no flock command on this machine"))
    func takesTheLock() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let script = "\(Self.script) --host localhost --force --out \(out)"
            let result = try Repository.shell("flock \(out) \(script) 2>&1")
            #expect(result.status == 2)
            #expect(result.output == "make-certs.sh: another program is writing certificates to \(folder)\n")
            #expect(try TemporaryFolder.names(in: folder) == [])
            #expect(try Repository.shell("\(script) >/dev/null 2>&1").status == 0)
            #expect(try TemporaryFolder.names(in: folder).sorted() == ["ca.crt", "ca.key", "tls.crt", "tls.key"])
        }
    }

    @Test("the script and `stashgate certs` make the same certificates, key identifiers and the like aside")
    func sameAsCommand() throws {
        /// What openssl says about a certificate that is the same each time one is made.
        func profile(of file: String) throws -> String {
            let options = "-noout -text -certopt no_serial,no_validity,no_sigdump"
            let numbers = "sed -E 's/^ +([0-9A-Fa-f]{2}:)+.*$//'"
            return try Repository.output(of: "openssl x509 -in \(Repository.quoted(file)) \(options) | \(numbers)")
        }
        let hosts = ["stashgate.stashgate-system.svc", "*.svc", "10.0.0.1", "fd00::1"]
        try Repository.withTemporaryFolder { folder in
            let flags = hosts.map { "--host '\($0)'" }.joined(separator: " ")
            let script = folder + "/script"
            let command = folder + "/command"
            try Repository.output(of: "\(Self.script) \(flags) --out \(Repository.quoted(script)) 2>/dev/null")
            _ = try CertificateFiles(in: command).make(for: hosts.map(HostName.init), days: 365, overwriting: false)
            for file in ["ca.crt", "tls.crt"] {
                #expect(try profile(of: "\(script)/\(file)") == profile(of: "\(command)/\(file)"))
            }
            let modes = "stat -c '%n %a' $(ls -A)"
            #expect(
                try Repository.output(of: "cd \(Repository.quoted(script)) && \(modes)")
                    == Repository.output(of: "cd \(Repository.quoted(command)) && \(modes)"))
        }
    }

    @Test("nobody but the owner can read the keys, and nothing else is left behind")
    func modes() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder + "/new")
            let command = "umask 0; \(Self.script) --host localhost --out \(out) >/dev/null 2>&1"
            try Repository.output(of: command)
            let files = try Repository.output(of: "cd \(out) && stat -c '%n %a' $(ls -A)")
            #expect(files == "ca.crt 644\nca.key 600\ntls.crt 644\ntls.key 600\n")
        }
    }

    @Test("files that are there are replaced with --force only")
    func force() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let command = "\(Self.script) --host localhost --out \(out)"
            let first = try Repository.output(of: "\(command) 2>/dev/null")
            #expect(try Repository.shell("\(command) 2>/dev/null").status == 2)
            let bundle = try Repository.output(of: "base64 -w 0 \(out)/ca.crt")
            #expect(first == bundle + "\n")
            let second = try Repository.output(of: "\(command) --force 2>/dev/null")
            #expect(first != second)
        }
    }

    @Test(
        "what cannot be a host, a number of days or a flag is refused before anything is written",
        arguments: [
            "", "--host ''", "--host 'a,IP:10.0.0.1'", "--host 'a b'", "--host", "--host localhost --days 0",
            "--host localhost --days 1e3", "--host localhost --days -1", "--host localhost --frce", "localhost",
            "--host localhost --force localhost", "--host localhost --days 1 localhost", "--host localhost ''",
            "--host 999.1.1.1", "--host a..b", "--host -a.b", "--host 'a.*'",
        ])
    func refuses(arguments: String) throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let status = try Repository.shell("\(Self.script) --out \(out) \(arguments) 2>/dev/null").status
            #expect(status == 2)
            #expect(try Repository.output(of: "ls -A \(out)") == "")
        }
    }

    private static let names = ["ca.crt", "ca.key", "tls.crt", "tls.key"]

    /// What is in a folder and below it, and what the files there say.
    private func contents(of folder: String) throws -> String {
        try Repository.output(
            of: "cd \(Repository.quoted(folder)) && find . | sort && cat $(find . -type f | sort) </dev/null")
    }

    /// Runs the script behind something that makes it fail, and expects that nothing has changed.
    private func expectNoChange(
        in folder: String, after prelude: String, _ options: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try contents(of: folder)
        let command = "\(Self.script) --host localhost --out \(Repository.quoted(folder)) \(options)"
        let result = try Repository.shell("\(prelude) && \(command) 2>/dev/null")
        #expect(result.status != 0, sourceLocation: sourceLocation)
        #expect(result.output == "", sourceLocation: sourceLocation)
        #expect(try contents(of: folder) == before, sourceLocation: sourceLocation)
    }

    @Test("a limit of file sizes, which stands for a full disk, changes nothing", arguments: [0, 1])
    func noRoom(blocks: Int) throws {
        try Repository.withTemporaryFolder { folder in
            try expectNoChange(in: folder, after: "ulimit -f \(blocks)", "")
            for name in Self.names { try Repository.output(of: "echo old >\(Repository.quoted("\(folder)/\(name)"))") }
            try expectNoChange(in: folder, after: "ulimit -f \(blocks)", "--force")
            try expectNoChange(in: folder, after: "ulimit -f \(blocks)", "--out \(Repository.quoted(folder))/new/one")
        }
    }

    @Test("a folder in the place of one of the files changes nothing", arguments: names)
    func aFolderInTheWay(name: String) throws {
        try Repository.withTemporaryFolder { folder in
            try Repository.output(of: "mkdir \(Repository.quoted("\(folder)/\(name)"))")
            try expectNoChange(in: folder, after: "true", "--force")
        }
    }

    /// The commands that the script uses come first in the path as ones that fail, or that send it a signal, at the
    /// second file.
    @Test(
        "where a step fails or the script is interrupted, nothing has changed",
        arguments: [
            ("mv", "exit 1"), ("mv", "kill -INT $PPID"), ("mv", "kill -TERM $PPID; exec /bin/mv \"$@\""),
            ("ln", "exit 1"), ("ln", "kill -HUP $PPID; exec /bin/ln \"$@\""), ("chmod", "exit 1"),
            ("openssl", "kill -QUIT $PPID"), ("openssl", "exit 1"),
        ])
    func failsInTheMiddle(command: String, action: String) throws {
        try Repository.withTemporaryFolder { folder in
            let tools = try TemporaryFolder()
            try tools.write(
                """
                #!/bin/sh
                case "$*" in *old/*) exec /bin/\(command) "$@" ;; *ca.crt*) \(action) ;; *) ;; esac
                for folder in /bin /usr/bin; do [ ! -x $folder/\(command) ] || exec $folder/\(command) "$@"; done

                """, to: command)
            let path = "chmod +x \(tools.path)/\(command) && export PATH=\(tools.path):$PATH"
            if command != "mv" { try expectNoChange(in: folder, after: path, "") }
            for name in Self.names { try Repository.output(of: "echo old >\(Repository.quoted("\(folder)/\(name)"))") }
            if command != "ln" { try expectNoChange(in: folder, after: path, "--force") }
        }
    }
}
