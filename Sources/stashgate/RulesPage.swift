// swift-format-ignore-file

/// Docs/rules.md, put here by `make rules`; to be changed there.
enum RulesPage {
    /// The page as Markdown.
    static let text = ###"""
# Rules

What stashgate checks, one section a rule. `stashgate rules` lists them, and `stashgate rules ID` prints a section.

An **error** denies the object; a **warning** is shown by kubectl, and the object may be stored. A [policy](policy.md) can change that for each rule, but for those that are *mandatory*: what breaks one of them is something that Kubernetes or KubeStash itself can make nothing of. Examples show the part of a BackupConfiguration that matters.

## required-field

A field that the kind cannot do without is missing, `null`, an empty text or an empty list; all four are the same to KubeStash.

KubeStash's own CustomResourceDefinition requires hardly any of them, so the object would be stored, and the mistake would show up as a backup that is never taken.

**Bad**

```yaml
sessions:
  - name: nightly
    addon:
      name: workload-addon
      tasks: []
```

**Good**

```yaml
sessions:
  - name: nightly
    scheduler:
      schedule: "0 2 * * *"
    addon:
      name: workload-addon
      tasks:
        - name: logical-backup
    repositories:
      - name: web
        directory: /web
```

Severity: error, mandatory. Source: the webhook of KubeStash (`webhooks/core/v1alpha1/backupconfiguration.go`), and Kubernetes' validation of the types that a BackupConfiguration embeds.

## wrong-type

A value is of another type than its field: a text where a number belongs, an object where a list belongs, `null` as an item of a list.

In YAML it is often a pair of quotes too much or too few. The API server refuses it as well; stashgate says so for all of them at once, and without a cluster.

**Bad**

```yaml
sessionHistoryLimit: "3"
```

**Good**

```yaml
sessionHistoryLimit: 3
```

Severity: error, mandatory. Source: the structural schema of the kind.

## unsupported-value

A value is none of those that its field allows. Upper and lower case matter.

Many of these fields are plain text to the CustomResourceDefinition, and the value is refused only when KubeStash makes a CronJob or a Job of it.

**Bad**

```yaml
scheduler:
  schedule: "@daily"
  concurrencyPolicy: forbid
```

**Good**

```yaml
scheduler:
  schedule: "@daily"
  concurrencyPolicy: Forbid
```

Severity: error, mandatory. Source: the documentation of KubeStash, and Kubernetes' validation (`pkg/apis/batch/validation`, `pkg/apis/core/validation`).

## out-of-range

A number is outside of the bounds of its field, or too large for the 32 or 64 bits that Kubernetes keeps it in.

Negative counts and limits pass the CustomResourceDefinition, but no CronJob or Job can be made of them.

**Bad**

```yaml
retryConfig:
  maxRetry: 0
```

**Good**

```yaml
retryConfig:
  maxRetry: 1
```

Severity: error, mandatory. Source: the CustomResourceDefinition of KubeStash, and Kubernetes' validation of Jobs, CronJobs and Pods.

## unknown-field

A field that the schema does not have; the nearest known name is suggested. It is checked offline only: in the cluster newer releases of KubeStash may have fields that stashgate does not know yet, and the API server judges them already.

What is misspelt is silently dropped by many tools, and a limit that is not there does not limit.

**Bad**

```yaml
scheduler:
  schedule: "@daily"
  concurencyPolicy: Forbid
```

**Good**

```yaml
scheduler:
  schedule: "@daily"
  concurrencyPolicy: Forbid
```

Severity: error. Source: the schema; the API server's field validation (`fieldValidation=Strict`) does the same.

## duplicate-name

Two items of a list have the same name, or whatever else tells the items apart: backends, sessions, the repositories of a session, and the lists for which Kubernetes asks the same.

KubeStash and Kubernetes find such items by name and would take one of them, not always the same.

**Bad**

```yaml
backends:
  - name: primary
    storageRef:
      name: s3
  - name: primary
    storageRef:
      name: gcs
```

**Good**

```yaml
backends:
  - name: primary
    storageRef:
      name: s3
  - name: offsite
    storageRef:
      name: gcs
```

Severity: error, mandatory. Source: the webhook of KubeStash, and the list maps of Kubernetes' types.

## policy-min-interval

A session runs more often than `parameters.minimumInterval` of the [policy](policy.md) allows. What counts is the shortest time between two runs, so `0,5 * * * *` runs after five minutes, though only twice an hour.

Every run starts a Pod and reads the whole target. A platform team knows how much of that its cluster can bear.

**Bad**, where the policy says `minimumInterval: 15m`

```yaml
scheduler:
  schedule: "*/5 * * * *"
```

**Good**

```yaml
scheduler:
  schedule: "*/15 * * * *"
```

Severity: error where the parameter is set, else off. Source: your policy.

## policy-history-limit

`sessionHistoryLimit`, `successfulJobsHistoryLimit` or `failedJobsHistoryLimit` is higher than `parameters.historyLimit` of the [policy](policy.md), or left to Kubernetes, which keeps more (3 successful Jobs and 1 failed).

Finished Jobs stay in etcd with their Pods until they are pushed out, and thousands of them slow the API server down for everybody.

**Bad**, where the policy says `historyLimit: 5`

```yaml
sessionHistoryLimit: 50
```

**Good**

```yaml
sessionHistoryLimit: 5
```

Severity: error where the parameter is set, else off. Source: your policy.

## policy-encryption-required

A repository has no `encryptionSecret`, and the [policy](policy.md) sets `parameters.encryptionRequired`. Sessions all of whose tasks are volume snapshots are left alone: those stay with the storage provider, and KubeStash does not encrypt them.

A backup holds everything that its target does, usually in a place with other owners.

**Bad**, where the policy says `encryptionRequired: true`

```yaml
repositories:
  - name: web
    backend: primary
    directory: /web
```

**Good**

```yaml
repositories:
  - name: web
    backend: primary
    directory: /web
    encryptionSecret:
      name: restic-password
```

Severity: error where the parameter is set, else off. Source: your policy.

## policy-deletion-policy

A repository has a `deletionPolicy` among `parameters.forbiddenDeletionPolicies` of the [policy](policy.md), or would be given one because it has none (stashgate adds `Delete`).

`WipeOut` deletes the backed up data with the repository; a platform team may want nobody to be able to do that with a manifest.

**Bad**, where the policy says `forbiddenDeletionPolicies: [WipeOut]`

```yaml
repositories:
  - name: web
    directory: /web
    deletionPolicy: WipeOut
```

**Good**

```yaml
repositories:
  - name: web
    directory: /web
    deletionPolicy: Retain
```

Severity: error where the parameter is set, else off. Source: your policy.

## policy-storage-namespace

A backend uses a BackupStorage of a namespace that matches none of `parameters.allowedStorageNamespaces` of the [policy](policy.md). A `storageRef` without a namespace means the BackupConfiguration's own.

One team should not be able to write into the storage of another one.

**Bad**, where the policy says `allowedStorageNamespaces: [., "storage-*"]`

```yaml
backends:
  - name: primary
    storageRef:
      name: s3
      namespace: team-b
```

**Good**

```yaml
backends:
  - name: primary
    storageRef:
      name: s3
      namespace: storage-eu
```

Severity: error where the parameter is set, else off. Source: your policy.
"""###
}
