import ArgumentParser
import Cluster
import HTTP
import KubernetesAPI
import Logging
import Logs
import Serving
import TLS
import TestSupport
import Testing

@testable import stashgate

/// Each flag of `stashgate serve` sets what it should, and its default in the code is that of the page.
struct ServeFlagsTests {
    /// A flag with a valid value that is not its default.
    struct Row: Sendable, CustomStringConvertible {
        let flag: String
        let value: String
        /// The only setting that the flag changes.
        let setting: String
        let result: String
        /// The default in Docs/operations.md.
        let shownDefault: String
        /// The other flags that it requires.
        var others: [String] = []
        /// The flags that say where the certificate is.
        var certificate = files

        var description: String { flag }
    }

    private static let usual = ServerLimits()

    private static func size(_ bytes: Int) -> String { "`\(ByteCountArgument(bytes))`" }

    private static func time(_ duration: Duration?) -> String { "`\(DurationArgument(duration ?? .zero))`" }

    static let rows = [
        Row(flag: "--tls-cert", value: "c", setting: "files.certificate", result: "c", shownDefault: ""),
        Row(flag: "--tls-key", value: "k", setting: "files.key", result: "k", shownDefault: ""),
        Row(
            flag: "--self-managed-certificates", value: "s", setting: "managed.secret", result: "s",
            shownDefault: "none", certificate: managed),
        Row(
            flag: "--service-name", value: "s", setting: "managed.service", result: "s", shownDefault: "`stashgate`",
            certificate: managed),
        Row(
            flag: "--service-namespace", value: "s", setting: "managed.namespace", result: "s", shownDefault: "its own",
            certificate: managed),
        Row(
            flag: "--webhook-configuration", value: "s", setting: "managed.configuration", result: "s",
            shownDefault: "`admission-stashgate`", certificate: managed),
        Row(
            flag: "--certificate-host", value: "s", setting: "managed.hosts", result: #"["s"]"#, shownDefault: "none",
            certificate: managed),
        Row(
            flag: "--certificate-validity", value: "7h", setting: "managed.certificateValidity", result: "7h",
            shownDefault: "`8760h`", certificate: managed),
        Row(
            flag: "--authority-validity", value: "70000h", setting: "managed.authorityValidity", result: "70000h",
            shownDefault: "`87600h`", certificate: managed),
        Row(
            flag: "--tls-min-version", value: "1.3", setting: "tls.minimumVersion", result: "tls13",
            shownDefault: "`1.2`"),
        Row(flag: "--client-ca", value: "ca", setting: "files.clientAuthority", result: "ca", shownDefault: "none"),
        Row(
            flag: "--client-name", value: "api", setting: "tls.clientNames", result: #"["api"]"#, shownDefault: "any",
            others: ["--client-ca", "ca"]),
        Row(
            flag: "--listen", value: "127.0.0.1:7", setting: "server.addresses", result: "[127.0.0.1:7]",
            shownDefault: "`0.0.0.0:8443`"),
        Row(
            flag: "--metrics-listen", value: "127.0.0.1:8", setting: "metricsListen", result: "127.0.0.1:8",
            shownDefault: "none"),
        Row(flag: "--config", value: "p", setting: "policy", result: "p", shownDefault: "none"),
        Row(flag: "--cluster", value: "off", setting: "cluster.source", result: "off", shownDefault: "`auto`"),
        Row(
            flag: "--kubeconfig", value: "k", setting: "cluster.kubeconfig", result: "k",
            shownDefault: "those of KUBECONFIG, or ~/.kube/config",
            others: ["--cluster", "kubeconfig"]),
        Row(
            flag: "--context", value: "c", setting: "cluster.context", result: "c", shownDefault: "its current-context",
            others: ["--cluster", "kubeconfig"]),
        Row(
            flag: "--cluster-sync-timeout", value: "7s", setting: "cluster.syncTimeout", result: "7s",
            shownDefault: "`30s`"),
        Row(flag: "--cluster-max-age", value: "7m", setting: "cluster.maxAge", result: "7m", shownDefault: "`5m`"),
        Row(flag: "--workers", value: "251", setting: "server.workers", result: "251", shownDefault: "granted CPUs"),
        Row(
            flag: "--max-connections", value: "7", setting: "server.limits.connections", result: "7",
            shownDefault: "\(usual.connections)"),
        Row(
            flag: "--max-connections-per-address", value: "7", setting: "server.limits.connectionsPerAddress",
            result: "7", shownDefault: "no limit"),
        Row(
            flag: "--max-connection-age", value: "7s", setting: "server.limits.connectionAge", result: "7.0 seconds",
            shownDefault: time(usual.connectionAge)),
        Row(
            flag: "--max-connection-age", value: "0", setting: "server.limits.connectionAge", result: "nil",
            shownDefault: time(usual.connectionAge)),
        Row(
            flag: "--max-requests-in-flight", value: "7", setting: "server.limits.requestsInFlight", result: "7",
            shownDefault: "\(usual.requestsInFlight)"),
        Row(
            flag: "--max-header-bytes", value: "7Ki", setting: "server.limits.request.headBytes", result: "7168",
            shownDefault: size(usual.request.headBytes)),
        Row(
            flag: "--max-body-bytes", value: "7Ki", setting: "server.limits.request.bodyBytes", result: "7168",
            shownDefault: size(usual.request.bodyBytes)),
        Row(
            flag: "--max-held-bytes", value: "7Ki", setting: "server.limits.heldBytes", result: "7168",
            shownDefault: size(usual.heldBytes)),
        Row(
            flag: "--handshake-timeout", value: "7s", setting: "server.limits.handshakeTimeout", result: "7.0 seconds",
            shownDefault: time(usual.handshakeTimeout)),
        Row(
            flag: "--header-timeout", value: "7s", setting: "server.limits.headTimeout", result: "7.0 seconds",
            shownDefault: time(usual.headTimeout)),
        Row(
            flag: "--request-timeout", value: "7s", setting: "server.limits.requestTimeout", result: "7.0 seconds",
            shownDefault: time(usual.requestTimeout)),
        Row(
            flag: "--min-body-rate", value: "7", setting: "server.limits.bodyBytesPerSecond", result: "7",
            shownDefault: size(usual.bodyBytesPerSecond)),
        Row(
            flag: "--write-timeout", value: "7s", setting: "server.limits.writeTimeout", result: "7.0 seconds",
            shownDefault: time(usual.writeTimeout)),
        Row(
            flag: "--idle-timeout", value: "7s", setting: "server.limits.idleTimeout", result: "7.0 seconds",
            shownDefault: time(usual.idleTimeout)),
        Row(
            flag: "--shutdown-delay", value: "7s", setting: "server.limits.shutdownDelay", result: "7.0 seconds",
            shownDefault: time(usual.shutdownDelay)),
        Row(
            flag: "--shutdown-timeout", value: "7s", setting: "server.limits.shutdownTimeout", result: "7.0 seconds",
            shownDefault: time(usual.shutdownTimeout)),
        // The standard error of the tests may be a terminal or not.
        Row(flag: "--log-format", value: "text", setting: "log.format", result: "text", shownDefault: "by reader"),
        Row(flag: "--log-format", value: "json", setting: "log.format", result: "json", shownDefault: "by reader"),
        Row(flag: "--log-level", value: "error", setting: "log.level", result: "error", shownDefault: "`info`"),
    ]

