import Admission
import KubeStash
import TestSupport
import Testing

/// An object about which KubeStash's own webhook says something odd or wrong, and the right answer.
struct Oddity: Sendable, CustomTestStringConvertible {
    /// The object, in a few words.
    let name: String
    /// The answer of KubeStash's webhook and why it is odd.
    let upstream: String
    /// The object in YAML.
    let object: String
    /// The other objects of the cluster.
    let beside: String
    /// The object as it is stored, for an update.
    let stored: String?
    /// All errors, each as its rule and field, and after `~` the warnings that matter.
    let answer: [String]

    init(
        _ name: String, upstream: String, _ object: String, beside: String = "", since stored: String? = nil,
        _ answer: [String] = []
    ) {
        self.name = name
        self.upstream = upstream
        self.object = object
        self.beside = beside
        self.stored = stored
        self.answer = answer
    }

    var testDescription: String { name }

    /// Compares the answer of a review with the right one.
    func check(_ location: SourceLocation = #_sourceLocation) throws {
        let reply = try Cluster(beside).review(object, since: stored)
        #expect(reply.code == 200, sourceLocation: location)
        let errors = reply.causes.map(Self.mark)
        #expect(errors == answer.filter { !$0.hasPrefix("~") }, "\(reply.causes)", sourceLocation: location)
        let warnings = reply.warnings.map { "~\(Self.mark($0))" }
        for warning in answer where warning.hasPrefix("~") {
            #expect(warnings.contains(warning), "\(reply.warnings)", sourceLocation: location)
        }
        #expect(reply.isAllowed == errors.isEmpty, sourceLocation: location)
    }

    /// The rule and the field of a line: `required-field spec.backends`.
    private static func mark(_ line: String) -> String {
        "\(line.split(separator: "[").last?.dropLast() ?? "") \(line.prefix { $0 != ":" })"
    }
}

/// BackupConfigurations with one backend, one session and one repository.
enum Plan {
    static let backend =
        "{name: b1, storageRef: {name: st, namespace: demo}, retentionPolicy: {name: rp, namespace: demo}}"
    static let target = "{apiGroup: apps, kind: StatefulSet, name: sts, namespace: demo}"
    static let addon = "{name: workload-addon, tasks: [{name: logical-backup, params: {paths: /data}}]}"
    static let scheduler = "{schedule: '0 3 * * *', jobTemplate: {template: {}}}"

    static func repository(_ name: String = "r1", backend: String? = "b1", directory: String = "/d") -> String {
        "{name: \(name), \(backend.map { "backend: \($0), " } ?? "")directory: \(directory)}"
    }

    static func session(
        _ name: String = "s1", _ repositories: String = Plan.repository(), scheduler: String = Plan.scheduler,
        addon: String = Plan.addon, more: String = ""
    ) -> String {
        "{name: \(name), scheduler: \(scheduler), sessionHistoryLimit: 1, addon: \(addon), "
            + "repositories: [\(repositories)]\(more.isEmpty ? "" : ", \(more)")}"
    }

    static func yaml(
        _ sessions: String..., name: String = "demo/bc", backends: String? = "[\(Plan.backend)]",
        target: String = Plan.target, metadata: String = "", more: String = ""
    ) -> String {
        let parts = name.split(separator: "/")
        return """
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupConfiguration
            metadata: {namespace: \(parts[0]), name: \(parts[1])\(metadata.isEmpty ? "" : ", \(metadata)")}
            spec:
              target: \(target)
            \(backends.map { "  backends: \($0)" } ?? "")
              sessions: [\((sessions.isEmpty ? [session()] : sessions).joined(separator: ", "))]
            \(more)
            ---

            """
    }

    static let storage = Sample.storage("demo/st", default: false)
    static let retention = Sample.retention("demo/rp")
    static let basis = storage + retention + Sample.namespace("demo")

    /// The Repository that KubeStash makes.
    static func made(
        _ name: String = "demo/r1", path: String = "/d", storage: String = "{name: st, namespace: demo}"
    ) -> String {
        Sample.repository(name, storage: storage, path: path, target: target)
    }
}
