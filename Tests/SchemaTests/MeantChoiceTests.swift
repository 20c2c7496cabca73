import Testing

@testable import Schema

/// The allowed text that is meant by a short or an inflected form of it, and never by its contrary.
@Suite struct MeantChoiceTests {
    private static let deletion = ["Delete", "WipeOut", "Retain"]
    private static let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
    private static let modes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]
    private static let executors = ["Job", "Sidecar", "EphemeralContainer", "MultiLevelJob"]

    @Test(arguments: [
        ("wipeout", deletion, "WipeOut"), ("Wipe_Out", deletion, "WipeOut"), ("Retained", deletion, "Retain"),
        ("Deleted", deletion, "Delete"), ("Retaining", deletion, "Retain"), ("Wipe", deletion, "WipeOut"),
        ("Forbidden", ["Allow", "Forbid", "Replace"], "Forbid"), ("Allowed", ["Allow", "Forbid", "Replace"], "Allow"),
        ("Pods", ["Function", "Pod", "Operator"], "Pod"),
        ("Restore", ["RestoreOnly", "Query", "Script"], "RestoreOnly"),
        ("NonIndex", ["NonIndexed", "Indexed"], "NonIndexed"),
        ("OnFailed", ["Always", "OnSuccess", "OnFailure"], "OnFailure"),
        ("Success", ["Always", "OnSuccess", "OnFailure"], "OnSuccess"), ("NoExec", effects, "NoExecute"),
        ("All", ["ExecuteOnOne", "ExecuteOnAll"], "ExecuteOnAll"), ("RWO", modes, "ReadWriteOnce"),
        ("rox", modes, "ReadOnlyMany"), ("RWX", modes, "ReadWriteMany"), ("RWOP", modes, "ReadWriteOncePod"),
        ("ephemeral", executors, "EphemeralContainer"), ("Jobs", executors, "Job"),
    ])
    func finds(_ text: String, _ choices: [String], _ meant: String) {
        #expect(MeantChoice.of(text, among: choices) == meant)
    }

    /// The contrary, what two may be, another word, and what is too short or too long.
    @Test(arguments: [
        ("DoNotDelete", deletion), ("Schedule", effects), ("Execute", effects), ("NoDelete", deletion),
        ("ReadWrite", modes), ("Many", modes), ("Keep", deletion), ("Remove", deletion), ("No", effects),
        ("", deletion),
        (" ", deletion), ("Pod", executors), ("Wip\u{E9}", ["WipeOut"]),
        (String(repeating: "Retain", count: 20), deletion),
    ])
    func leavesOthers(_ text: String, _ choices: [String]) {
        #expect(MeantChoice.of(text, among: choices) == nil)
    }
}