    /// All settings of a command line by name, including each limit of the server.
    private static func settings(_ arguments: [String]) throws -> [String: String] {
        let command = try ServeCommand.parse(arguments)
        var settings = [
            "policy": command.config.file ?? "nil", "metricsListen": command.metricsListen ?? "nil",
            "log.level": command.logging.logLevel.rawValue, "log.format": "\(command.logging.format)",
            "cluster.source": command.cluster.source.rawValue,
            "cluster.kubeconfig": command.cluster.arguments.kubeconfig ?? "nil",
            "cluster.context": command.cluster.arguments.context ?? "nil",
            "cluster.syncTimeout": "\(command.cluster.clusterSyncTimeout)",
            "cluster.maxAge": "\(command.cluster.clusterMaxAge)",
        ]
        let managed = command.tls.managed
        settings["managed.secret"] = managed.selfManagedCertificates ?? "nil"
        settings["managed.service"] = managed.serviceName ?? "nil"
        settings["managed.namespace"] = managed.serviceNamespace ?? "nil"
        settings["managed.configuration"] = managed.webhookConfiguration ?? "nil"
        settings["managed.hosts"] = "\(managed.certificateHost)"
        settings["managed.certificateValidity"] = "\(managed.certificateValidity)"
        settings["managed.authorityValidity"] = "\(managed.authorityValidity)"
        if let files = command.tls.files { flatten(files, "files", into: &settings) }
        flatten(command.tls.options, "tls", into: &settings)
        var configuration = try command.configuration()
        configuration.memory = nil
        flatten(configuration, "server", into: &settings)
        return settings
    }

