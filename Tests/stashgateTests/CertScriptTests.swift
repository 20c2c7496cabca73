import TLS
import TestSupport
import Testing

/// Runs certs/make-certs.sh and checks its files with openssl: a bad certificate would show only in a cluster, where
/// every change of a BackupConfiguration would fail.
@Suite(.enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
struct CertScriptTests {
    private static let script = "certs/make-certs.sh"

    @Test("clients accept the certificate for every requested host and for no other")
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

    /// The lock is the one that `stashgate certs` uses: flock(2) on the folder.
    @Test(
        "two programs do not write certificates to one folder at the same time",
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

    @Test("the script and `stashgate certs` make the same certificates, except for key identifiers and the like")
    func sameAsCommand() throws {
        /// The facts about a certificate that are the same each time one is made.
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

    @Test("only the owner can read the keys, and no other file is left behind")
    func modes() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder + "/new")
            let command = "umask 0; \(Self.script) --host localhost --out \(out) >/dev/null 2>&1"
            try Repository.output(of: command)
            let files = try Repository.output(of: "cd \(out) && stat -c '%n %a' $(ls -A)")
            #expect(files == "ca.crt 644\nca.key 600\ntls.crt 644\ntls.key 600\n")
        }
    }

    @Test("existing files are replaced only with --force")
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

    private static let noHost = "at least one --host is needed: the name that the webhook is reached by"

    private static func isNone(_ host: String) -> String { "--host '\(host)' is neither a DNS name nor an IP address" }

    private static func isUnknown(_ argument: String) -> String { "unknown \(argument); --help lists what there is" }

    @Test(
        "an invalid host, number of days or flag is named and refused before anything is written",
        arguments: [
            ("", noHost), ("--days 5", noHost), ("--host ''", isNone("")),
            ("--host 'a,IP:10.0.0.1'", isNone("a,IP:10.0.0.1")), ("--host 'a b'", isNone("a b")),
            ("--host a..b", isNone("a..b")), ("--host -a.b", isNone("-a.b")), ("--host 'a.*'", isNone("a.*")),
            ("--host=.a", isNone(".a")), ("--host a.", isNone("a.")), ("--host a-", isNone("a-")),
            ("--host a.-b", isNone("a.-b")), ("--host a-.b", isNone("a-.b")), ("--host localhost ''", isNone("")),
            ("--host", "--host needs a value"), ("--host a --days", "--days needs a value"),
            ("--host a --out", "--out needs a value"),
            ("--host localhost --days 0", "--days '0' is not a number of days from 1 to 99999"),
            ("--host localhost --days 1e3", "--days '1e3' is not a number of days from 1 to 99999"),
            ("--host localhost --days -1", "--days '-1' is not a number of days from 1 to 99999"),
            ("--host localhost --days ''", "--days '' is not a number of days from 1 to 99999"),
            ("--host localhost --days=100000", "--days '100000' is not a number of days from 1 to 99999"),
            ("--host localhost --frce", isUnknown("option '--frce'")), ("-x", isUnknown("option '-x'")),
            ("--frce=1", isUnknown("option '--frce'")), ("localhost", isUnknown("argument 'localhost'")),
            ("--host localhost --force localhost", isUnknown("argument 'localhost'")),
            ("--host localhost --days 1 localhost", isUnknown("argument 'localhost'")),
        ])
    func refuses(arguments: String, message: String) throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let result = try Repository.shell("\(Self.script) --out \(out) \(arguments) 2>&1")
            #expect(result.status == 2)
            #expect(result.output == "make-certs.sh: \(message)\n")
            #expect(try Repository.output(of: "ls -A \(out)") == "")
        }
    }

    /// openssl refuses texts that look like addresses but are not.
    @Test func noAddress() throws {
        try Repository.withTemporaryFolder { folder in
            let out = Repository.quoted(folder)
            let result = try Repository.shell("\(Self.script) --out \(out) --host 999.1.1.1 2>&1")
            #expect(result.status == 2)
            #expect(result.output.hasSuffix("\nmake-certs.sh: openssl x509 failed\n"))
            #expect(try Repository.output(of: "ls -A \(out)") == "")
        }
    }

    @Test("a file or folder in the way is named")
    func inTheWay() throws {
        try Repository.withTemporaryFolder { folder in
            func output(_ arguments: String) throws -> String {
                let result = try Repository.shell("\(Self.script) --host a \(arguments) 2>&1")
                #expect(result.status == 2)
                return result.output
            }
            let out = Repository.quoted(folder)
            try Repository.output(of: "mkdir \(out)/tls.key && touch \(out)/file")
            #expect(
                try output("--out \(out)") == "make-certs.sh: \(folder)/tls.key is already there; --force replaces it\n"
            )
            #expect(
                try output("--out \(out) --force")
                    == "make-certs.sh: cannot replace \(folder)/tls.key: it is a directory\n")
            #expect(
                try output("--out \(out)/file/below")
                    .hasSuffix("make-certs.sh: cannot make the folder \(folder)/file/below\n"))
            let missing = try Repository.shell("PATH=/nowhere \(Self.script) --host a --out \(out)/new 2>&1")
            #expect(missing.status != 0)
        }
    }

    /// The help describes each flag, in both forms.
    @Test(arguments: ["-h", "--help"])
    func help(flag: String) throws {
        let text = try Repository.output(of: "\(Self.script) \(flag)")
        #expect(text.hasPrefix("usage: certs/make-certs.sh --host NAME... [--out DIR] [--days N] [--force]\n"))
        for flag in ["--host NAME...", "--out DIR", "--days N", "--force"] {
            #expect(text.contains("\n  \(flag)"), "\(flag)")
        }
        #expect(text.contains("(default: 365)") && text.contains("(default: the current directory)"))
    }

    private static let names = ["ca.crt", "ca.key", "tls.crt", "tls.key"]

    /// The contents of a folder, its subfolders and their files.
    private func contents(of folder: String) throws -> String {
        try Repository.output(
            of: "cd \(Repository.quoted(folder)) && find . | sort && cat $(find . -type f | sort) </dev/null")
    }

    /// Runs the script with a cause of failure, and expects that nothing has changed.
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

    @Test("a limit of file sizes, which acts like a full disk, changes nothing", arguments: [0, 1])
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

    /// Replaces the script's commands in the path with ones that fail, or that send it a signal, at the second file.
    @Test(
        "a failed step or an interruption changes nothing",
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
