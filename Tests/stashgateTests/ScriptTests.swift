import TestSupport
import Testing

/// The messages to newcomers who lack a tool, which never appear on a developer's own machine.
struct ScriptTests {
    /// Runs a script with fake commands before the real ones, or instead of them.
    private static func run(_ script: String, with commands: [String: String], only: Bool = false) throws
        -> CommandResult
    {
        try Repository.withTemporaryFolder { folder in
            for (name, body) in commands {
                let file = Repository.quoted("\(folder)/\(name)")
                let program = Repository.quoted("#!/bin/sh\n\(body)\n")
                try Repository.output(of: "printf %s \(program) >\(file) && chmod +x \(file)")
            }
            let path = Repository.quoted(folder) + (only ? "" : ":\"$PATH\"")
            return try Repository.shell("PATH=\(path) \(script) 2>&1")
        }
    }

    @Test(
        "a recent Swift is accepted, however it writes its version",
        arguments: [
            "Swift version 6.3 (swift-6.3-RELEASE)", "Swift version 6.3.1 (swift-6.3.1-RELEASE)",
            "Swift version 6.4-dev (LLVM 0123456789abcde, Swift fedcba9876543210)",
            "Swift version 6.10 (swift-6.10-RELEASE)",
            "Swift version 7.0.2 (swift-7.0.2-RELEASE)",
            "swift-driver version: 1.148.6 Apple Swift version 6.3 (swiftlang-6.3.0.1.2 clang-1700.0.1)",
        ])
    func newEnough(version: String) throws {
        let result = try Self.run("Scripts/require-swift.sh", with: ["swift": "echo '\(version)'"])
        #expect(result.status == 0)
        #expect(result.output == "")
    }

    @Test(
        "an old or broken Swift is refused with the required version",
        arguments: [
            "echo 'Swift version 6.2.4 (swift-6.2.4-RELEASE)'", "echo 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'",
            "echo 'swift-driver version: 7.1 Apple Swift version 6.1 (swiftlang)'", "echo 'python-swiftclient 4.1.0'",
            "echo 'libncurses.so.6: cannot open shared object file' >&2; exit 127", "exit 0",
        ])
    func notNewEnough(command: String) throws {
        let result = try Self.run("Scripts/require-swift.sh", with: ["swift": command])
        #expect(result.status == 1)
        #expect(result.output.contains("stashgate needs Swift 6.3 or newer"))
    }

    @Test("nothing is installed or printed if nothing is missing")
    func nothingMissing() throws {
        let commands = ["pkg-config": "exit 0", "apt-get": "echo installing", "sudo": "echo asking"]
        let result = try Self.run("Scripts/install-dependencies.sh", with: commands)
        #expect(result.status == 0)
        #expect(result.output == "")
    }

    @Test(
        "where Helm cannot be installed, nothing is left, and the tests of the chart are skipped",
        arguments: ["exit 1", #"case "$*" in *--version) exit 0 ;; esac; mkdir -p .build/helm.new; exit 1"#])
    func withoutHelm(python: String) throws {
        try Repository.withTemporaryFolder { folder in
            let checkout = Repository.quoted(folder)
            try Repository.output(
                of: "mkdir \(checkout)/Scripts && cp Scripts/install-helm.sh Scripts/helm.txt \(checkout)/Scripts")
            let result = try Self.run("\(checkout)/Scripts/install-helm.sh", with: ["python3": python])
            #expect(result.status == 0)
            #expect(result.output.hasSuffix("he tests of the chart will be skipped.\n"), "\(result.output)")
            #expect(
                try Repository.output(of: "find \(checkout)/.build -mindepth 1 2>&1 || true").contains("helm") == false)
        }
    }

    @Test("pip may install one version of Helm alone, whose files have known hashes")
    func pinnedHelm() throws {
        try Repository.withTemporaryFolder { folder in
            let checkout = Repository.quoted(folder)
            try Repository.output(
                of: "mkdir \(checkout)/Scripts && cp Scripts/install-helm.sh Scripts/helm.txt \(checkout)/Scripts")
            let python = #"case "$*" in *--version) exit 0 ;; esac; mkdir -p .build/helm.new; echo "$*""#
            let result = try Self.run("\(checkout)/Scripts/install-helm.sh", with: ["python3": python])
            #expect(
                result.output.hasSuffix(
                    "--only-binary :all: --no-deps --require-hashes --requirement Scripts/helm.txt\n"),
                "\(result.output)")
            let lines = try Repository.text(of: "Scripts/helm.txt").split(separator: "\n").filter { !$0.hasPrefix("#") }
            #expect(lines.first?.wholeMatch(of: /helm-python-sdk==[0-9.]+ \\/) != nil)
            #expect(lines.dropFirst().allSatisfy { $0.contains(/^ +--hash=sha256:[0-9a-f]{64}( \\)?$/) })
        }
    }

