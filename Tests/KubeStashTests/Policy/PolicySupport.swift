import Document
import KubeStash
import Schema
import TestSupport

/// The first lines of every policy file.
private let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"

/// A policy from the part of its file below the first two lines.
func policy(_ body: String) throws -> Policy {
    try Policy(yaml: Array((head + body).utf8))
}

/// Line, column and text of every mistake in a policy file.
func mistakes(_ file: String) -> [String] {
    do throws(PolicyError) {
        _ = try Policy(yaml: Array(file.utf8))
        return []
    } catch {
        return error.mistakes.map { "\($0.position.line):\($0.position.column) \($0.message)" }
    }
}

/// The mistakes in the part of a policy file below the first two lines, which count as lines 1 and 2.
func mistakes(below body: String) -> [String] {
    mistakes(head + body)
}

/// Severity, rule, place and message of the findings in an object under a policy.
func findings(_ object: JSONValue, under policy: Policy, in namespace: String? = "demo") throws -> [String] {
    let findings = try checked(object, under: policy.settings(for: namespace), in: namespace)
    return findings.all.map {
        "\($0.severity.rawValue) \($0.rule) \($0.path): \($0.message(in: findings.document))"
    }
}

/// The valid object with some values set, or removed if they are nil.
func valid(_ changes: [(String, JSONValue?)]) -> JSONValue {
    var object = valid
    for (pointer, value) in changes { object[pointer] = value }
    return object
}
