import Admission
import KubeStash
import TestSupport
import Testing

/// The oddities of KubeStash's webhook for HookTemplates, BackupBlueprints and BackupBatches.
struct TemplateOddityTests {
    private static func object(_ kind: String, _ spec: String, metadata: String = "") -> String {
        """
        apiVersion: core.kubestash.com/v1alpha1
        kind: \(kind)
        metadata: {namespace: demo, name: one\(metadata.isEmpty ? "" : ", \(metadata)")}
        spec: {\(spec)}
        ---

        """
    }
    private static func hook(_ spec: String) -> String { object("HookTemplate", spec) }
    private static let exec = "action: {exec: {command: [/flush]}}"
    private static let pod = "executor: {type: Pod, pod: {selector: app=web}}"
    private static func selector(_ text: String, _ answer: [String] = [], upstream: String = "accepts it") -> Oddity {
        Oddity(
            "the selector \(text)", upstream: upstream,
            hook("\(exec), executor: {type: Pod, pod: {selector: '\(text)'}}"), answer)
    }
    private static let malformed = ["invalid-pod-selector spec.executor.pod.selector"]

    static let hooks =
        ["a=b=c", "="].map { selector($0, malformed) }
        + ["env in (a,b)", "!x", "x"].map {
            selector($0, upstream: "refuses it, although its operator reads it since v2026.7.10")
        }
        + [
            // Kubernetes reads both as conditions.
            selector("a==b"), selector("a!=b"),
            Oddity(
                "no type", upstream: "counts it as any other than Function",
                hook("\(exec), executor: {pod: {selector: a=b}}"),
                ["required-field spec.executor.type"]),
            Oddity(
                "a Function without a name", upstream: "accepts it", hook("executor: {type: Function, function: {}}"),
                ["required-field spec.executor.function.name"]),
            Oddity("no executor", upstream: "refuses it", hook(exec), ["required-field spec.executor"]),
            Oddity(
                "two actions", upstream: "accepts it",
                hook("action: {exec: {command: [/a]}, tcpSocket: {port: 1}}, \(pod)"),
                ["invalid-hook-action spec.action.tcpSocket"]),
            Oddity(
                "an action that does nothing", upstream: "accepts it", hook("action: {}, \(pod)"),
                ["invalid-hook-action spec.action"]),
            Oddity(
                "a command for the operator", upstream: "accepts it", hook("\(exec), executor: {type: Operator}"),
                ["invalid-hook-action spec.action.exec"]),
            Oddity(
                "the name of a port without a container", upstream: "accepts it",
                hook("action: {httpGet: {port: http, path: /}}, \(pod)"),
                ["~unresolved-address spec.action.containerName"]),
            Oddity(
                "a parameter without a name", upstream: "accepts it", hook("params: [{usage: u}], \(exec), \(pod)"),
                ["required-field spec.params[0].name"]),
            Oddity(
                "a parameter twice", upstream: "accepts it",
                hook("params: [{name: p}, {name: p}], \(exec), \(pod)"), ["duplicate-name spec.params[1].name"]),
            Oddity(
                "a parameter that is required and has a default", upstream: "accepts it",
                hook("params: [{name: p, required: true, default: x}], \(exec), \(pod)"),
                ["~no-effect spec.params[0].default"]),
            Oddity(
                "a template of Go", upstream: "replaces it; other programs take the file for a template of Helm",
                hook(
                    "action: {httpPost: {port: 80, path: /, body: '{{ .Name }} {{ toJson .Status.Phase }}', httpHeaders: []}}, "
                        + "executor: {type: Operator}")),
            Oddity(
                "a template of Go with a field that does not exist", upstream: "accepts it, and fails at each run",
                hook("action: {httpPost: {port: 80, path: /, body: '{{ .Nme }}'}}, executor: {type: Operator}"),
                ["~unknown-template-name spec.action.httpPost.body"]),
            Oddity(
                "an empty usagePolicy", upstream: "crashes without its mutating webhook",
                hook("\(exec), \(pod), usagePolicy: {}")),
            Oddity("no usagePolicy", upstream: "crashes without its mutating webhook", hook("\(exec), \(pod)")),
        ]

    @Test("a HookTemplate", arguments: hooks)
    func judgesHooks(_ oddity: Oddity) throws { try oddity.check() }

    // MARK: BackupBlueprint

    private static let named =
        "backends: [{name: b1, storageRef: {name: st, namespace: demo}, retentionPolicy: {name: rp}}]"
    private static func blueprint(_ template: String, more: String = "") -> String {
        object("BackupBlueprint", "\(more)backupConfigurationTemplate: {\(template)}")
    }
    private static func sessions(_ session: String) -> String { "\(named), sessions: [\(session)]" }
    private static let start = "spec.backupConfigurationTemplate"
    private static let varied = Plan.repository("'${targetName}'", directory: "'/${targetName}'")