    @Test("only root needs no sudo", arguments: [("0", "done\n"), ("1000", "sudo echo done\n")])
    func asRoot(user: String, output: String) throws {
        let result = try Self.run(
            "sh -c '. Scripts/packages.sh && as_root echo done'",
            with: ["id": "echo \(user)", "sudo": "echo sudo \"$@\""])
        #expect(result.output == output)
    }

    @Test("missing packages are named if apt-get is missing or not permitted")
    func named() throws {
        let yamlOnly = #"test "$2" != yaml-0.1"#
        let elsewhere = try Self.run(
            "/bin/sh Scripts/install-dependencies.sh", with: ["pkg-config": yamlOnly], only: true)
        #expect(elsewhere.status == 1)
        #expect(elsewhere.output.contains(" libyaml-dev\n"))
        #expect(!elsewhere.output.contains("libssl-dev"))

        let powerless = try Self.run(
            "/bin/sh Scripts/install-dependencies.sh", with: ["apt-get": "echo installing", "id": "echo 1000"],
            only: true)
        #expect(powerless.status == 1)
        #expect(powerless.output.contains("apt-get install pkg-config libssl-dev libyaml-dev"))
        #expect(!powerless.output.contains("installing"))

        let benchmark = try Self.run("/bin/sh Scripts/bench-dependencies.sh", with: [:], only: true)
        #expect(benchmark.status == 1)
        #expect(benchmark.output.hasPrefix("make bench needs packages that are not on this machine: "))
        #expect(benchmark.output.contains(" wrk curl\n"))
    }

    @Test("apt-get installs the missing packages with sudo, even if its lists cannot be refreshed")
    func installed() throws {
        let commands = [
            "pkg-config": #"test "$2" != 'openssl >= 3'"#, "id": "echo 1000", "sudo": #"echo "sudo $*"; exec "$@""#,
            "env": #"shift; exec "$@""#, "apt-get": #"echo "apt-get $*"; test "$1" != update"#,
        ]
        let result = try Self.run("/bin/sh Scripts/install-dependencies.sh", with: commands, only: true)
        #expect(result.status == 0)
        #expect(result.output.contains("\napt-get install -y -qq --no-install-recommends libssl-dev\n"))
    }

    @Test("the demo replaces a throw-away certificate that is broken or does not match its key")
    func brokenCertificate() throws {
        let stashgate = Repository.quoted(try ChildProcess.product("stashgate"))
        try Repository.withTemporaryFolder { folder in
            let checkout = Repository.quoted(folder)
            let broken = [
                ": >certs/local/tls.crt", "echo half >certs/local/tls.key",
                "\(stashgate) certs --host a --out other 2>&1 && mv other/tls.crt certs/local",
            ]
            for damage in broken {
                // A check of the server's certificate takes the place of the demo.
                let result = try Repository.shell(
                    """
                    mkdir -p \(checkout)/Scripts \(checkout)/.build/release
                    cp Scripts/run-demo.sh \(checkout)/Scripts && cd \(checkout)
                    ln -sf \(stashgate) .build/release/stashgate
                    printf '#!/bin/sh\\nexec openssl verify -CAfile certs/local/ca.crt certs/local/tls.crt' >.build/release/Demo
                    chmod +x .build/release/Demo
                    Scripts/run-demo.sh 0 2>&1 && { \(damage); } && Scripts/run-demo.sh 0 2>&1 &&
                        test "$(openssl x509 -in certs/local/tls.crt -noout -pubkey)" = \
                            "$(openssl pkey -in certs/local/tls.key -pubout)"
                    """)
                #expect(result.status == 0, "\(damage): \(result.output)")
            }
        }
    }
}