    private static func flatten(_ value: Any, _ name: String, into settings: inout [String: String]) {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            if let some = mirror.children.first {
                flatten(some.value, name, into: &settings)
            } else {
                settings[name] = "nil"
            }
        } else if mirror.displayStyle == .struct, !(value is any CustomStringConvertible) {
            for child in mirror.children { flatten(child.value, "\(name).\(child.label ?? "")", into: &settings) }
        } else {
            settings[name] = "\(value)"
        }
    }

    private static let files = ["--tls-cert", "a", "--tls-key", "b"]
    private static let managed = ["--self-managed-certificates", "a"]

    @Test(arguments: rows)
    func sets(_ row: Row) throws {
        let before = try Self.settings(row.certificate + row.others)
        // The last value of a repeated flag counts.
        let after = try Self.settings(row.certificate + row.others + [row.flag, row.value])
        #expect(after[row.setting] == row.result)
        let changed = Set(after.keys).union(before.keys).filter { before[$0] != after[$0] }
        if row.flag == "--log-format" {
            #expect(Set(changed).subtracting([row.setting]) == [])
        } else {
            #expect(changed == [row.setting])
        }
    }

    /// A server keeps what it lists of a cluster, so that it lists no more objects than it has memory for.
    @Test func clusterLimits() {
        let (limits, usual) = (ServeClusterArguments.clientLimits, ClientLimits())
        #expect(limits.objects == ClusterKnowledge.mostObjects && limits.objects < usual.objects)
        #expect(limits.pageSize == usual.pageSize && limits.pageBytes == usual.pageBytes)
    }

    /// A further name or address does not replace the first.
    @Test func lists() throws {
        let settings = try Self.settings(
            Self.files + [
                "--listen", "127.0.0.1:1", "--listen", "[::1]:2", "--client-ca", "ca", "--client-name", "a", "b",
                "--client-name", "c",
            ])
        #expect(settings["server.addresses"] == "[127.0.0.1:1, [::1]:2]")
        #expect(settings["tls.clientNames"] == #"["a", "b", "c"]"#)
    }

    private static func help() throws -> String {
        ServeCommand.helpMessage(columns: 10_000)
    }

    /// Every flag has a row, so that its setting is checked.
    @Test func complete() throws {
        let flags = try Self.help().split { !$0.isLetter && $0 != "-" }.filter { $0.hasPrefix("--") && $0.count > 2 }
        let others: Set = ["--help", "--version"]
        #expect(Set(Self.rows.map(\.flag)) == Set(flags.map(String.init)).subtracting(others))
    }

    /// The page's table has every flag once, with the defaults of the code.
    @Test func documented() throws {
        let page = try Repository.text(of: "Docs/operations.md")
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `--") }
        let documented = rows.map { $0.replacing("\\|", with: "/").split(separator: "|") }.map { cells in
            (
                flag: cells[0].split { !$0.isLetter && $0 != "-" }.first.map(String.init) ?? "",
                shownDefault: cells[1].split(separator: " ").joined(separator: " ")
            )
        }
        #expect(Set(documented.map(\.flag)).count == documented.count)
        #expect(Set(documented.map(\.flag)) == Set(Self.rows.map(\.flag)))
        for row in documented {
            let expected = try #require(Self.rows.first { $0.flag == row.flag })
            let shown = row.shownDefault.filter { $0 != "`" }
            #expect(shown == expected.shownDefault.filter { $0 != "`" }, "\(row.flag)")
        }
    }

    /// The help has the same defaults.
    @Test(arguments: rows)
    func helped(_ row: Row) throws {
        let lines = try Self.help().split(separator: "\n").drop { !$0.hasPrefix("  \(row.flag) <") }
        // A description that does not fit next to the flag is below it.
        let line = lines.prefix(1).joined() + lines.dropFirst().prefix { !$0.hasPrefix("  -") }.joined()
        #expect(!line.isEmpty)
        let shown = row.shownDefault.filter { $0 != "`" }
        if row.shownDefault == "any" || row.shownDefault.isEmpty || row.flag == "--client-ca" || row.flag == "--config"
        {
            #expect(!line.contains("(default: "))
        } else if row.shownDefault != "granted CPUs" && row.shownDefault != "by reader" {
            #expect(line.contains("default: \(shown))"), "\(line)")
        }
    }

    /// If the server closed an idle connection before its client does, a request on its way would fail: Go's transport,
    /// and with it the API server's, keeps one for 90 s.
    @Test func idleTimeout() {
        #expect(ServerLimits().idleTimeout > .seconds(90))
    }
}
