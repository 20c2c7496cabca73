import TestSupport
import Testing

/// The kubectl of a control plane, as an administrator.
struct Kubectl: Sendable {
    private let group: ProcessGroup
    private let kubeconfig: String
    private let program: String
    /// Whether kubectl can ask for a strict validation, for which it must be able to read what the server publishes.
    let canBeStrict: Bool

    /// Objects are judged by the definitions and the webhook alone, whatever kubectl knows of them.
    private static let lenient = "--validate=ignore"
    private static let strict = "--validate=strict"

    /// The outcome of a command.
    struct Outcome: Equatable {
        let code: Int32
        let output: String
        let errors: String

        /// The texts of the warnings.
        var warnings: [String] {
            errors.split(separator: "\n").filter { $0.hasPrefix("Warning: ") }.map { String($0.dropFirst(9)) }
        }

        /// What is printed beside the warnings, without blanks at the ends of lines.
        var refusal: String {
            errors.split(separator: "\n").filter { !$0.hasPrefix("Warning: ") }.map { line in
                line.last == " " ? String(line.dropLast()) : String(line)
            }.joined(separator: "\n")
        }
    }

    init(in group: ProcessGroup, kubeconfig: String) throws {
        self.group = group
        self.kubeconfig = kubeconfig
        program = try ControlPlanePrograms.path("kubectl")
        let probe = "apiVersion: v1\nkind: Namespace\nmetadata: {name: probe}\n"
        let words = ["create", Self.strict, "--dry-run=server", "-f", "-"]
        let outcome = try Self.run(program, words, input: probe, in: group, kubeconfig)
        canBeStrict = outcome.code == 0
    }

    /// Runs a command; nothing waits longer than a minute.
    func run(_ words: [String], input: String = "") throws -> Outcome {
        try Self.run(program, words, input: input, in: group, kubeconfig)
    }

    private static func run(
        _ program: String, _ words: [String], input: String, in group: ProcessGroup, _ kubeconfig: String
    ) throws -> Outcome {
        let process = try group.run(
            "/bin/sh",
            ["-c", #"exec timeout 60 "$0" --request-timeout=50s "$@""#, program] + words,
            environment: ["KUBECONFIG=\(kubeconfig)"], input: Array(input.utf8))
        let code: Int32 = if case .exit(let code) = process.waitForEnd() { code } else { -1 }
        return Outcome(code: code, output: process.output, errors: process.errors)
    }

    /// Runs a command.
    func callAsFunction(_ words: String...) throws -> Outcome { try run(words) }

    /// Runs a command that must succeed.
    /// - Returns: Its output.
    @discardableResult
    func must(_ words: String..., input: String = "") throws -> String {
        let outcome = try run(words, input: input)
        try #require(outcome.code == 0, "kubectl \(words.joined(separator: " ")): \(outcome.errors)")
        return outcome.output
    }

    /// Creates the objects of a manifest.
    func create(_ manifest: String, _ flags: String...) throws -> Outcome {
        try run(["create", Self.lenient, "-f", "-"] + flags, input: manifest)
    }

    /// Applies a manifest.
    func apply(_ manifest: String, _ flags: String...) throws -> Outcome {
        try run(["apply", Self.lenient, "-f", "-"] + flags, input: manifest)
    }

    /// Applies a manifest that must be accepted.
    func mustApply(_ manifest: String, _ flags: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        let outcome = try run(["apply", Self.lenient, "-f", "-"] + flags, input: manifest)
        try #require(outcome.code == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
    }

    /// Applies a manifest as kubectl does where nothing else is said, without storing anything.
    func tryStrictly(_ manifest: String) throws -> Outcome {
        try run(["apply", Self.strict, "--dry-run=server", "-f", "-"], input: manifest)
    }

    /// The stored object.
    func object(_ kind: String, _ name: String, in namespace: String? = nil) throws -> JSONValue {
        let place = namespace.map { ["-n", $0] } ?? []
        let outcome = try run(["get", kind, name, "-o", "json"] + place)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8))
    }

    /// The path at which an object of its kind is created; nil if the cluster does not know the kind.
    func path(of object: JSONValue) throws -> String? {
        let (version, kind) = (text(object["apiVersion"]), text(object["kind"]))
        for line in try must("api-resources", "--no-headers").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.suffix(3).first == version, words.last == kind, let plural = words.first else { continue }
            let root = version.contains("/") ? "/apis" : "/api"
            let namespace = words.dropLast().last == "true" ? "/namespaces/\(text(object["metadata/namespace"]))" : ""
            return "\(root)/\(version)\(namespace)/\(plural)"
        }
        return nil
    }

    private func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }
}
