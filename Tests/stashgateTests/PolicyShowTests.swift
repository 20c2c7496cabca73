import TestSupport
import Testing

/// A policy file for `stashgate policy`.
enum PolicyFile {
    static let sample = """
        apiVersion: stashgate.dev/v1alpha1
        kind: Policy
        rules:
          wipe-out: off
        parameters:
          historyLimit: 5
          encryptionRequired: true
        namespaces:
        - match: ["pay*"]
          rules:
            "*": error
          parameters: {historyLimit: 3}

        """

    /// Runs `stashgate policy` with some arguments on a file.
    ///
    /// - Returns: How it ended, its output and its errors, without the folder of the file.
    static func run(_ arguments: [String], _ file: String) throws -> (ChildProcess.End, String, String) {
        let folder = try TemporaryFolder()
        try folder.write(file, to: "p.yaml")
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["policy"] + arguments + ["\(folder.path)/p.yaml"])
        let code = process.waitForEnd()
        func named(_ text: String) -> String { text.replacing("\(folder.path)/", with: "") }
        return (code, named(process.output), named(process.errors))
    }
}

/// What holds in a namespace, and the lines of the policy that say so.
struct PolicyShowTests {
    /// A star sets the level of rules with parameters as well, whether these are set or not.
    @Test func showsTheStar() throws {
        let file = """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            rules: {"*": off}
            parameters: {minimumInterval: 15m}

            """
        let lines = try PolicyFile.run(["show"], file).1.split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("policy-min-interval off p.yaml:3"))
        #expect(lines.contains("policy-history-limit off p.yaml:3"))
        #expect(lines.contains("minimumInterval \"15m\" p.yaml:4"))
    }

    /// Each setting has the line that sets it: that of its namespace where it has one.
    @Test func shows() throws {
        let general = try PolicyFile.run(["show"], PolicyFile.sample)
        #expect(general.0 == .exit(0))
        let lines = general.1.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("wipe-out off p.yaml:4"))
        #expect(lines.contains("policy-encryption-required error p.yaml:7"))
        // The parameter makes an error of what the rule warns of.
        #expect(lines.contains("missing-encryption off p.yaml:7"))
        #expect(lines.contains("historyLimit 5 p.yaml:6"))
        #expect(!general.1.contains("catalogue") && !general.1.contains("policy-min-interval"))
        let payments = try PolicyFile.run(["show", "--namespace", "payments"], PolicyFile.sample).1.split(
            separator: "\n"
        ).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(payments.contains("wipe-out error p.yaml:11"))
        #expect(payments.contains("historyLimit 3 p.yaml:12"))
        #expect(payments.contains("encryptionRequired true p.yaml:7"))
        let all = try PolicyFile.run(["show", "-n", "other", "--all"], PolicyFile.sample).1
        #expect(all.contains("required-field") && all.contains("error, mandatory") && all.contains("catalogue"))
        let json = try PolicyFile.run(["show", "-o", "json"], PolicyFile.sample).1
        #expect(json.hasPrefix(#"{"file":"p.yaml","namespace":null,"rules":[{"id":"#))
        #expect(
            json.contains(#"{"id":"wipe-out","level":"off","mandatory":false,"ignorable":false,"line":4,"column":3}"#))
        #expect(json.contains(#"{"name":"historyLimit","value":5,"line":6,"column":3}"#))
        let warned = try PolicyFile.run(["show", "-n", "a"], PolicyFile.sample + "warnOnly:\n  groups: [admins]\n").1
        #expect(warned.contains(#"warnOnly.groups"#) && warned.contains(#"["admins"]"#))
        #expect(warned.hasSuffix("  p.yaml:14\n"))
        let empty = try PolicyFile.run(["show"], "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n")
        #expect(empty.1 == "p.yaml: all rules are as in the catalogue, and no parameter is set\n")
        let wrong = try PolicyFile.run(["show"], "kind: Policy\n")
        #expect(wrong.0 == .exit(2))
        #expect(wrong.2.hasPrefix("error: p.yaml:1:1: apiVersion: Required value"))
    }

    /// The whole output for a policy of each kind of setting, for people and for programs.
    @Test func showsEverything() throws {
        let file = """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            rules:
              wipe-out: off
            parameters:
              historyLimit: 5
            enforcement: warn
            warnOnly:
              groups: [admins]
              users: ["a:*", b]

            """
        let lines = """
            policy-history-limit  error        p.yaml:6
            wipe-out              off          p.yaml:4
            historyLimit          5            p.yaml:6
            enforcement           "warn"       p.yaml:7
            warnOnly.groups       ["admins"]   p.yaml:9
            warnOnly.users        ["a:*","b"]  p.yaml:10

            """
        #expect(try PolicyFile.run(["show"], file).1 == lines)
        let json = """
            {"file":"p.yaml","namespace":"demo","rules":[\
            {"id":"policy-history-limit","level":"error","mandatory":false,"ignorable":false,"line":6,"column":3},\
            {"id":"wipe-out","level":"off","mandatory":false,"ignorable":false,"line":4,"column":3}],"parameters":[\
            {"name":"historyLimit","value":5,"line":6,"column":3},\
            {"name":"enforcement","value":"warn","line":7,"column":1},\
            {"name":"warnOnly.groups","value":["admins"],"line":9,"column":3},\
            {"name":"warnOnly.users","value":["a:*","b"],"line":10,"column":3}]}

            """
        #expect(try PolicyFile.run(["show", "-n", "demo", "-o", "json"], file).1 == json)
    }

    /// Each part of the effect is counted from one on, and is not mentioned where there is none.
    @Test(arguments: [
        ("rules: {wipe-out: off}", "changes 1 rule"), ("rules: {wipe-out: off, either-day: off}", "changes 2 rules"),
        ("ignorable: [either-day]", "lets 1 rule be ignored"),
        ("ignorable: [either-day, wipe-out]", "lets 2 rules be ignored"),
        ("warnOnly: {users: [a]}", "warns, instead of denying, the requesters that 1 pattern matches"),
        ("warnOnly: {users: [a], groups: [b]}", "warns, instead of denying, the requesters that 2 patterns match"),
    ])
    func countsEffects(_ line: String, effect: String) throws {
        let file = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n\(line)\n"
        #expect(try PolicyFile.run(["check"], file).1 == "p.yaml: no mistakes; it \(effect)\n")
    }

    /// The rules that an annotation may ignore, for people and for programs.
    @Test func showsWhatMayBeIgnored() throws {
        let file = """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            rules: {wipe-out: error}
            ignorable: [wipe-out]
            namespaces:
            - match: [sandbox]
              ignorable: ["either-*", wipe-out]

            """
        #expect(
            try PolicyFile.run(["check"], file).1
                == "p.yaml: no mistakes; it changes 1 rule and lets 2 rules be ignored\n")
        let checked = try PolicyFile.run(["check", "-o", "json"], file).1
        #expect(checked.contains(#""changedRules":["wipe-out"],"ignorableRules":["either-day","wipe-out"],"#))
        #expect(
            try PolicyFile.run(["show"], file).1 == """
                wipe-out   error, ignorable  p.yaml:3
                ignorable  ["wipe-out"]      p.yaml:4

                """)
        let sandbox = try PolicyFile.run(["show", "-n", "sandbox", "--all", "-o", "json"], file).1
        #expect(sandbox.contains(#"{"id":"either-day","level":"warning","mandatory":false,"ignorable":true}"#))
        #expect(sandbox.contains(#""id":"required-field","level":"error","mandatory":true,"ignorable":false"#))
        #expect(sandbox.contains(#"{"name":"ignorable","value":["either-*","wipe-out"],"line":7,"column":3}"#))
    }
}
