import TestSupport
import Testing

/// A name in backticks in the documentation, such as a flag, a metric, a file or a field, is the name in the program.
struct DocumentedNamesTests {
    /// The places of the names: everything except the pages themselves and their tests.
    private static let places =
        "Sources manifests certs Scripts Demo Makefile Dockerfile Package.swift .ci .pre-commit-hooks.yaml action.yml"

    /// Names of other projects, and composed names.
    private static let others: Set = [
        // Examples, and values of flags.
        "COMMIT", "make run ONCE=1", "make run PORT=9443", "SERVICE.NAMESPACE.svc", "lowered={max-connections=72}",
        "32Ki", "10s",
        "1.2|1.3", "trace", "?timeout=5s", "KubeStash/<Kind>/Rules", "stashgate serve --help", "stashgate --help",
        "stashgate review FILE", "stashgate default FILE...", "default -o patch", "default -o json",
        "stashgate schedule EXPR", "stashgate policy check FILE", "stashgate policy show FILE",
        "stashgate explain FIELD", "stashgate crd KIND", "stashgate --generate-completion-script bash", "zsh", "fish",
        "stashgate policy show --namespace sandbox policy.yaml", "system:serviceaccount:kubestash:*",
        "stashgate lint PATH...", "stashgate rules NAME", "make man", "GITHUB_ACTIONS=true",
        "stashgate schedule -f FOLDER --calendar week", "schedule --calendar", "stashgate serve --config policy.yaml",
        "stashgate review --config policy.yaml", "stashgate lint --config", "linted 1200 of 5000 files",
        // HTTP, and paths with a query.
        "Retry-After: 1", "Connection: close", "POST /mutate", "/livez?verbose", "process_*",
        "stashgate_cluster_*",
        // Other programs.
        "count/repositories.storage.kubestash.com",
        ".pre-commit-config.yaml", "rev", "kubectl apply -f -", "man -l",
        "ulimit -v", "ulimit -d", "ulimit -St", "ulimit -f", "kubectl kustomize manifests/components/monitoring",
        "kubectl -n stashgate-system get pods", "kubectl -n stashgate-system describe pod POD", "logs --previous",
        "kubectl -n stashgate-system describe certificate stashgate", "OOMKilled", "--requestheader-allowed-names",
        "--admission-control-config-file", "connection refused", "no endpoints", "deadline exceeded", "bad certificate",
        "handshake failure", "failed calling webhook ... context deadline exceeded", "failed calling webhook ... x509",
        "SSL_accept",
        // Messages that another test composes.
        "all N connections are in use; idle ones are closed for new ones", "N of M workers hang",
        "there is no memory for more connections; connections wait", "a client has its N connections",
        "cannot accept a connection: Too many open files",
    ]

    /// The property behind a flag: `--log-format` is `logFormat`.
    private static func property(of flag: Substring) -> String {
        let words = flag.drop { $0 == "-" }.split(separator: "-")
        return words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }

    @Test(arguments: DocumentedPage.all.filter { $0 != "Docs/schedules.md" })
    func everyName(page: String) throws {
        let code = try Repository.output(
            of:
                "find \(Self.places) -type f ! -name RulesPage.swift -print -exec cat {} + && find Tests -name '*.swift'"
        )
        let search = ByteSearch(in: Array(code.utf8))
        func isKnown(_ name: some StringProtocol) -> Bool { search.contains(Array(name.utf8), asWord: true) }
        for name in Set(DocumentedPage.names(in: DocumentedPage.unwrapped(try DocumentedPage(page).lines))) {
            let name = name.replacing("\\|", with: "|")
            guard !Self.others.contains(name), !isKnown(name) else { continue }
            let words = name.split(separator: " ")
            guard let flag = words.first, flag.hasPrefix("--"),
                isKnown(flag) || isKnown(Self.property(of: flag))
            else {
                Issue.record("\(page): \(name)")
                continue
            }
        }
    }

    /// The names in the cells of each row of a page's tables, after the first cell.
    private static func rows(of page: String) throws -> [String] {
        try DocumentedPage(page).lines.filter { $0.hasPrefix("|") && !$0.hasPrefix("|-") }.compactMap { line in
            let cells = line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
                DocumentedPage.unwrapped([Substring($0.replacing("\u{0}", with: "|"))])
            }
            let names = cells.dropFirst().flatMap { DocumentedPage.names(in: $0) }
            return names.isEmpty ? nil : "\(cells[0]): \(names.joined(separator: "; "))"
        }
    }

    /// The names in each row of a table are those that were last reviewed.
    @Test(arguments: DocumentedPage.all.filter { $0 != "Docs/schedules.md" })
    func everyRow(page: String) throws {
        let lines = try Repository.text(of: "Tests/TestSupport/Fixtures/documented-names.txt").split(separator: "\n")
        let pinned = lines.drop { $0 != "## \(page)" }.dropFirst().prefix { !$0.hasPrefix("## ") }.map(String.init)
        #expect(try Self.rows(of: page) == pinned)
    }
}
