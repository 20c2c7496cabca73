import TestSupport
import Testing

/// Wrong usage of the command line prints one line that starts with `error: ` and states the problem, another that
/// refers to the help, and nothing on standard output; the exit code is 2.
struct UsageTests {
    private static let files = ["serve", "--tls-cert", "a", "--tls-key", "b"]

    private static let cases: [(arguments: [String], error: String, help: String)] = [
        (["reviw"], "unknown command 'reviw'; did you mean 'review'?", ""),
        (["nonsense"], "unknown command 'nonsense'", ""), ([""], "unknown command ''", ""),
        (["help", "nosuch"], "unknown command 'nosuch'", ""),
        (["help", "serv"], "unknown command 'serv'; did you mean 'serve'?", ""),
        (["help", "serve", "nosuch"], "help takes one command", ""),
        (["help", "--nonsense"], "unknown option '--nonsense'", ""),
        (["--nonsense"], "unknown option '--nonsense'", ""), (["-x"], "unknown option '-x'", ""),
        (["serve"], "give either --tls-cert and --tls-key, or --self-managed-certificates", "serve "),
        // ArgumentParser would report that --tls-key is missing.
        (
            ["serve", "--tls-cert", "a", "--tsl-key", "b"], "unknown option '--tsl-key'; did you mean '--tls-key'?",
            "serve "
        ),
        (["serve", "--tls-crt=a"], "unknown option '--tls-crt'; did you mean '--tls-cert'?", "serve "),
        (["review", "--webook", "mutate"], "unknown option '--webook'; did you mean '--webhook'?", "review "),
        (["schedule", "@daily", "--form", "x"], "unknown option '--form'; did you mean '--from'?", "schedule "),
        (["schedule", "-x", "@daily"], "unknown option '-x'", "schedule "),
        (["certs", "--nonsense"], "unknown option '--nonsense'", "certs "),
        (["serve", "--tls-cert"], "missing value for '--tls-cert <file>'", "serve "),
        (["policy", "chek"], "unknown command 'chek'; did you mean 'check'?", "policy "),
        (
            ["policy", "show", "--namespce", "a"], "unknown option '--namespce'; did you mean '--namespace'?",
            "policy show "
        ),
        (["policy", "check"], "missing expected argument '<file>'", "policy check "),
        (["help", "policy", "nosuch"], "unknown command 'nosuch'", "policy "),
        (
            ["schedule", "--time-zone", "Europe/Nowhere", "@daily"],
            """
            the value 'Europe/Nowhere' is invalid for '--time-zone <zone>': this machine knows no such time zone; it must \
            be a name such as Europe/Berlin
            """, "schedule "
        ),
        (
            ["review", "--webhook", "mutate", "a", "b"],
            """
            unexpected argument 'b'; it takes one file; pass several through standard input, with --- between them
            """, "review "
        ),
        (["policy", "check", "a", "b"], "unexpected argument 'b'; it takes one file", "policy check "),
        (["policy", "show", "a", "b", "c"], "2 unexpected arguments: 'b', 'c'; it takes one file", "policy show "),
        (
            ["explain", "spec", "target"],
            "unexpected argument 'target'; it takes one path, such as backupconfiguration.spec.target", "explain "
        ),
        (["rules", "wipe-out", "root-user"], "unexpected argument 'root-user'; it takes one rule", "rules "),
        (["crd", "bc", "retentionpolicy"], "unexpected argument 'retentionpolicy'; it takes one kind", "crd "),
        (["review", "-f", "a"], "unknown option '-f'; the file is named without one", "review "),
        (["policy", "check", "--file=a"], "unknown option '--file'; the file is named without one", "policy check "),
        (["rules", "-f", "a"], "unknown option '-f'", "rules "),
        (["review", "-o"], "missing value for '-o'; it is text or json", "review "),
        (
            ["audit", "-o"],
            "missing value for '-o'; it is text, concise, json, sarif, junit, github, gitlab or report", "audit "
        ),
        (["version", "--output"], "missing value for '--output <output>'; it is text or json", "version "),
        (["crd", "-o"], "missing value for '-o'; it is yaml or json", "crd "),
        (["manifests", "-o"], "missing value for '-o'; it is yaml or json", "manifests "),
        (
            ["explain", "-o", "yaml"],
            "the value 'yaml' is invalid for '-o <output>'. Please provide one of 'text' and 'json'", "explain "
        ),
        (
            ["review", "-n", "Prod_1", "a"],
            """
            the value 'Prod_1' is invalid for '-n <name>': a namespace has lower-case letters, digits and '-', such as \
            backup-prod
            """, "review "
        ),
        (
            ["policy", "show", "--namespace", "", "a"],
            """
            the value '' is invalid for '--namespace <name>': a namespace has lower-case letters, digits and '-', such as \
            backup-prod
            """, "policy show "
        ),
        (
            ["schedule", "0", "2", "*", "*", "*"],
            """
            an expression goes into quotes, as in "0 2 * * *"; without them the shell passes 5 arguments, and the names of \
            files for a star
            """, "schedule "
        ),
        (["schedule", "-", "-"], "standard input can be read once only, and - is given more than once", "schedule "),
        (
            ["schedule", "--config", "-", "-"], "standard input can be read once only, and - is given more than once",
            "schedule "
        ),
        (
            ["schedule", "--time-zone", "europe/berlin", "@daily"],
            """
            the value 'europe/berlin' is invalid for '--time-zone <zone>': this machine knows no such time zone; did you \
            mean Europe/Berlin?
            """, "schedule "
        ),
        (
            ["schedule", "--time-zone", "utc", "@daily"],
            "the value 'utc' is invalid for '--time-zone <zone>': this machine knows no such time zone; did you mean UTC?",
            "schedule "
        ),
        (
            ["schedule", "--time-zone", "America/New York", "@daily"],
            """
            the value 'America/New York' is invalid for '--time-zone <zone>': this machine knows no such time zone; did you \
            mean America/New_York?
            """, "schedule "
        ),
        (
            ["schedule", "--time-zone", "UTC+2", "@daily"],
            """
            the value 'UTC+2' is invalid for '--time-zone <zone>': this machine knows no such time zone; did you mean \
            Etc/GMT-2?
            """, "schedule "
        ),
        (
            ["review", "--webhook", "convert"],
            "the value 'convert' is invalid for '--webhook <webhook>'. Please provide one of 'mutate' and 'validate'",
            "review "
        ),
        (["version", "x"], "unexpected argument 'x'", "version "),
        (
            ["certs", "--force=1"], "the option '--force' does not take any value, but '1' was specified", "certs "
        ),
        (["certs"], "at least one --host is needed, such as stashgate.stashgate-system.svc", "certs "),
        (["certs", "--host", "a", "--out", ""], "--out must name a folder", "certs "),
        (
            ["certs", "--host", "a", "--days", "0"],
            "the value '0' is invalid for '--days <n>': it must be a whole number from 1 to 99999", "certs "
        ),
        (
            ["schedule"], "an expression is missing; pass one in quotes, or - to read them from standard input",
            "schedule "
        ),
        (
            ["schedule", "--next", "0", "@daily"],
            "the value '0' is invalid for '--next <n>': it must be a whole number from 1 to 10000", "schedule "
        ),
        (
            ["schedule", "--from", "today", "@daily"],
            "the value 'today' is invalid for '--from <time>': it must be a time in RFC 3339, such as 2026-02-28T00:05:00Z",
            "schedule "
        ),
        (
            files + ["--idle-timeout", "120"],
            "the value '120' is invalid for '--idle-timeout <duration>': it has no unit; did you mean 120s?", "serve "
        ),
        (
            files + ["--max-body-bytes", "8MB"],
            "the value '8MB' is invalid for '--max-body-bytes <bytes>': the units are Ki and Mi; did you mean 8Mi?",
            "serve "
        ),
        (files + ["--max-body-bytes", "1025Mi"], "--max-body-bytes must be at most 1024Mi", "serve "),
        (files + ["--max-header-bytes", "1025Mi"], "--max-header-bytes must be at most 1024Mi", "serve "),
        (
            files + ["--workers", "257"],
            "the value '257' is invalid for '--workers <n>': it must be a whole number from 1 to 256", "serve "
        ),
        (
            files + ["--tls-min-version", "1.1"],
            "the value '1.1' is invalid for '--tls-min-version <version>'. Please provide one of '1.2' and '1.3'",
            "serve "
        ),
        (
            files + ["--client-name", "a"],
            "--client-name needs --client-ca, as it says which of its clients may connect", "serve "
        ),
        (
            files + ["--client-ca", "c", "--client-name", ".a"],
            "--client-name must be a whole name, such as kube-apiserver", "serve "
        ),
        (
            files + ["--client-ca", "c", "--client-name", ""],
            "--client-name must be a whole name, such as kube-apiserver", "serve "
        ),
        (
            ["--generate-completion-script=csh"],
            """
            can't generate completion scripts for 'csh'. Please use --generate-completion-script=<shell> with one of: \
            zsh bash fish
            """, ""
        ),
    ]

