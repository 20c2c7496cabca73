import Document
import TestSupport
import Testing

@testable import stashgate

/// `--cluster` of `lint` and `schedule`.
struct ClusterFlagsTests {
    private typealias Objects = ClusterManifests

    private static let basis =
        Objects.namespace("backup") + Objects.namespace("shop") + Objects.namespace("crm") + Objects.addon
        + Objects.retention()

    @Test("files are judged beside the objects of the cluster")
    func lint() throws {
        let cluster = try CommandCluster(Self.basis + Objects.storage(from: "Same"))
        defer { cluster.server.stop() }
        try cluster.write(Objects.configuration(), to: "a.yaml")
        let outcome = try cluster.run(["lint", "--cluster", "a.yaml"])
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix("a.yaml:13:24: error[usage-policy]: "))
        #expect(outcome.output.contains("\n  note: BackupStorage backup/s3: ") && !outcome.output.contains("warning"))
        // The files replace what they will replace in the cluster.
        try cluster.write(Objects.storage(), to: "b.yaml")
        #expect(try cluster.run(["lint", "--cluster", "a.yaml", "b.yaml"]).code == 0)
        #expect(try cluster.run(["lint", "--cluster", "a.yaml", "--with", "b.yaml", "--strict"]).code == 0)
    }

    @Test("objects that name no namespace are meant for that of the context")
    func namespaces() throws {
        let cluster = try CommandCluster(Self.basis + Objects.storage(from: "Same"))
        defer { cluster.server.stop() }
        let text = Objects.configuration(in: "backup").replacing("  namespace: backup\n  c", with: "  c")
        try cluster.write(text, to: "a.yaml")
        #expect(try cluster.run(["lint", "--cluster", "a.yaml"]).output.contains("usage-policy"))
        #expect(try !cluster.run(["lint", "--cluster", "a.yaml", "-n", "backup"]).output.contains("usage-policy"))
    }

    @Test("what is not known of the cluster is said, and not guessed")
    func unknown() throws {
        let cluster = try CommandCluster(Self.basis + Objects.storage(from: "Same"))
        defer { cluster.server.stop() }
        try cluster.write(Objects.configuration(), to: "a.yaml")
        cluster.server.forbid(CommandCluster.path("BackupStorage"))
        let outcome = try cluster.run(["lint", "--cluster", "a.yaml"])
        #expect(outcome.code == 0 && outcome.output.contains("warning[unknown-cluster]: "))
        #expect(outcome.errors.hasPrefix("warning: the list of backupstorages.storage.kubestash.com cannot be read: "))
        cluster.server.fail(with: 401)
        let refused = try cluster.run(["lint", "--cluster", "a.yaml"])
        #expect(refused.code == 2 && refused.errors.hasPrefix("error: the cluster cannot be read: "))
    }

    @Test("the schedules of a cluster are listed, and counted in a calendar")
    func schedules() throws {
        let suspended = Objects.configuration("old").replacing(
            #"schedule: "0 2"#, with: #"suspend: true, schedule: "0 2"#)
        let deleted = Objects.configuration("gone", metadata: "  deletionTimestamp: \"2026-03-03T00:00:00Z\"")
        let cluster = try CommandCluster(
            Self.basis + Objects.configuration(in: "crm") + Objects.configuration() + suspended + deleted)
        defer { cluster.server.stop() }
        let start = ["--cluster", "--from", "2026-03-02T00:00:00Z"]
        let all = try cluster.run(["schedule", "-A"] + start)
        #expect(
            all.output == """
                OBJECT                        SESSION  SCHEDULE   NEXT
                BackupConfiguration crm/web   nightly  0 2 * * *  2026-03-02T02:00:00Z Mon
                BackupConfiguration shop/old  nightly  0 2 * * *  suspended
                BackupConfiguration shop/web  nightly  0 2 * * *  2026-03-02T02:00:00Z Mon

                """)
        #expect(all.code == 0)
        #expect(try cluster.run(["schedule"] + start).output.split(separator: "\n").count == 3)
        #expect(try cluster.run(["schedule", "-n", "crm"] + start).output.split(separator: "\n").count == 2)
        let json = try cluster.run(["schedule", "-n", "crm", "-o", "json"] + start)
        #expect(
            json.output.hasPrefix(#"{"kind":"BackupConfiguration","namespace":"crm","name":"web","session":"nightly","#)
        )
        let week = try cluster.run(["schedule", "-A", "--calendar", "week"] + start)
        #expect(week.output.hasPrefix("Scheduled starts, Mon 2 Mar to Sun 8 Mar 2026 (UTC): "))
        #expect(week.output.contains("crm/web nightly"))
    }

    @Test("a cluster without schedules, and one that cannot be read, are not empty calendars")
    func noSchedules() throws {
        let cluster = try CommandCluster(Self.basis)
        defer { cluster.server.stop() }
        let none = try cluster.run(["schedule", "--cluster"])
        #expect(none == .init(code: 2, output: "", errors: "error: no object in shop has a schedule\n"))
        #expect(try cluster.run(["schedule", "--cluster", "-A"]).errors == "error: no object has a schedule\n")
        cluster.server.forbid(CommandCluster.path("BackupBatch"))
        let forbidden = try cluster.run(["schedule", "--cluster", "-A"])
        #expect(
            forbidden.code == 2 && forbidden.errors.hasPrefix("error: the list of backupbatches.core.kubestash.com "))
        let bare = try CommandCluster(Objects.namespace("shop"), kinds: ["Namespace"])
        defer { bare.server.stop() }
        #expect(
            try bare.run(["schedule", "--cluster"]).errors
                == "error: this cluster does not have any kind of KubeStash\n")
    }

    @Test("a refused schedule of a cluster makes the exit code 1, with its object")
    func refused() throws {
        let cluster = try CommandCluster(
            Self.basis + Objects.configuration().replacing("\"0 2 * * *\"", with: "\"61 2 * * *\""))
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["schedule", "--cluster", "--calendar", "day"])
        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("BackupConfiguration shop/web nightly: error: "))
    }

    @Test(
        "flags that contradict each other are wrong usage",
        arguments: [
            (["lint", "--kubeconfig", "a"], "--kubeconfig and --context say which cluster is read; add --cluster"),
            (["lint", "--context", "a"], "--kubeconfig and --context say which cluster is read; add --cluster"),
            (
                ["lint", "--cluster", "--complete"],
                "--complete says that the files have everything, --cluster that a cluster has more"
            ),
            (
                ["lint", "--cluster", "--no-cross-check"],
                "--cluster is for cross-checks, which --no-cross-check turns off"
            ),
            (["schedule", "-A", "@daily"], "-A is for the namespaces of a cluster; add --cluster"),
            (
                ["schedule", "--context", "a", "@daily"],
                "--kubeconfig and --context say which cluster is read; add --cluster"
            ),
            (
                ["schedule", "--cluster", "@daily"],
                "--cluster takes the schedules of a cluster; leave out files and expressions"
            ),
            (
                ["schedule", "--cluster", "-f", "a"],
                "--cluster takes the schedules of a cluster; leave out files and expressions"
            ),
            (
                ["schedule", "--cluster", "-A", "-n", "shop"],
                "-n is one namespace, and -A is all of them; give one of them"
            ),
        ])
    func usage(_ arguments: [String], error: String) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors == "error: \(error)\nsee 'stashgate \(arguments[0]) --help'\n")
    }
}
