import Document
import Schema
import TestSupport

@testable import KubeStash

/// A BackupConfiguration without mistakes and warnings, for tests to change.
let valid: JSONValue = [
    "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration",
    "metadata": ["name": "web", "namespace": "demo"],
    "spec": [
        "target": ["apiGroup": "apps", "kind": "Deployment", "name": "web", "namespace": "demo"],
        "backends": [
            ["name": "primary", "storageRef": ["name": "s3"], "retentionPolicy": ["name": "keep"]],
            ["name": "offsite", "storageRef": ["name": "gcs"], "retentionPolicy": ["name": "keep"]],
        ],
        "sessions": [
            [
                "name": "hourly",
                "scheduler": ["schedule": "15 * * * *", "concurrencyPolicy": "Forbid", "jobTemplate": [:]],
                "hooks": [
                    "preBackup": [["name": "flush", "hookTemplate": ["name": "run"], "executionPolicy": "Always"]],
                    "postBackup": [["name": "thaw", "hookTemplate": ["name": "run"], "executionPolicy": "OnFailure"]],
                ],
                "retryConfig": ["maxRetry": 2, "delay": "1m"], "sessionHistoryLimit": 3,
                "addon": ["name": "workload-addon", "tasks": [["name": "logical-backup"]]],
                "repositories": [
                    [
                        "name": "web-primary", "backend": "primary", "directory": "/web",
                        "encryptionSecret": ["name": "key"], "deletionPolicy": "Delete",
                    ],
                    [
                        "name": "web-offsite", "backend": "offsite", "directory": "/web",
                        "encryptionSecret": ["name": "key"], "deletionPolicy": "Delete",
                    ],
                ],
            ],
            [
                "name": "nightly",
                "scheduler": ["schedule": "@daily", "concurrencyPolicy": "Allow", "jobTemplate": [:]],
                "retryConfig": ["maxRetry": 1], "sessionHistoryLimit": 0,
                "addon": [
                    "name": "workload-addon", "tasks": [["name": "logical-backup"], ["name": "manifest-backup"]],
                ],
                "repositories": [
                    [
                        "name": "web-nightly", "backend": "primary", "directory": "/nightly",
                        "encryptionSecret": ["name": "key"], "deletionPolicy": "Retain",
                    ]
                ],
            ],
        ],
    ],
]

/// The rules about the tasks of official Addons, which have tests of their own; in others, tasks need not be complete.
let catalogueRules = Set(
    ([AddonTasks.info, UnfitAddon.info] + AddonTasks(side: .backup).others.map(\.rule)).map(\.id))

/// The findings in an object, of which each is at a field that its rule states; those about the tasks of official Addons
/// are left out.
func checked(_ object: JSONValue, under settings: PolicySettings = .default, in namespace: String? = nil) throws
    -> Findings
{
    let document = try Document(json: object.json)
    let kind = BackupConfiguration.kind
    var findings = kind.check(document.root, in: Context(document, under: settings, namespace: namespace))
    try findings.requireStatedFields { kind.rules(concerning: $0) }
    for finding in findings.all { try SaidFindings.checkCause(of: finding) }
    findings.judge { catalogueRules.contains($0.rule) ? nil : $0.severity }
    return findings
}

/// The findings in an object, one line each.
func findings(_ object: JSONValue) throws -> [String] {
    let findings = try checked(object)
    return findings.all.map { finding in
        "\(finding.rule) \(finding.cause.rawValue) \(finding.path): \(finding.message(in: findings.document))"
    }
}

/// The lines of the errors.
func errors(_ object: JSONValue) throws -> [String] {
    let findings = try checked(object)
    return findings.all.filter { $0.severity == .error }.map { finding in
        "\(finding.rule) \(finding.cause.rawValue) \(finding.path): \(finding.message(in: findings.document))"
    }
}

/// The rules, places and details of the warnings for an object without errors.
func warnings(_ object: JSONValue) throws -> [String] {
    try checked(object).all.map { finding in
        "\(finding.severity == .error ? "DENIED " : "")\(finding.rule) \(finding.path): \(finding.detail)"
    }
}

/// The rules and places of the findings for the valid object with one value set, or removed if it is nil.
func places(setting pointer: String, to value: JSONValue?) throws -> [String] {
    var object = valid
    object[pointer] = value
    return try checked(object).all.map { "\($0.rule) \($0.path)" }
}

/// The warnings for the valid object with another schedule in its second session; the first is suspended, so that the two
/// never meet.
func warnings(schedule: String) throws -> [String] {
    var object = valid
    object["spec/sessions/0/scheduler/suspend"] = true
    object["spec/sessions/1/scheduler/schedule"] = .string(schedule)
    return try warnings(object)
}

/// The errors for the valid object with another schedule in its second session.
func errors(schedule: String) throws -> [String] {
    var object = valid
    object["spec/sessions/1/scheduler/schedule"] = .string(schedule)
    return try errors(object)
}