    @Test(arguments: cases.indices)
    func wrongUsage(_ index: Int) throws {
        let (arguments, error, help) = Self.cases[index]
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.output == "")
        #expect(process.errors == "error: \(error)\nsee 'stashgate \(help)--help'\n")
    }

    /// A count is at least one, and a timeout is longer than zero.
    @Test(
        arguments: ["--max-connections", "--max-connections-per-address", "--max-requests-in-flight", "--workers"],
        ["0", "-1", "x", "1.5", "1k"])
    func wrongNumbers(flag: String, value: String) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), Self.files + ["\(flag)=\(value)"])
        #expect(process.waitForEnd() == .exit(2))
        #expect(
            process.errors.hasPrefix(
                "error: the value '\(value)' is invalid for '\(flag) <n>': it must be a whole number"))
    }

    @Test(arguments: [
        "--handshake-timeout", "--header-timeout", "--request-timeout", "--write-timeout", "--idle-timeout",
    ])
    func zeroTimeouts(flag: String) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), Self.files + [flag, "0s"])
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors.hasPrefix("error: \(flag) must be longer than 0"))
    }

    /// Requested help goes to standard output, and is not an error.
    @Test(arguments: [
        [], ["help"], ["--help"], ["help", "serve"], ["serve", "--help"], ["review", "-h"], ["--version"],
        ["help", "help"],
    ])
    func requestedHelp(_ arguments: [String]) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments)
        #expect(process.waitForEnd() == .exit(0))
        #expect(process.output != "")
        #expect(process.errors == "")
    }

    /// Scripts rely on the exit codes: 0 for success, 1 for findings, 2 for unreadable input.
    @Test(
        arguments: [
            (["schedule", "@daily"], 0), (["schedule", "61 * * * *"], 1), (["schedule", "@daily", "61 * * * *"], 1),
            (["schedule", "-o", "json", "61 * * * *"], 1), (["schedule", "0 0 30 2 *"], 1),
            (["schedule", "TZ=UTC 0 2 * * *"], 1), (["schedule", "*/2 * * * *"], 0),
            (["policy", "check", "/nowhere"], 2),

            (["schedule", "--next", "x"], 2), (["rules", "nosuch"], 2), (["explain", "nosuch"], 2),
        ] as [([String], Int32)])
    func exitCodes(_ arguments: [String], code: Int32) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments)
        #expect(process.waitForEnd() == .exit(code))
        #expect(code == 2 ? process.errors.hasPrefix("error: ") : process.errors == "")
    }
}