    static let blueprints = [
        Oddity(
            "a backend without a storageRef", upstream: "crashes, although its documentation promises a default",
            blueprint("backends: [{name: b1, retentionPolicy: {name: rp}}], sessions: [\(Plan.session("s1", varied))]"),
            beside: Plan.basis, ["required-field \(start).backends[0].storageRef"]),
        Oddity(
            "a storage with a variable", upstream: "looks it up by the variable's name, and accepts it",
            blueprint(
                "backends: [{name: b1, storageRef: {name: '${st}', namespace: demo}, retentionPolicy: {name: rp}}], "
                    + "sessions: [\(Plan.session("s1", varied))]"), beside: Plan.basis),
        Oddity(
            "no template", upstream: "refuses it", object("BackupBlueprint", "usagePolicy: {}"),
            ["required-field \(start)"]),
        Oddity(
            "a schedule that is none", upstream: "accepts it; the BackupConfiguration fails, where nobody looks",
            blueprint(sessions(Plan.session("s1", varied, scheduler: "{schedule: junk, jobTemplate: {}}"))),
            beside: Plan.basis, ["invalid-schedule \(start).sessions[0].scheduler.schedule"]),
        Oddity(
            "a backend that the blueprint does not have", upstream: "accepts it",
            blueprint(sessions(Plan.session("s1", Plan.repository("'${targetName}'", backend: "b9")))),
            beside: Plan.basis,
            ["unknown-backend \(start).sessions[0].repositories[0].backend"]),
        Oddity(
            "a variable where a duration belongs", upstream: "answers 400",
            blueprint(sessions(Plan.session("s1", varied, more: "retryConfig: {delay: '${d}'}"))), beside: Plan.basis,
            ["invalid-duration \(start).sessions[0].retryConfig.delay"]),
        Oddity(
            "a variable where one of some words belongs", upstream: "leaves it to the schema",
            blueprint(
                sessions(Plan.session("s1", "{name: '${n}', backend: b1, directory: '/${n}', deletionPolicy: '${p}'}"))),
            beside: Plan.basis, ["unsupported-value \(start).sessions[0].repositories[0].deletionPolicy"]),
        Oddity(
            "a storage that does not allow the own namespace", upstream: "refuses it, rightly",
            blueprint(
                "backends: [{name: b1, storageRef: {name: st, namespace: x}, retentionPolicy: {name: rp}}], "
                    + "sessions: [\(Plan.session("s1", varied))]"),
            beside: Sample.storage("x/st", Sample.own, default: false) + Plan.retention + Sample.namespace("demo"),
            ["usage-policy \(start).backends[0].storageRef.name"]),
        Oddity(
            "a HookTemplate that does not allow the namespace", upstream: "does not look at it",
            blueprint(
                sessions(
                    Plan.session(
                        "s1", varied, more: "hooks: {preBackup: [{name: h, hookTemplate: {name: ht, namespace: x}}]}"))),
            beside: Plan.basis + Sample.template("x/ht"),
            ["usage-policy \(start).sessions[0].hooks.preBackup[0].hookTemplate.name"]),
    ]

    @Test("a BackupBlueprint", arguments: blueprints)
    func judgesBlueprints(_ oddity: Oddity) throws { try oddity.check() }

    // MARK: BackupBatch

    private static func batch(_ targets: String, _ sessionTargets: String, backends: String = named) -> String {
        object(
            "BackupBatch",
            "\(backends)\(backends.isEmpty ? "" : ", ")targets: [\(targets)], sessions: [{name: s1, "
                + "scheduler: \(Plan.scheduler), sessionHistoryLimit: 1, targets: [\(sessionTargets)]}]")
    }
    private static func part(_ name: String, _ repository: String = Plan.repository()) -> String {
        "{name: \(name), addon: \(Plan.addon), repositories: [\(repository)]}"
    }
    private static let target = "{name: t, appRef: \(Plan.target)}"

    static let batches = [
        Oddity(
            "a target that the batch does not have", upstream: "looks at nothing", batch(target, part("u")),
            beside: Plan.basis, ["unknown-target spec.sessions[0].targets[0].name"]),
        Oddity(
            "a target twice", upstream: "looks at nothing", batch("\(target), \(target)", part("t")),
            beside: Plan.basis, ["duplicate-name spec.targets[1].name"]),
        Oddity(
            "a target twice in a session", upstream: "looks at nothing",
            batch(target, "\(part("t")), \(part("t", Plan.repository("r2", directory: "/e")))"), beside: Plan.basis,
            ["duplicate-name spec.sessions[0].targets[1].name"]),
        Oddity(
            "a target without an appRef", upstream: "crashes in the operator", batch("{name: t}", part("t")),
            beside: Plan.basis, ["required-field spec.targets[0].appRef"]),
        Oddity(
            "a target that no session backs up", upstream: "looks at nothing",
            batch("\(target), {name: u, appRef: \(Plan.target)}", part("t")), beside: Plan.basis,
            ["~unused-target spec.targets[1].name"]),
        Oddity(
            "a backend that the batch does not have", upstream: "looks at nothing",
            batch(target, part("t", Plan.repository(backend: "b9"))), beside: Plan.basis,
            ["unknown-backend spec.sessions[0].targets[0].repositories[0].backend"]),
        Oddity(
            "no backends", upstream: "has no default for them, although its documentation promises one",
            batch(target, part("t", Plan.repository(backend: nil)), backends: ""), beside: Plan.basis,
            ["~relies-on-default spec.backends"]),
        Oddity(
            "a directory of a Repository", upstream: "looks at nothing",
            batch(target, part("t", Plan.repository("r2"))),
            beside: Plan.basis + Plan.made(),
            ["directory-conflict spec.sessions[0].targets[0].repositories[0].directory"]),
        Oddity(
            "an empty spec", upstream: "looks at nothing", object("BackupBatch", ""),
            ["required-field spec.targets", "required-field spec.sessions"]),
    ]

    @Test("a BackupBatch", arguments: batches)
    func judgesBatches(_ oddity: Oddity) throws { try oddity.check() }
}
