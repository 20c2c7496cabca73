import System
import TestSupport
import Testing

/// A cluster with the webhook, for all stories; they play one after another, each in namespaces of its own.
final class Stage: @unchecked Sendable {
    let group: ProcessGroup
    let plane: ControlPlane
    let kubectl: Kubectl
    let webhook: Webhook

    /// The namespace of the samples.
    private static let demo = "demo"

    @TaskLocal private static var current: Stage?

    /// Whether an expectation failed.
    fileprivate static let hasFailed = Locked(false)

    /// The stage of this run.
    static func get() throws -> Stage { try #require(current) }

    private init(in group: ProcessGroup) throws {
        self.group = group
        plane = try ControlPlane(in: group)
        kubectl = try Kubectl(in: group, kubeconfig: plane.kubeconfig)
        try kubectl.establish(Definitions(by: group).text)
        try kubectl.must("create", "namespace", Self.demo)
        webhook = try Webhook(in: group, plane, kubectl)
    }

    /// Runs something on a new stage, and clears it whatever happens.
    fileprivate static func play(_ body: () async throws -> Void) async throws {
        let group = try ProcessGroup()
        var stage: Stage?
        defer {
            group.end()
            stage?.webhook.balancer.stop()
        }
        do {
            let new = try Stage(in: group)
            stage = new
            try await $current.withValue(new, operation: body)
        } catch {
            print(group.logs(last: 100))
            throw error
        }
        if hasFailed.withLock({ $0 }) { print(group.logs(last: 100)) }
    }

    /// The definitions that are installed.
    func definitions() throws -> Definitions { try Definitions(by: group) }

    /// Makes namespaces with the label that each has, and others.
    func namespaces(_ names: String..., labels: String = "") throws {
        for name in names {
            try kubectl.mustApply(
                "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {\(labels)}}\n")
        }
    }

    /// Runs stashgate on this machine, as an administrator of the cluster.
    func stashgate(_ arguments: [String], input: String = "") throws -> Kubectl.Outcome {
        let process = try group.run(
            ChildProcess.product("stashgate"), arguments, environment: ["KUBECONFIG=\(plane.kubeconfig)"],
            input: Array(input.utf8))
        let code: Int32 = if case .exit(let code) = process.waitForEnd() { code } else { -1 }
        return Kubectl.Outcome(code: code, output: process.output, errors: process.errors)
    }
}

/// Surrounds a suite with a stage.
struct StageTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Stage.play(function)
    }
}

extension Trait where Self == StageTrait {
    /// A stage for all tests of a suite together.
    static var onStage: Self { StageTrait() }
}

extension Trait where Self == IssueHandlingTrait {
    /// Remembers that there was an issue, so that the logs are printed.
    static var notingFailures: Self {
        .compactMapIssues { issue in
            Stage.hasFailed.withLock { $0 = true }
            return issue
        }
    }
}

/// The stories that are played against a real API server.
@Suite(.serialized, .withControlPlane, .onStage, .notingFailures, .timeLimit(.minutes(30)))
enum Stories {}
