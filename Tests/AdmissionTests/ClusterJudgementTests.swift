import Admission
import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// What the command line judges beside the objects of a cluster, without an answer's limits.
struct ClusterJudgementTests {
    private func judgement(
        _ yaml: String, of kind: Kind, to operation: Operation, beside objects: String...
    ) throws -> Judgement? {
        let cluster = try Cluster(objects.joined())
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let value = Submission.Value(document.root, of: document)
        let submission =
            operation == .delete
            ? Submission(value, of: kind, to: operation, from: value, in: "demo")
            : Submission(value, of: kind, to: operation, in: "demo")
        return try Reviewer().judge(submission, in: cluster.objects.snapshot)
    }

    /// A deletion is judged beside other objects only.
    @Test func deletions() throws {
        let storage = Sample.storage("demo/s3")
        let used = try judgement(storage, of: BackupStorage.kind, to: .delete, beside: storage, Sample.repository())
        #expect(used?.warnings.count == 1)
        let document = try #require(try Document.documents(yaml: Array(storage.utf8)).first)
        let value = Submission.Value(document.root, of: document)
        let alone = try Reviewer().judge(
            Submission(value, of: BackupStorage.kind, to: .delete, from: value, in: "demo"))
        #expect(alone == nil)
    }

    private static let addon = """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: {name: own-addon}
        spec: {backupTasks: [{name: own, function: f, parameters: [{name: free}]}]}
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: {name: f}
        spec: {image: i, args: ['--a=${read}']}
        ---

        """

    /// Fields that are not compared with the cluster: a thousand mistakes, with the backends that are not used, are enough
    /// for a reader.
    @Test(arguments: [(100, 200), (499, 498), (700, 297)])
    func unknownObjects(_ count: Int, found: Int) throws {
        let backends = (0..<count).map { "{name: b\($0), storageRef: {name: s\($0)}, retentionPolicy: {name: k\($0)}}" }
        let yaml = Sample.configuration(backends: "[\(backends.joined(separator: ", "))]")
        let cluster = try Cluster(unknown: ["BackupStorage", "RetentionPolicy"])
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let value = Submission.Value(document.root, of: document)
        let judged = try Reviewer().judge(
            Submission(value, of: BackupConfiguration.kind, to: .create, in: "demo"), in: cluster.objects.snapshot)
        let unknown = judged?.warnings.count { $0.rule.rawValue == "unknown-cluster" }
        #expect(unknown == found)
    }

    /// The parameters of an Addon that only the cluster has: a thousand mistakes, with another one, are enough for a reader.
    @Test(arguments: [(0, 0), (1, 1), (998, 998), (999, 999), (1000, 999), (1500, 999)])
    func unknownParameters(_ count: Int, found: Int) throws {
        let params = (0..<count).map { ", x\($0): a" }.joined()
        let yaml = Sample.configuration(
            addon: "{name: own-addon, tasks: [{name: own, params: {free: a, read: b\(params)}}]}")
        let judged = try judgement(
            yaml, of: BackupConfiguration.kind, to: .create, beside: Sample.storage("demo/s3", default: false),
            Sample.retention(), Sample.namespace("demo"), Self.addon)
        #expect(judged?.warnings.count { $0.rule.rawValue == "unknown-parameter" } == found)
    }
}
