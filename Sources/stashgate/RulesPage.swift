// swift-format-ignore-file

/// Docs/rules.md, put here by `make rules`; to be changed there.
enum RulesPage {
    /// The page as Markdown.
    static let text = ###"""
# Rules

All rules of stashgate, each with a section. `stashgate rules` lists them, and `stashgate rules ID` prints a section.
Each message of the webhook ends with the name of its rule, such as `[unknown-backend]`.

An **error** denies the object; a **warning** is shown by kubectl, and the object may be stored. A [policy](policy.md) can change that for each rule, except for those that are *mandatory*: Kubernetes or KubeStash itself cannot use an object that breaks one of them. Examples show the relevant part of an object.

## annotations-too-large

The keys and values of all annotations of one object have more than 262144 bytes together.

Kubernetes does not store such an object.

**Bad**

```yaml
metadata:
  annotations:
    example.com/report: ... # 300 KiB of text
```

**Good**

```yaml
metadata:
  annotations:
    example.com/report: https://reports.example.com/4711
```

Severity: error, mandatory. Source: `ValidateAnnotationsSize` in Kubernetes (`apimachinery/pkg/api/validation`).

## blueprint-use

A workload is annotated for a BackupBlueprint, and KubeStash cannot make a BackupConfiguration of the two: the annotation with the blueprint's namespace is missing, its usagePolicy does not allow the namespace of the workload, a variable has no value, or a value breaks the object. Names of variables are compared with their case.

Nothing is backed up then, and only the log of KubeStash's operator says so. `stashgate lint` finds it.

**Bad**

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: demo
  annotations:
    blueprint.kubestash.com/name: nightly # in namespace demo, and needs ${schedule}
```

**Good**

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: demo
  annotations:
    blueprint.kubestash.com/name: nightly
    blueprint.kubestash.com/namespace: demo
    variables.kubestash.com/schedule: 0 3 * * *
```

Severity: error. Source: KubeStash's `envsubst` (`gomodules.xyz/envsubst`), its guide to automatic backups.

## crowded-storage

Sessions of different BackupConfigurations or BackupBatches write to the same BackupStorage, and start at the same minute. The later object is reported, with one of the earlier ones. Paused objects and suspended sessions are left out.

A storage serves only so many uploads at a time, and so does a network: many backups that begin together take longer than one after the other. Many do so on purpose, so the rule is off until a policy names it (`rules: {crowded-storage: warning}`), or `--select crowded-storage` does; a level for all rules does not turn it on. `stashgate schedule --calendar` shows how many sessions start when.

**Bad**

```yaml
# BackupConfiguration demo/other writes to the same storage, also at 0:00
kind: BackupConfiguration
spec:
  backends:
    - name: s3
      storageRef:
        name: s3
        namespace: backup
  sessions:
    - name: daily
      scheduler:
        schedule: "@daily"
```

**Good**

```yaml
kind: BackupConfiguration
spec:
  backends:
    - name: s3
      storageRef:
        name: s3
        namespace: backup
  sessions:
    - name: daily
      scheduler:
        schedule: "17 1 * * *"
```

Severity: warning, off until it is named. Source: practice.

## directory-conflict

Two repositories write to one directory of one storage. Directories are compared as paths: `/d`, `d`, `/d/`, `/d//` and `/d/.` are the same. Backends are compared by their BackupStorage, and a reference without a namespace means the namespace of the BackupConfiguration. One directory on two storages is fine, and KubeStash's own guides have it, but its webhook refuses it: see the source below.

Each repository treats the other's files as its own: backups fail, and cleaning up one repository deletes data of the other.

`stashgate lint` also compares the repositories of all BackupConfigurations and BackupBatches among the files, with the prefixes of their storages. A storage that is not among the files is one place, whatever its prefix is. Two Repositories in one directory are a warning, because KubeStash itself makes a Repository again, in another namespace too, from what is in a storage.

**Bad**

```yaml
repositories:
  - name: web
    backend: s3
    directory: /demo
  - name: database
    backend: s3
    directory: demo/
```

**Good**

```yaml
repositories:
  - name: web
    backend: s3
    directory: /demo/web
  - name: database
    backend: s3
    directory: /demo/database
```

Severity: error. Source: KubeStash's admission webhook (`validateRepoDirectories`), which compares texts, and refuses one directory on two storages, too, because it does not compare backends. Until it does, give each backend a directory of its own.

## duplicate-component

The `components` of a data source have one component twice.

It is restored once, and another one was probably meant.

**Bad**

```yaml
dataSource:
  components:
    - pod-0
    - pod-0
```

**Good**

```yaml
dataSource:
  components:
    - pod-0
    - pod-1
```

Severity: warning. Source: KubeStash's documentation of the RestoreSession.

## duplicate-hook-name

Two hooks of one list have the same name. The same name before and after a backup is fine.

The two cannot be told apart in what KubeStash reports about its hooks.

**Bad**

```yaml
preBackup:
  - name: quiesce
    hookTemplate:
      name: flush
  - name: quiesce
    hookTemplate:
      name: lock
```

**Good**

```yaml
preBackup:
  - name: flush
    hookTemplate:
      name: flush
  - name: lock
    hookTemplate:
      name: lock
```

Severity: warning. Source: the documentation of hooks.

## duplicate-name

Two items of a list have the same name, or the same values in the other fields that identify them: backends, sessions, the repositories of a session, the claim templates of a task, and the lists for which Kubernetes requires the same.

KubeStash and Kubernetes find such items by name and would use one of them, not always the same one.

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

Severity: error. Source: the webhook of KubeStash, and the list maps of Kubernetes' types.

## duplicate-task

A session names one task of its Addon twice.

The task runs twice into the same repositories, and takes twice the time and space.

**Bad**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
    - name: logical-backup
```

**Good**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
    - name: manifest-backup
```

Severity: warning. Source: the documentation of `tasks`.

## either-day

Both the day of month and the day of week are restricted, and neither has a star. Kubernetes then runs the job on every day that matches either of them.

`0 0 13 * 5` is not Friday the 13th, but every 13th and every Friday. A step (`*/2`) and a full range (`1-31`) do not count as a star here.

**Bad**

```yaml
scheduler:
  schedule: 0 3 1-7 * 0
```

**Good**

```yaml
scheduler:
  schedule: 0 3 * * 0
```

Severity: warning. Source: `dayMatches` in robfig/cron v3.

## excessive-cpu

A container is to have, or may use, 1000 processors or more: `500M`, `2Gi`, `1k` or `1000`. The unit of `cpu` is one processor: `500m` is half of one, and the units of memory make millions of them.

Kubernetes accepts the amount. No node has as much as such a request, so the Pod waits forever; such a limit is none.

**Bad**

```yaml
resources:
  requests:
    cpu: 500M
```

**Good**

```yaml
resources:
  requests:
    cpu: 500m
```

Severity: warning. Source: the units of `ParseQuantity` in Kubernetes (`apimachinery/pkg/api/resource`).

## foreign-secret

The `encryptionSecret` of a repository is in a namespace other than that of the object.

A BackupStorage, a RetentionPolicy and a HookTemplate have a usagePolicy, which says which namespaces may use them. A Secret has none: everyone who can create a BackupConfiguration can use every Secret that KubeStash's operator can read. If the other namespace is deleted, the key is lost, and the backups can no longer be read.

**Bad**

```yaml
kind: BackupConfiguration
metadata:
  namespace: demo
spec:
  sessions:
    - repositories:
        - encryptionSecret:
            name: key
            namespace: infra
```

**Good**

```yaml
kind: BackupConfiguration
metadata:
  namespace: demo
spec:
  sessions:
    - repositories:
        - encryptionSecret:
            name: key
```

Severity: warning. Source: KubeStash's references to Secrets, which have no usagePolicy. The rule needs the cluster.

## fractional-bytes

An amount of memory, storage or ephemeral storage is in thousandths, millionths or billionths of a byte, or less than a byte: `128m` is an eighth of one byte. The unit `m` is for processors; usually `M` was meant. Amounts of a kilobyte or more are left alone, as autoscalers write large ones in thousandths.

Kubernetes accepts the amount and rounds it up to whole bytes. A container with such a limit is killed at once, and a claim gets the smallest volume that there is.

**Bad**

```yaml
resources:
  limits:
    memory: 128m
```

**Good**

```yaml
resources:
  limits:
    memory: 128M
```

Severity: warning. Source: the units of `ParseQuantity` in Kubernetes (`apimachinery/pkg/api/resource`).

## frequent-schedule

A schedule fires twice within less than five minutes, either every time or only around a certain hour or midnight. For a star in the minute beside a certain hour, such as `* 2 * * *`, the message asks whether one minute was meant: `0 2 * * *`.

Each run starts a Job with Pods, and locks the repository. The next run comes while the last is still busy, and waits, fails or piles up.

**Bad**

```yaml
scheduler:
  schedule: "*/2 * * * *"
```

**Good**

```yaml
scheduler:
  schedule: "*/30 * * * *"
```

Severity: warning. Source: the CronJob controller of Kubernetes, which starts runs whether or not the last one has ended.

## hidden-characters

The name of a backend, a task, a hook or a volume of an Addon, or the directory of a repository, has blanks at its ends, or characters that are not seen: a no-break space (U+00A0), a zero-width space (U+200B), a mark for the direction of writing (U+202E). They come from copied texts.

Another field has to repeat them to mean the same name. A task with such a name is not one of the Addon's.

**Bad**

```yaml
tasks:
  - name: "logical-backup "
```

**Good**

```yaml
tasks:
  - name: logical-backup
```

Severity: warning. Source: names are compared as they are written.

## hidden-variable

Of two environment variables with one name, the last counts, and hides the earlier one. Kubernetes accepts them with a warning, because `kubectl apply` may drop one of the two when the list changes.

A value that is made of the earlier one is meant and draws no warning: `$(PATH):/opt/bin`. Two variables of an init container with one name are a [duplicate-name](#duplicate-name).

**Bad**

```yaml
env:
  - name: RESTIC_PROGRESS_FPS
    value: "1"
  - name: RESTIC_PROGRESS_FPS
    value: "0.1"
```

**Good**

```yaml
env:
  - name: RESTIC_PROGRESS_FPS
    value: "0.1"
```

Severity: warning. Source: the warnings about Pods in Kubernetes (`pkg/api/pod/warnings.go`).

## hook-parameters

A hook gives a parameter that its HookTemplate does not declare, or leaves out one that it requires. `stashgate lint` compares the hook with the HookTemplate among the files.

**Bad**

```yaml
# HookTemplate quiesce declares database, which is required
hooks:
  preBackup:
    - name: quiesce
      hookTemplate:
        name: quiesce
      params:
        databse: orders
```

**Good**

```yaml
hooks:
  preBackup:
    - name: quiesce
      hookTemplate:
        name: quiesce
      params:
        database: orders
```

Severity: warning, as the HookTemplate may change later. Source: `HookTemplateSpec.params` of KubeStash.

## host-access

A Pod uses the network, the processes or the shared memory of its node (`hostNetwork`, `hostPID`, `hostIPC`), a container is `privileged`, or a volume is a `hostPath`.

People who can write such a BackupConfiguration can reach the node and, from there, everything else that runs on it. Some backups need that; most do not, and clusters with Pod Security admission refuse such Pods. A policy can make the rule an error for all namespaces or for some.

**Bad**

```yaml
spec:
  hostPID: true
  containerSecurityContext:
    privileged: true
```

**Good**

```yaml
spec:
  containerSecurityContext:
    allowPrivilegeEscalation: false
```

Severity: warning. Source: Kubernetes' Pod Security Standards, level Baseline.

## host-network-port

A container of a Pod with `hostNetwork` has a `hostPort` that differs from its `containerPort`.

The node's network does not translate ports, so the container is not reachable at its `hostPort`. Kubernetes refuses such a main container, and accepts such an init container.

**Bad**

```yaml
hostNetwork: true
initContainers:
  - name: proxy
    image: example.com/proxy:1.4
    restartPolicy: Always
    ports:
      - containerPort: 8080
        hostPort: 80
```

**Good**

```yaml
hostNetwork: true
initContainers:
  - name: proxy
    image: example.com/proxy:1.4
    restartPolicy: Always
    ports:
      - containerPort: 8080
```

Severity: warning. Source: `validatePodHostNetworkDeps` in Kubernetes (`pkg/apis/core/validation`).

## idle-job

The Job of a schedule runs no Pod: it has `completions: 0` or `parallelism: 0`, or `suspend: true`.

Kubernetes accepts such a Job. The Job is complete before it has started, or waits until it is changed. No backup and no verification is started, and nothing fails. To pause one schedule, set `suspend` beside `jobTemplate`; to pause all backups of a BackupConfiguration, set `spec.paused`.

**Bad**

```yaml
scheduler:
  schedule: 0 2 * * *
  jobTemplate:
    suspend: true
```

**Good**

```yaml
scheduler:
  schedule: 0 2 * * *
  jobTemplate:
    backoffLimit: 1
```

Severity: warning. Source: the Job controller of Kubernetes (`pkg/controller/job`).

## immutable-field

An update changes a field that must stay as it is:

- where the data of a BackupStorage is, while `status.repositories` names a Repository in it: the provider, the bucket or container and its account, the prefix, the volume and its `subPath`;
- the `path` of a Repository;
- the spec of a BackupSession.

The backed up data stays where it is, so KubeStash would look for it at a place where there is none. Paths and names are compared by their meaning: a slash that comes or goes at an end changes nothing, nor does a field that is left out instead of empty. A field that says only how the data is reached (the Secret, the endpoint, the region, limits) may change; that is a warning, because KubeStash's own webhook refuses every change of `spec.storage` while the storage is in use. Another application, storage or encryption Secret of a Repository is a warning as well, as is another spec of a BackupVerificationSession, and of a RestoreSession that has succeeded or failed: nothing is restored again, and the object would say something untrue.

The rule compares the object with the stored one, on updates only. Unlike other mistakes, this one is never forgiven: it is the change itself.

**Bad**

```yaml
# stored: path: /web
kind: Repository
spec:
  path: /web-new
```

**Good**

```yaml
kind: Repository
spec:
  path: /web
```

Severity: error, mandatory; a warning where the data is reached in another way. Source: the updates that KubeStash's webhooks refuse (`validateUpdateStorage`, `ValidateUpdate` of Repository and BackupSession).

## impossible-name

An image pull secret, a volume, or another reference names a Secret, a ConfigMap or a claim by a name that no object can have: with a slash, an underscore or capitals. The object is always in the namespace of the Pod, so there is no namespace before the name.

Kubernetes checks such names in environment variables only. The Pod waits for the object forever.

**Bad**

```yaml
imagePullSecrets:
  - name: demo/registry
```

**Good**

```yaml
imagePullSecrets:
  - name: registry
```

Severity: warning. Source: `NameIsDNSSubdomain` in Kubernetes (`apimachinery/pkg/api/validation`).

## incomplete-data-source

The `dataSource` of a RestoreSession does not say what is restored. It needs one of three: the name of a `snapshot`; `snapshot: latest` with the `repository` whose newest Snapshot that is; or `pitr` with a time and the `repository` that is searched. A RestoreSession without `dataSource` breaks [required-field](#required-field).

**Bad**

```yaml
dataSource:
  snapshot: latest
```

**Good**

```yaml
dataSource:
  repository: web-primary
  snapshot: latest
```

Severity: error, mandatory. Source: `ValidateDataSource` in KubeStash's webhook of the RestoreSession, which crashes where there is no data source at all.

## indexed-job

A Job with `completionMode: Indexed` does not state its `completions`, or runs more than 100000 Pods at a time.

Each Pod of such a Job has a number, so the number of Pods must be known. Kubernetes refuses the CronJob.

**Bad**

```yaml
jobTemplate:
  completionMode: Indexed
```

**Good**

```yaml
jobTemplate:
  completionMode: Indexed
  completions: 1
```

Severity: error, mandatory. Source: `validateJobSpec` in Kubernetes (`pkg/apis/batch/validation`).

## invalid-address

A text in the place of an IP address is not an address, or is one that programs read differently: a number with a leading zero, which some read as octal, or an IPv4 address inside an IPv6 address.

Kubernetes refuses such an address since release 1.36.

**Bad**

```yaml
dnsConfig:
  nameservers: [010.96.0.10]
```

**Good**

```yaml
dnsConfig:
  nameservers: [10.96.0.10]
```

Severity: error, mandatory. Source: `IsValidIPForLegacyField` in Kubernetes (`apimachinery/pkg/util/validation`).

## invalid-container

An init container has settings that conflict:

- a lifecycle or a probe without `restartPolicy: Always`, which alone makes it run beside the main container;
- `restartPolicyRules` without a `restartPolicy` or with more than 20 rules, repeated exit codes or more than 255 of them;
- `RestartContainer` for a changed resource, although the container is never restarted;
- port 0, or the same port of the node twice;
- an image with a blank at its beginning or end, with which Kubernetes would accept the Job and refuse its Pod;
- control characters in the image, the `workingDir` or the `terminationMessagePath`.

**Bad**

```yaml
initContainers:
  - name: wait
    image: busybox
    readinessProbe:
      tcpSocket:
        port: 5432
```

**Good**

```yaml
initContainers:
  - name: proxy
    image: busybox
    restartPolicy: Always
    readinessProbe:
      tcpSocket:
        port: 5432
```

Severity: error, mandatory. Source: `validateInitContainers`, `validateContainerRestartPolicy`, `validateContainerPorts` and `validateContainerOnlyForPod` in Kubernetes (`pkg/apis/core/validation`).

## invalid-date-time

A date and time is not in the format of RFC 3339, in upper case and without leap seconds.

Kubernetes cannot read the object.

**Bad**

```yaml
lastTransitionTime: 2026-02-28 00:05
```

**Good**

```yaml
lastTransitionTime: "2026-02-28T00:05:00Z"
```

Severity: error, mandatory. Source: RFC 3339, section 5.6, as Go reads it.

## invalid-directory

The directory of a repository contains `..` as one of its parts, or a control character such as a line break, or it is blank. A YAML block (`directory: |`) ends with a line break.

The data goes to another directory than the path seems to say, perhaps into another repository, and storages interpret such paths differently. A directory whose name cannot be seen is hard to find again.

**Bad**

```yaml
repositories:
  - name: web
    directory: /demo/../web
```

**Good**

```yaml
repositories:
  - name: web
    directory: /web
```

Severity: error. Source: Kubernetes refuses the same in paths of volumes (`validatePathNoBacksteps`); KubeStash does not check it.

## invalid-dns

A Pod with `dnsPolicy: None` names no name server, or there are more than 3 name servers, more than 32 search domains, or more than 2048 characters of search domains, counted with a space between each two.

The Pod could not look up any name, or its resolver would silently drop the surplus. Kubernetes refuses it.

**Bad**

```yaml
dnsPolicy: None
```

**Good**

```yaml
dnsPolicy: None
dnsConfig:
  nameservers: [10.96.0.10]
```

Severity: error, mandatory. Source: `validatePodDNSConfig` in Kubernetes (`pkg/apis/core/validation`).

## invalid-duration

A duration is not one that Go reads (numbers with the units h, m, s, ms, us and ns, and no spaces; a number alone is of another type), a time-out is not above 0, or a retry delay is below 0. A session that has both `timeout` and `backupTimeout`, which are two names of one field, is reported at `timeout`.

KubeStash cannot read an object with a malformed duration at all. A time-out of 0 or less ends every backup before it begins.

**Bad**

```yaml
backupTimeout: 1d
retryConfig:
  delay: "30"
```

**Good**

```yaml
backupTimeout: 24h
retryConfig:
  delay: 30s
```

Severity: error, mandatory. Source: Go's `time.ParseDuration`, with which KubeStash reads the fields.

## invalid-env

An environment variable has no source for its value (`valueFrom` is empty), two sources, or a source and a value; a key belongs to no named ConfigMap or Secret; a path in a volume contains `..` or a control character; an item of `envFrom` names neither a ConfigMap nor a Secret, or both.

Two variables with one name are not a mistake to Kubernetes, which uses the last one.

**Bad**

```yaml
env:
  - name: PASSWORD
    value: ""
    valueFrom:
      secretKeyRef:
        key: password
```

**Good**

```yaml
env:
  - name: PASSWORD
    valueFrom:
      secretKeyRef:
        name: database
        key: password
```

Severity: error, mandatory. Source: `validateEnvVarValueFrom` and `ValidateEnvFrom` in Kubernetes (`pkg/apis/core/validation`).

## invalid-executor

The executor of a HookTemplate lacks the part that its type needs: `function` for type `Function`, and `pod` with a `selector` for type `Pod`.

KubeStash's webhook refuses the object.

**Bad**

```yaml
executor:
  type: Pod
```

**Good**

```yaml
executor:
  type: Pod
  pod:
    selector: app=mysql
```

Severity: error, mandatory. Source: `validateExecutorInfo` in KubeStash's webhook of the HookTemplate.

## invalid-field-reference

A variable or a file refers to a field of the pod that it cannot contain, to a limit or request that does not exist, or to an amount in a unit by which Kubernetes does not divide.

A variable can contain the name, namespace, UID, node, service account and addresses of its pod; a file can contain the name, namespace, UID and all labels or annotations; both can contain one label or annotation. Kubernetes divides cpu by `1m` or `1`, and every other resource by `1` or one of the units from `k` to `E` and `Ki` to `Ei`.

**Bad**

```yaml
env:
  - name: LABELS
    valueFrom:
      fieldRef:
        fieldPath: metadata.labels
```

**Good**

```yaml
env:
  - name: APP
    valueFrom:
      fieldRef:
        fieldPath: metadata.labels['app.kubernetes.io/name']
```

Severity: error, mandatory. Source: `validateObjectFieldSelector`, `validateContainerResourceFieldSelector` and `validateContainerResourceDivisor` in Kubernetes (`pkg/apis/core/validation`).

## invalid-hook-action

A HookTemplate has nothing to do, or two things: exactly one of `exec`, `httpGet`, `httpPost` and `tcpSocket` must be in `action`. An executor of type `Function` needs no action. One of type `Operator` cannot run a command, because it has no container.

KubeStash's webhook refuses a missing action, but accepts an empty one, two of them, and a command for the operator. The hook then fails when a backup is taken.

**Bad**

```yaml
action:
  exec:
    command: [sync]
  tcpSocket:
    port: 3306
executor:
  type: Pod
  pod:
    selector: app=mysql
```

**Good**

```yaml
action:
  exec:
    command: [sync]
executor:
  type: Pod
  pod:
    selector: app=mysql
```

Severity: error, mandatory. Source: `validateActionForNonFunctionExecutor` in KubeStash's webhook of the HookTemplate, and the comments of its types.

## invalid-ignore

A comment or the annotation `stashgate.dev/ignore` gives no reason, names a rule that does not exist, or names a rule that cannot be ignored. A rule cannot be ignored if Kubernetes or KubeStash itself refuses what breaks it, or if the policy does not allow it.

The mistake is not ignored, although the author of the object expects it. `stashgate lint` reports this everywhere. The webhook reports it as a warning, and only for an object that has another mistake; it lets annotations ignore only the rules under [`ignorable`](policy.md#mistakes-that-are-meant).

**Bad**

```yaml
metadata:
  annotations:
    stashgate.dev/ignore: wipe-out
```

**Good**

```yaml
metadata:
  annotations:
    stashgate.dev/ignore: "wipe-out: a scratch storage"
```

Severity: error; in the cluster a warning. Source: [lint.md](lint.md#which-rules).

## invalid-label

The key of a label or annotation, or the value of a label, is malformed. A key is a name of letters, digits, `-`, `_` and `.`, at most 63 characters, with a letter or digit at both ends; a domain name and a slash may precede it. A value is empty or such a name. Annotations may have any value. The same holds for the labels in selectors, node selectors, tolerations and affinity.

Kubernetes refuses every object with such a label, so the Job is never created. It names the whole map; stashgate names the entry, as in `labels[team]`.

**Bad**

```yaml
metadata:
  labels:
    team: data & storage
```

**Good**

```yaml
metadata:
  labels:
    team: data-and-storage
  annotations:
    example.com/owner: data & storage
```

Severity: error, mandatory. Source: `IsLabelKey` and `IsLabelValue` in Kubernetes (`apimachinery/pkg/api/validate/content`), `ValidateAnnotations` (`apimachinery/pkg/api/validation`).

## invalid-lifecycle

A `postStart` or `preStop` has no action, or more than one.

**Bad**

```yaml
lifecycle:
  preStop: {}
```

**Good**

```yaml
lifecycle:
  preStop:
    sleep:
      seconds: 5
```

Severity: error, mandatory. Source: `validateLifecycle` and `validateHandler` in Kubernetes (`pkg/apis/core/validation`).

## invalid-metadata

The metadata of an object cannot be stored: it has neither `name` nor `generateName` (metadata that is missing as a whole is a [required-field](#required-field)), two of its owners are the controller, an owner is an Event (which Kubernetes allows nothing to belong to), or its finalizers ask both to leave the objects that belong to it alone (`orphan`) and to delete them first (`foregroundDeletion`).

In a cluster the API server refuses such an object itself, before or after it asks a webhook. The rule is for manifests that are checked offline, and for claims that are made of templates.

**Bad**

```yaml
apiVersion: core.kubestash.com/v1alpha1
kind: BackupConfiguration
metadata:
  namespace: demo
```

**Good**

```yaml
apiVersion: core.kubestash.com/v1alpha1
kind: BackupConfiguration
metadata:
  name: web
  namespace: demo
```

Severity: error, mandatory. Source: `ValidateObjectMetaAccessor`, `ValidateFinalizers` and `ValidateOwnerReferences` in Kubernetes (`apimachinery/pkg/api/validation`).

## invalid-name

A name is not spelt as Kubernetes requires. Most names are domain names: lower-case letters, digits, `-` and `.`, at most 253 characters. Names of containers, volumes and namespaces are single labels of a domain name, without dots and with at most 63 characters. A kind has letters, digits and `-`, with a letter at the beginning, and at most 63 characters. The names of backends, tasks and hooks may be any text that is not blank and has no control characters. Ports, keys of ConfigMaps, environment variables and search domains have rules of their own, which the message states.

Where Kubernetes itself checks nothing, a name must still not be blank and must not have control characters, such as the line break of a YAML block: no object has such a name. In a reference, the namespace has a field of its own: `stash/gcs` is `namespace: stash` and `name: gcs`. An `apiGroup` has no version.

In a BackupBlueprint and a HookTemplate, the part of a name around its variables is judged: `Web-${target}` has a capital, whatever the variable becomes. A default that is not a name, as in `${repo:=Web}`, is a warning.

No object can have such a name, so nothing is ever found or created under it. If lower case and `-` turn the text into a name, the message suggests that name.

**Bad**

```yaml
serviceAccountName: Backup_Runner
```

**Good**

```yaml
serviceAccountName: backup-runner
```

Severity: error, mandatory. Source: `IsDNS1123Label`, `IsDNS1123Subdomain`, `IsValidPortName`, `IsConfigMapKey` and `IsRelaxedEnvVarName` in Kubernetes (`apimachinery/pkg/util/validation`), and `ValidateCustomResourceDefinitionNames`.

## invalid-pod-annotation

An annotation of a Pod that Kubernetes itself reads is malformed:

- `controller.kubernetes.io/pod-deletion-cost` is a whole number of 32 bits, without `+` and without leading zeros;
- `scheduler.alpha.kubernetes.io/tolerations` is a JSON list of tolerations;
- the annotations for seccomp are `runtime/default`, `docker/default`, `unconfined`, or `localhost/` and a path below the kubelet's folder; those for AppArmor are `runtime/default`, `unconfined`, or `localhost/` and a profile;
- `kubernetes.io/config.mirror` is for Pods that are on a node already.

Kubernetes refuses the Pod.

**Bad**

```yaml
metadata:
  annotations:
    controller.kubernetes.io/pod-deletion-cost: "+5"
```

**Good**

```yaml
metadata:
  annotations:
    controller.kubernetes.io/pod-deletion-cost: "5"
```

Severity: error, mandatory. Source: `ValidatePodSpecificAnnotations` in Kubernetes (`pkg/apis/core/validation`).

## invalid-pod-selector

The selector of a HookTemplate's Pods is not a text that selects labels. It has conditions with commas between them: `app=mysql`, `app!=mysql`, `tier in (db,cache)`, `tier notin (web)`, `app` and `!app`. Names and values are those that labels can have.

Current releases of KubeStash read the text with Kubernetes' own parser. Its webhook looks for an equals sign only.

**Bad**

```yaml
executor:
  type: Pod
  pod:
    selector: "app: mysql"
```

**Good**

```yaml
executor:
  type: Pod
  pod:
    selector: app=mysql,tier in (db,cache)
```

Severity: error, mandatory. Source: `labels.Parse` in Kubernetes (`apimachinery/pkg/labels`), which KubeStash uses since v2026.7.10.

## invalid-priority

A Pod states a priority that its class cannot have: any other than 2000000000 for `system-cluster-critical` or 2000001000 for `system-node-critical`, or more than 1000000000 with any other class.

Kubernetes sets the priority from the class, and refuses a Pod that states another. The CronJob and the Job are created, the Pod never is. Leave the priority out.

**Bad**

```yaml
priorityClassName: system-node-critical
priority: 1000
```

**Good**

```yaml
priorityClassName: system-node-critical
```

Severity: error. Source: `admitPod` in Kubernetes (`plugin/pkg/admission/priority`).

## invalid-probe

A probe has no handler, or more than one, or a readiness probe states how long a container may take to stop, although a failed readiness probe does not stop it.

**Bad**

```yaml
livenessProbe:
  periodSeconds: 30
```

**Good**

```yaml
livenessProbe:
  periodSeconds: 30
  exec:
    command: ["test", "-e", "/tmp/alive"]
```

Severity: error, mandatory. Source: `validateProbe` and `validateReadinessProbe` in Kubernetes (`pkg/apis/core/validation`).

## invalid-quantity

An amount is not a Kubernetes quantity: a number, with an optional sign and point, and a unit that is one of `n`, `u`, `m`, `k`, `M`, `G`, `T`, `P`, `E`, `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`, or `e` and an exponent from -100 to 100.

Units are case-sensitive: `m` is a thousandth and `M` a million, and none of them has a `B` for bytes. There is no blank before the unit, and no decimal comma. Kubernetes cannot read such an object at all. It does read an exponent such as `1e2147483647`, and then computes for hours with all its digits.

**Bad**

```yaml
resources:
  limits:
    memory: 2GB
```

**Good**

```yaml
resources:
  limits:
    memory: 2Gi
```

Severity: error, mandatory. Source: `ParseQuantity` in Kubernetes (`apimachinery/pkg/api/resource`), and the pattern in KubeStash's CustomResourceDefinition.

## invalid-resources

A container requests resources that Kubernetes would not give it:

- an amount below 0, or a request that is higher than its limit;
- an unknown resource: without a domain, there are only `cpu`, `memory`, `ephemeral-storage` and `hugepages-<size>`;
- a resource with a domain, such as a GPU, with an amount that is not a whole number, or with a request that differs from its limit;
- huge pages without cpu or memory beside them, or an amount that is not a multiple of their size;
- any of `claims`: they name devices that the pod has claimed, and the pods of a BackupConfiguration cannot claim one.

Requests and limits are compared exactly, in any units, after rounding up to thousandths as Kubernetes does.

**Bad**

```yaml
resources:
  requests:
    memory: 1Gi
  limits:
    memory: 1G
```

**Good**

```yaml
resources:
  requests:
    memory: 1Gi
  limits:
    memory: 2Gi
```

Severity: error, mandatory. Source: `validateResourceRequirements` in Kubernetes (`pkg/apis/core/validation`).

## invalid-retention-period

KubeStash cannot read the `maxRetentionPeriod` of a RetentionPolicy. It consists of whole numbers, each with one of the units `y` (365 days), `mo` (30 days), `w`, `d`, `h` and `m`, in any order and without blanks between them. There are no seconds and no fractions, and `M` and `D` are not units.

KubeStash refuses the object with a message that does not name a field.

**Bad**

```yaml
maxRetentionPeriod: "30"
```

**Good**

```yaml
maxRetentionPeriod: 30d
```

Severity: error, mandatory. Source: `ParseDuration` in KubeStash (`apis/storage/v1alpha1/retentionpolicy_helpers.go`).

## invalid-schedule

A session's schedule is not a cron expression: five fields (minute, hour, day of month, month, day of week), or one of `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually` and `@every` with a duration. In a BackupBlueprint, a schedule with variables is judged with their defaults, as a warning. The message names the wrong part and what is allowed there, and asks for what was meant where that is clear: a descriptor without its sign (`daily`), another notation of an interval (`every 5 minutes`), a field for seconds or years (`0 0 2 * * ?`), a range past the end (`fri-mon`), Sunday as 7, or quotes inside of the text.

KubeStash creates a CronJob with the schedule. Kubernetes refuses it, and no backup is ever taken, while the BackupConfiguration itself looks healthy.

**Bad**

```yaml
scheduler:
  schedule: "0 0 * * 7"
```

**Good**

```yaml
scheduler:
  schedule: "0 0 * * 0"
```

Severity: error. Source: `validateScheduleFormat` in Kubernetes (`pkg/apis/batch/validation`), which reads schedules with robfig/cron v3.

## invalid-security-context

Security settings of a container contradict each other: `allowPrivilegeEscalation: false` with `privileged: true` or with `CAP_SYS_ADMIN` added, or `procMount: Unmasked`, which requires a pod with its own user namespace.

**Bad**

```yaml
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    add: ["CAP_SYS_ADMIN"]
```

**Good**

```yaml
securityContext:
  allowPrivilegeEscalation: false
  capabilities:
    drop: ["ALL"]
```

Severity: error, mandatory. Source: `ValidateSecurityContext` in Kubernetes (`pkg/apis/core/validation`).

## invalid-security-profile

A seccomp or AppArmor profile of type `Localhost` does not name a profile (an empty seccomp path is a warning: Kubernetes accepts it, and the container does not start), a profile of another type names one, or the name is not valid: for seccomp, a path that stays below the kubelet's folder; for AppArmor, a name without white space around it, of at most 4095 bytes.

Kubernetes refuses the Pod, because it would otherwise run under another profile than intended.

**Bad**

```yaml
seccompProfile:
  type: RuntimeDefault
  localhostProfile: profiles/backup.json
```

**Good**

```yaml
seccompProfile:
  type: Localhost
  localhostProfile: profiles/backup.json
```

Severity: error, mandatory. Source: `validateSeccompProfileField` and `ValidateAppArmorProfileField` in Kubernetes (`pkg/apis/core/validation`).

## invalid-selector

A condition of a selector has too few or too many values for its operator. `In` and `NotIn` take at least one value, `Exists` and `DoesNotExist` none, and `Gt` and `Lt`, which are for nodes only, exactly one. Conditions on fields of a node take exactly one.

Kubernetes refuses the selector, because its meaning is not clear.

**Bad**

```yaml
matchExpressions:
  - key: zone
    operator: Exists
    values: [a]
```

**Good**

```yaml
matchExpressions:
  - key: zone
    operator: In
    values: [a]
```

Severity: error, mandatory. Source: `ValidateLabelSelectorRequirement`, `ValidateNodeSelectorRequirement` and `ValidateNodeFieldSelectorRequirement` in Kubernetes.

## invalid-substitution

An argument of a Function has a variable that KubeStash cannot replace. A variable is `${name}` or `${name:=default}`, with letters, digits and underscores in its name. A dollar alone means itself, and `$${` means `${`.

One such variable makes the whole Function unusable.

In a BackupBlueprint it is a warning: KubeStash replaces variables in all texts of the template, and one that it cannot read keeps it from making any BackupConfiguration.

**Bad**

```yaml
args:
  - --user=${db-user}
```

**Good**

```yaml
args:
  - --user=${dbUser:=root}
```

Severity: error. Source: the behaviour of `gomodules.xyz/envsubst`, which KubeStash replaces variables with.

## invalid-sysctl

The name of a kernel setting is malformed, or the setting belongs to a namespace that the Pod shares with its node: `net.*` with `hostNetwork`; those of System V's messages, semaphores and shared memory, and `fs.mqueue.*`, with `hostIPC`.

The setting would change the node for all its pods. Kubernetes refuses the Pod.

**Bad**

```yaml
hostNetwork: true
securityContext:
  sysctls:
    - name: net.core.somaxconn
      value: "1024"
```

**Good**

```yaml
securityContext:
  sysctls:
    - name: net.core.somaxconn
      value: "1024"
```

Severity: error, mandatory. Source: `validateSysctls` and `ValidateHostSysctl` in Kubernetes (`pkg/apis/core/validation`).

## invalid-template

The body of a HookTemplate's request has `{{` in it and is not a template that Go can read: an action without `}}`, a quotation mark or parenthesis without its other half, an `{{if}}` without a condition or `{{end}}`, two `{{else}}` for one, a `|` without both sides, or a variable that is not declared.

Since v2024.12.9 commands are templates, too. A mistake there is a warning, because older releases run the command as it is. A variable such as `${name}` is replaced before the template is read.

**Bad**

```yaml
action:
  httpPost:
    port: 443
    body: '{"text": "{{ .Name }"}'
```

**Good**

```yaml
action:
  httpPost:
    port: 443
    body: '{"text": "{{ .Name }}"}'
```

Severity: error. Source: Go's `text/template`, and KubeStash's guides about hooks.

## invalid-toleration

The fields of a toleration conflict: without a key, the operator must be `Exists`; with `Exists`, there must be no value; `tolerationSeconds` requires the effect `NoExecute`.

Kubernetes refuses the Pod, because each of these would not do what it seems to do.

**Bad**

```yaml
tolerations:
  - key: dedicated
    operator: Exists
    value: backup
```

**Good**

```yaml
tolerations:
  - key: dedicated
    value: backup
    effect: NoSchedule
```

Severity: error, mandatory. Source: `ValidateTolerations` in Kubernetes (`pkg/apis/core/validation`).

## invalid-topology-spread

A topology spread constraint has `minDomains`, although it lets Pods be placed in any case (`whenUnsatisfiable: ScheduleAnyway`).

`minDomains` has an effect only if Pods wait for a suitable node. Kubernetes refuses the combination.

**Bad**

```yaml
maxSkew: 1
topologyKey: topology.kubernetes.io/zone
whenUnsatisfiable: ScheduleAnyway
minDomains: 3
```

**Good**

```yaml
maxSkew: 1
topologyKey: topology.kubernetes.io/zone
whenUnsatisfiable: DoNotSchedule
minDomains: 3
```

Severity: error, mandatory. Source: `validateMinDomains` in Kubernetes (`pkg/apis/core/validation`).

## invalid-volume

A volume has more than one source, or a source that cannot work: a path of a file or of the node with `..`, an NFS path that does not begin with `/`, an empty directory with a negative size limit, two files of a projected volume at one path, a path with control characters such as the line break of a YAML block, a CSI driver that is not a DNS name, a malformed iSCSI name, an Azure disk whose address does not match its kind, a Fibre Channel disk with targets but without a LUN, and similar mistakes for every kind of volume.

A volume without any source is an empty directory. Kubernetes takes any `medium` of an empty directory, but the kubelet knows `Memory`, `HugePages` and `HugePages-<size>` only, and never starts the Pod for another one; that is a warning.

**Bad**

```yaml
volumes:
  - name: scratch
    emptyDir: {}
    persistentVolumeClaim:
      claimName: scratch
```

**Good**

```yaml
volumes:
  - name: scratch
    persistentVolumeClaim:
      claimName: scratch
```

Severity: error, mandatory. Source: `validateVolumeSource`, and one function for each source, in Kubernetes (`pkg/apis/core/validation`).

## invalid-volume-claim

A claim of storage does not state a size, or one of 0 or less, has ReadWriteOncePod beside other access modes, names two different sources of data, or sets a field that the template of an ephemeral volume cannot set. A template in `volumeClaimTemplates` must have a name, by which Pods find the claim. A `dataSource` of another kind than PersistentVolumeClaim and without an API group is a warning: Kubernetes ignores it.

**Bad**

```yaml
volumeClaimTemplates:
  - metadata:
      name: scratch
    spec:
      accessModes: ["ReadWriteOnce", "ReadWriteOncePod"]
```

**Good**

```yaml
volumeClaimTemplates:
  - metadata:
      name: scratch
    spec:
      accessModes: ["ReadWriteOnce"]
      resources:
        requests:
          storage: 10Gi
```

Severity: error, mandatory. Source: `ValidatePersistentVolumeClaimSpec` and `ValidateTemplateObjectMeta` in Kubernetes (`pkg/apis/core/validation`).

## invalid-volume-mount

A volume is mounted, or used as a device, in an impossible way:

- a path with control characters, such as the line break of a YAML block;
- a `subPath` or `subPathExpr` that is absolute or contains `..`, or both fields at once;
- `recursiveReadOnly` Enabled or IfPossible without `readOnly: true`, or with a mountPropagation other than None;
- `mountPropagation: Bidirectional` in a container that is not privileged;
- a volume or a path that is both a device and a mount, or a volume that is two devices.

Two mounts at one path are a `duplicate-name`; `/a` and `/a/` are two different paths, as they are to Kubernetes.

**Bad**

```yaml
volumeMounts:
  - name: data
    mountPath: /data
    subPath: /web
```

**Good**

```yaml
volumeMounts:
  - name: data
    mountPath: /data
    subPath: web
```

Severity: error, mandatory. Source: `ValidateVolumeMounts` and `ValidateVolumeDevices` in Kubernetes (`pkg/apis/core/validation`).

## invalid-windows-options

Kubernetes does not accept the security settings for Windows: a user that is not `USER` or `DOMAIN\USER` in characters that Windows allows, a credential spec that is empty or larger than 64 KiB, `hostProcess` for some containers of a Pod and not for others, or `hostProcess` without `hostNetwork`, which the settings of a hook's Pod cannot ask for.

Kubernetes refuses the Pod.

**Bad**

```yaml
securityContext:
  windowsOptions:
    hostProcess: true
```

**Good**

```yaml
hostNetwork: true
securityContext:
  windowsOptions:
    hostProcess: true
```

Severity: error, mandatory. Source: `validateWindowsSecurityContextOptions` and `validateWindowsHostProcessPod` in Kubernetes (`pkg/apis/core/validation`).

## keeps-nothing

A RetentionPolicy keeps no snapshot: its `maxRetentionPeriod` is 0 or less, a count is below 0, or there is no `maxRetentionPeriod` and no count of `successfulSnapshots` is above 0.

KubeStash accepts all of these. Snapshots that such a policy cleans up are lost.

**Bad**

```yaml
maxRetentionPeriod: 0d
```

**Good**

```yaml
maxRetentionPeriod: 30d
```

Severity: warning. Source: KubeStash's documentation of the RetentionPolicy; its webhook does not check the numbers.

## likely-months

The `maxRetentionPeriod` of a RetentionPolicy is in minutes, where months are probably meant: minutes alone that are less than an hour, or right after years.

The unit of minutes is `m`, and that of months `mo`.

**Bad**

```yaml
maxRetentionPeriod: 6m
```

**Good**

```yaml
maxRetentionPeriod: 6mo
```

Severity: warning. Source: `ParseDuration` in KubeStash's `apis/storage/v1alpha1`.

## local-storage

A `local` storage has no source of a volume.

Kubernetes takes such a volume for an empty directory, which is gone with the Job that wrote the backup. A volume that loses its content in the same way (`emptyDir`, `ephemeral`), one that can only be read, and a `mountPath` that is `/` or does not begin with it are warnings.

**Bad**

```yaml
storage:
  provider: local
  local:
    mountPath: /data
```

**Good**

```yaml
storage:
  provider: local
  local:
    mountPath: /data
    persistentVolumeClaim:
      claimName: backups
```

Severity: error; a warning for volumes that lose data or can only be read, and for the path. Source: the documentation of `local`; the default of a volume in Kubernetes.

## long-name

The name of a BackupConfiguration has more than 63 characters, or will have with the suffix that Kubernetes adds to `generateName`; or together with the name of a session it has more than 43 characters, so that the name of the CronJob, `trigger-<name>-<session>`, has more than 52.

KubeStash puts the name into the label `kubestash.com/invoker-name` of the objects that it creates. A label's value has at most 63 characters, so Kubernetes refuses those objects. The name of a CronJob has at most 52 characters, because Kubernetes appends 11 for its Jobs, and that of a BackupSession, `<name>-<session>-<time>`, 63. KubeStash cuts characters out of the middle of longer ones, so that two BackupConfigurations with similar names can get one CronJob.

**Bad**

```yaml
metadata:
  name: nightly-and-hourly-backup-of-the-orders-database-of-the-web-shop-in-production
```

**Good**

```yaml
metadata:
  name: orders-database-backup
```

Severity: warning. Source: `IsLabelValue` in Kubernetes (`apimachinery/pkg/api/validate/content`), `ValidateCronJob`, and `ValidCronJobNameWithPrefixNSuffix` in kmodules' client-go.

## match-label-keys

`matchLabelKeys` or `mismatchLabelKeys` is set without a `labelSelector`, or a key of `matchLabelKeys` is also in the other list, twice in the selector, or once in the selector and among the labels of the Pod.

Kubernetes adds those of these keys that the Pod has, with its values, to the selector. It refuses the keys if there is no selector, and the Pod if the selector would contain a key of `matchLabelKeys` twice.

**Bad**

```yaml
metadata:
  labels:
    app: backup
spec:
  topologySpreadConstraints:
    - topologyKey: kubernetes.io/hostname
      maxSkew: 1
      whenUnsatisfiable: DoNotSchedule
      matchLabelKeys: [app]
      labelSelector:
        matchLabels:
          app: backup
```

**Good**

```yaml
topologyKey: kubernetes.io/hostname
matchLabelKeys: [version]
labelSelector:
  matchLabels:
    app: backup
```

Severity: error, mandatory. Source: `ValidateMatchLabelKeysAndMismatchLabelKeys` in Kubernetes (`pkg/apis/core/validation`).

## missing-default

The object has no backends, or one of its backends has no `storageRef` or no `retentionPolicy`, and the cluster has no default BackupStorage or RetentionPolicy that the namespace of the object may use. The message lists each default that the namespace may not use, with the reason.

KubeStash's webhook looks up the default, too, and refuses the object if it finds none. The rule needs the cluster. Without it, [relies-on-default](#relies-on-default) warns.

**Bad**

```yaml
# the only default BackupStorage, infra/s3, is for its own namespace only
kind: BackupConfiguration
metadata:
  namespace: demo
spec:
  sessions: []
```

**Good**

```yaml
kind: BackupConfiguration
metadata:
  namespace: demo
spec:
  backends:
    - name: s3
      storageRef:
        name: s3
      retentionPolicy:
        name: keep-a-month
```

Severity: error. Source: KubeStash's webhook (`validateBackends`, `validateBackendReferences`), [cluster.md](cluster.md#defaults).

## missing-encryption

A repository has no `encryptionSecret`, and not all tasks of its session do without. These tasks of the official Addons do not encrypt with the secret: `volume-snapshot` of each of them, which the storage driver takes, and `logical-backup` of `cassandra-addon` (Medusa), `clickhouse-addon` (ClickHouseBackup) and `neo4j-addon` (Neo4jAdmin). WalG (`mssqlserver-addon`) does, and of other Addons nothing is known: they are not exempt.

The data leaves the cluster unencrypted, and everyone who can read the storage can read it.

**Bad**

```yaml
repositories:
  - name: web
    backend: s3
    directory: /web
```

**Good**

```yaml
repositories:
  - name: web
    backend: s3
    directory: /web
    encryptionSecret:
      name: encryption-key
```

Severity: warning. Source: the documentation of `encryptionSecret`, and the drivers in KubeStash's and KubeDB's catalogues of Addons.

## missing-hook-template

A hook has no `hookTemplate`.

The HookTemplate says what to run; without it, the hook does nothing.

**Bad**

```yaml
preBackup:
  - name: flush
```

**Good**

```yaml
preBackup:
  - name: flush
    hookTemplate:
      name: flush
```

Severity: warning. Source: the documentation of `hookTemplate`; KubeStash's admission webhook skips such hooks.

## missing-namespace-selector

A `usagePolicy` has `from: Selector` and no `selector`, so it does not say which namespaces it allows.

KubeStash refuses the object.

**Bad**

```yaml
usagePolicy:
  allowedNamespaces:
    from: Selector
```

**Good**

```yaml
usagePolicy:
  allowedNamespaces:
    from: Selector
    selector:
      matchLabels:
        team: web
```

Severity: error, mandatory. Source: `validateUsagePolicy` in KubeStash's webhooks.

## missing-object

An object refers to a BackupStorage, a RetentionPolicy, a HookTemplate, a BackupVerifier, a BackupBlueprint or a Repository that is neither among the files nor, for a Repository, promised by a BackupConfiguration among them; or a BackupSession refers to a BackupConfiguration or BackupBatch that is not there, or that does not have its session. A reference without a namespace means the namespace of the object.

KubeStash waits for objects that come later, so the backup may begin once they do. `stashgate lint` finds it; `--with PATH` adds files that are not judged, and with `--complete` it is an error.

**Bad**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3-storge # the files have s3-storage
      namespace: demo
```

**Good**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3-storage
      namespace: demo
```

Severity: warning. Source: the references of KubeStash's API.

## missing-parameter

A task of an official Addon requires a parameter that is missing or empty: `logical-backup` of `workload-addon` requires `paths`.

KubeStash does not check it before it takes a backup.

**Bad**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
```

**Good**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
      params:
        paths: /var/lib/data
      targetVolumes:
        volumeMounts:
          - name: data
            mountPath: /var/lib/data
```

Severity: warning. Source: the official Addons of KubeStash and KubeDB.

## missing-retention

A RetentionPolicy has neither a `maxRetentionPeriod` nor `successfulSnapshots`, so it does not say which snapshots to keep.

KubeStash refuses the object.

**Bad**

```yaml
spec:
  failedSnapshots:
    last: 2
```

**Good**

```yaml
spec:
  successfulSnapshots:
    last: 5
  failedSnapshots:
    last: 2
```

Severity: error, mandatory. Source: `validateProvidedPolicy` in KubeStash's webhook of the RetentionPolicy.

## missing-scratch-target

A BackupVerifier does not say what it restores into. Tasks that restore manifests or volumes need no target, because they make a new one.

A backup that is tried out must not overwrite what was backed up.

**Bad**

```yaml
restoreOption:
  addonInfo:
    name: mysql-addon
    tasks:
      - name: logical-backup-restore
```

**Good**

```yaml
restoreOption:
  target:
    apiGroup: kubedb.com
    kind: MySQL
    name: scratch
    namespace: verify
  addonInfo:
    name: mysql-addon
    tasks:
      - name: logical-backup-restore
```

Severity: warning. Source: KubeStash's guide about verification.

## missing-target

There is no `spec.target`, and the Addon of a session backs one up: `workload-addon`, `pvc-addon`, or one of the Addons for databases. `kubedump-addon` needs none, and of other Addons nothing is known.

The Addon gets its volumes, or the address of its database, from the target, and there is nothing to back up without it.

A RestoreSession has no `spec.target` either, and all of its tasks restore data into what exists. Without a target KubeStash takes what the data was backed up from. Tasks that restore manifests or volumes need none, and `manifestOptions` can choose another one.

**Bad**

```yaml
sessions:
  - name: nightly
    addon:
      name: workload-addon
```

**Good**

```yaml
target:
  apiGroup: apps
  kind: StatefulSet
  name: web
sessions:
  - name: nightly
    addon:
      name: workload-addon
```

Severity: warning. Source: KubeStash's and KubeDB's catalogues of Addons.

## missing-tasks

An Addon has neither `backupTasks` nor `restoreTasks`.

Nothing can use it.

**Bad**

```yaml
kind: Addon
spec: {}
```

**Good**

```yaml
kind: Addon
spec:
  backupTasks:
    - name: logical-backup
      function: web-backup
```

Severity: warning. Source: KubeStash's documentation of the Addon.

## missing-verification

A BackupVerifier lacks what its type works with: `query` and `function` for type `Query`; `script` with a `location`, and `function`, for type `Script`.

KubeStash has a check for this, but registers no webhook that would call it.

**Bad**

```yaml
type: Script
script:
  location: /scripts/check.sh
```

**Good**

```yaml
type: Script
function: kubedbverifier
script:
  location: /scripts/check.sh
```

Severity: error. Source: `validateVerifier` in KubeStash's webhooks.

## nested-directory

The directory of a repository is inside that of another repository on the same storage. Directories and storages are compared as for [directory-conflict](#directory-conflict). A Repository without a path of its own is the whole storage, with all others inside.

What happens to the outer directory happens to the inner one, too: if the outer repository has the deletionPolicy `WipeOut`, deleting it deletes the backups of the inner one.

`stashgate lint` also compares the repositories of all BackupConfigurations and BackupBatches among the files, with the prefixes of their storages.

**Bad**

```yaml
repositories:
  - name: everything
    backend: s3
    directory: /
    deletionPolicy: WipeOut
  - name: web
    backend: s3
    directory: /web
```

**Good**

```yaml
repositories:
  - name: everything
    backend: s3
    directory: /everything
  - name: web
    backend: s3
    directory: /web
```

Severity: warning. Source: the documentation of `directory` and of `WipeOut`.

## nested-place

A BackupStorage is in a directory inside of that of another one, in the same bucket, container or volume.

If the outer one is wiped out, with deletionPolicy WipeOut, the data of the inner one is deleted, too.

**Bad**

```yaml
# another BackupStorage has the prefix team
spec:
  storage:
    provider: s3
    s3:
      bucket: backups
      prefix: team/orders
```

**Good**

```yaml
spec:
  storage:
    provider: s3
    s3:
      bucket: backups
      prefix: orders
```

Severity: warning. Source: KubeStash deletes everything below the prefix.

## no-effect

Kubernetes or KubeStash accepts a setting, but it has no effect:

- a topology spread constraint without a `labelSelector` counts no Pod and spreads none;
- a preference for nodes with a value that no label can have;
- an image pull secret without a name, or one that is already in the list;
- a selector of namespaces in a `usagePolicy` that is not `from: Selector`;
- a `maxConnections` below 1, or `insecureTLS` for an endpoint without TLS;
- the `action` of a HookTemplate whose executor is of type Function, which runs what the Function says, and the `containerName` of one whose executor is the operator, which is in no container;
- the `snapshot` of a RestoreSession beside `pitr`, which looks for a Snapshot by its time;
- `manifestOptions` of a RestoreSession with a target and without a task that restores manifests, or those for another kind than the official Addon restores.

Kubernetes warns of the first three only when a Pod is created, so the warning goes to KubeStash and not to the user.

**Bad**

```yaml
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: DoNotSchedule
```

**Good**

```yaml
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: DoNotSchedule
    labelSelector:
      matchLabels:
        app: backup
```

Severity: warning. Source: the warnings of Kubernetes (`pkg/api/pod/warnings.go`).

## object-in-use

A BackupStorage, a RetentionPolicy, a HookTemplate, an Addon or a Function is deleted that other objects of the cluster still name. The message lists them. Objects that are being deleted themselves do not count.

KubeStash judges no deletion. Backups fail afterwards, and with `deletionPolicy: WipeOut` a BackupStorage takes the backed up data with it. Deletions are judged only where `manifests/components/judge-deletion` registers the webhook for them.

**Bad**

```yaml
# kubectl delete backupstorage s3, while this object is there
kind: BackupConfiguration
spec:
  backends:
    - storageRef:
        name: s3
```

**Good**

```yaml
# first let the object name another storage, or delete it
kind: BackupConfiguration
spec:
  backends:
    - storageRef:
        name: other
```

Severity: warning. Source: the references of the other objects, [cluster.md](cluster.md#deletions).

## out-of-range

A number is outside the bounds of its field, or too large for the 32 or 64 bits in which Kubernetes stores it.

Negative counts and limits pass the CustomResourceDefinition, but no CronJob or Job can be created with them. Retries cannot be switched off: KubeStash's definition requires a `maxRetry` of 1 or more, and 1 is added where it or `retryConfig` is missing ([defaults](defaults.md)).

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

## outlasts-timeout

The delay before a retry, or the time-out of a hook, is longer than the time-out of the session, of a backup or a restore.

The session fails before the retry begins, or before the hook's own limit has an effect.

**Bad**

```yaml
backupTimeout: 30m
retryConfig:
  delay: 1h
```

**Good**

```yaml
backupTimeout: 3h
retryConfig:
  delay: 1h
```

Severity: warning. Source: the documentation of `timeout` and `retryConfig`.

## oversized-step

The first step of a schedule's field already passes the end of its range, so that only the first value matches: `*/90` in the minute field is minute 0 of every hour, not every 90 minutes. The message says what the schedule means, and offers the interval where nothing else restricts the times.

Backups are taken at other times than the author of the schedule intended.

**Bad**

```yaml
scheduler:
  schedule: "*/90 * * * *"
```

**Good**

```yaml
scheduler:
  schedule: "@every 90m"
```

Severity: warning. Source: `getRange` in robfig/cron v3.

## parameter-text

A parameter of a task or of a hook is not a text but a number, `true` or `false`, a list, or an object.

The API server accepts any value in `params`. KubeStash reads them into a map of texts, and puts them into the arguments of a Function as they are. A list is one text with commas.

**Bad**

```yaml
tasks:
  - name: manifest-backup
    params:
      IncludeClusterResources: true
      IncludeNamespaces:
        - demo
        - shop
```

**Good**

```yaml
tasks:
  - name: manifest-backup
    params:
      IncludeClusterResources: "true"
      IncludeNamespaces: demo,shop
```

Severity: warning. Source: `ResolveWithInputs` in KubeStash's apimachinery, which takes texts.

## plain-credential

A request of a HookTemplate has a credential in plain text: a password in the host, a token in the path, a header such as `Authorization`, a field of a form or a member of a JSON body such as `password`. The addresses of webhooks of Slack, Discord, Teams and Telegram are credentials, too, also in a body or a command. Texts with variables or placeholders are not reported, and the message does not repeat the text.

Everybody who may read HookTemplates, or the repository with the manifest, can use it.

**Bad**

```yaml
action:
  httpPost:
    host: hooks.slack.com
    port: 443
    path: /services/T0A1B2C3D/B4E5F6G7H/Ij8Kl9Mn0Op1
executor:
  type: Operator
```

**Good**

```yaml
executor:
  type: Function
  function:
    name: notify-slack
    env:
      - name: SLACK_PATH
        valueFrom:
          secretKeyRef:
            name: slack
            key: path
```

Severity: warning. Source: Kubernetes' good practices for Secrets.

## policy-deletion-policy

A repository has a `deletionPolicy` among `parameters.forbiddenDeletionPolicies` of the [policy](policy.md), or would get one by default (stashgate adds `Delete`).

`WipeOut` deletes the backed up data with the repository; a platform team may want to prevent that such a manifest is applied.

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

Severity: error if the parameter is set, else off. Source: your policy.

## policy-encryption-required

A repository has no `encryptionSecret`, and the [policy](policy.md) sets `parameters.encryptionRequired`. Sessions are exempt if none of their tasks encrypts with the secret, such as volume snapshots: [missing-encryption](#missing-encryption) lists those tasks.

A backup contains all data of its target, usually in a place with other owners.

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

Severity: error if the parameter is set, else off. Source: your policy.

## policy-history-limit

`sessionHistoryLimit`, `successfulJobsHistoryLimit` or `failedJobsHistoryLimit` is higher than `parameters.historyLimit` of the [policy](policy.md), or is missing with a higher default (1 session for KubeStash, 3 successful Jobs and 1 failed Job for Kubernetes).

Finished Jobs stay in etcd with their Pods until newer ones replace them, and thousands of them slow the API server down for all users.

**Bad**, where the policy says `historyLimit: 5`

```yaml
sessionHistoryLimit: 50
```

**Good**

```yaml
sessionHistoryLimit: 5
```

Severity: error if the parameter is set, else off. Source: your policy.

## policy-min-interval

A session runs more often than `parameters.minimumInterval` of the [policy](policy.md) allows. The shortest time between two runs counts, so `0,5 * * * *` runs after five minutes, though only twice an hour.

Sessions that run the same task of the same addon into the same repository count together: a second session at minute 30 turns an hourly backup into a half-hourly one. Runs that start at the same minute count as one, and so do sessions with equal schedules.

An object that exceeds the limits of the comparison is refused: more than 32 different schedules of one task and repository, more than 4,096 pairs of different schedules in one object, or more than 131,072 tasks times repositories that its sessions have in common.

Every run starts a Pod and reads the whole target. A platform team knows how many runs its cluster can bear.

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

Severity: error if the parameter is set, else off. Source: your policy.

## policy-storage-namespace

A backend uses a BackupStorage in a namespace that matches none of `parameters.allowedStorageNamespaces` of the [policy](policy.md). A `storageRef` without a namespace means the BackupConfiguration's own. There must be a backend: without one, KubeStash looks up the default BackupStorage in all namespaces, which is allowed only if `*` is.

One team should not be able to write into another team's storage.

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

Severity: error if the parameter is set, else off. Source: your policy.

## pre-backup-policy

A hook before a backup or a restore has the execution policy `OnSuccess` or `OnFailure`.

The result is not known before it runs, so the hook runs always or never, but not as its policy says.

**Bad**

```yaml
preBackup:
  - name: flush
    executionPolicy: OnSuccess
    hookTemplate:
      name: flush
```

**Good**

```yaml
postBackup:
  - name: announce
    executionPolicy: OnSuccess
    hookTemplate:
      name: announce
```

Severity: warning. Source: the documentation of `executionPolicy`.

## priority-without-class

A Pod states a priority, but no `priorityClassName`.

Kubernetes refuses the Pod unless the cluster's default class has exactly this priority, or there is no default class and the priority is 0. Name the class instead.

**Bad**

```yaml
priority: 1000
```

**Good**

```yaml
priorityClassName: backups
```

Severity: warning. Source: `admitPod` in Kubernetes (`plugin/pkg/admission/priority`).

## process-namespace-conflict

A Pod sets both `hostPID` and `shareProcessNamespace`.

A Pod can see the processes of its node or those of its containers, but not both; Kubernetes refuses it.

**Bad**

```yaml
hostPID: true
shareProcessNamespace: true
```

**Good**

```yaml
shareProcessNamespace: true
```

Severity: error, mandatory. Source: `validatePodSpecSecurityContext` in Kubernetes (`pkg/apis/core/validation`).

## profile-mismatch

An annotation and a field choose different seccomp or AppArmor profiles for the same Pod or init container.

Kubernetes still reads the annotations, which are older than the fields, and refuses a Pod in which the two differ. Leave the annotation out.

**Bad**

```yaml
metadata:
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: unconfined
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
```

**Good**

```yaml
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
```

Severity: error, mandatory. Source: `validateSeccompAnnotationsAndFields` and `validateAppArmorAnnotationsAndFieldsMatchOnCreate` in Kubernetes (`pkg/apis/core/validation`).

## provider-mismatch

A storage does not describe the place of its provider, or it describes that of another one.

KubeStash goes by the provider in one part, without looking whether its block is there, and takes the first block that it finds (`s3`, `gcs`, `azure`, `local`) in another. A storage without the block of its provider makes KubeStash's webhook crash at every later storage of that provider, in any namespace. A block of another provider that KubeStash would not take has no effect, which is a warning.

**Bad**

```yaml
storage:
  provider: gcs
  s3:
    bucket: backups
```

**Good**

```yaml
storage:
  provider: s3
  s3:
    endpoint: https://s3.eu-west-1.amazonaws.com
    bucket: backups
```

Severity: error, mandatory; a warning for a block without effect. Source: `isPointToSameDir` in KubeStash's webhook, and `NewBlob` and `resolveStorageConfig` in its packages.

## relies-on-default

A backend has no `retentionPolicy`, or there are no backends at all. KubeStash then looks for a RetentionPolicy or BackupStorage that is marked as the default, in this namespace and in others that share theirs.

The result can change with every object that is marked as the default, and without a default no backup is taken.

**Bad**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3
```

**Good**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3
    retentionPolicy:
      name: keep-a-month
```

Severity: warning. Source: the documentation of `spec.backends`; KubeStash's defaulting webhook (`Default`).

## renamed-timeout

A session limits its backups with `timeout`, which is called `backupTimeout` in current releases of KubeStash.

These releases drop unknown fields, and backups then run without a limit.

**Bad**

```yaml
timeout: 1h
```

**Good**

```yaml
backupTimeout: 1h
```

Severity: warning. Source: the CustomResourceDefinition of current releases, against the documentation of older ones.

## repeated-period-unit

A `maxRetentionPeriod` repeats a unit. KubeStash does not add the two numbers: `1d2d` is two days.

**Bad**

```yaml
maxRetentionPeriod: 1d2d
```

**Good**

```yaml
maxRetentionPeriod: 3d
```

Severity: warning. Source: `ParseDuration` in KubeStash (`apis/storage/v1alpha1/retentionpolicy_helpers.go`).

## repository-conflict

Two sessions name one repository, but with different backends, directories, encryption secrets or deletion policies. A repository may serve two sessions, but must be the same in both.

KubeStash creates one Repository of the name. Which of the two it is depends on the order of the sessions, and the data of the other session goes to an unexpected place.

`stashgate lint` also compares the BackupConfigurations and BackupBatches of one namespace among the files, and then the targets, too.

**Bad**

```yaml
sessions:
  - name: hourly
    repositories:
      - name: web
        backend: s3
        directory: /hourly
  - name: nightly
    repositories:
      - name: web
        backend: s3
        directory: /nightly
```

**Good**

```yaml
sessions:
  - name: hourly
    repositories:
      - name: web-hourly
        backend: s3
        directory: /hourly
  - name: nightly
    repositories:
      - name: web-nightly
        backend: s3
        directory: /nightly
```

Severity: error. Source: the Repository kind, which has one path, one storage and one secret; in part KubeStash's admission webhook (`validateRepoDirectories`).

## required-field

A required field is missing, `null`, an empty text or an empty list; all four are the same to KubeStash. Only the `value` of a sysctl or of an HTTP header may be empty.

KubeStash's own CustomResourceDefinition requires hardly any of these fields, so the object would be stored, and no backup would ever be taken.

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

## reserved-label

The template of a Job's Pod, or the labels in the settings of a hook's Pod, set `job-name`, `controller-uid`, `batch.kubernetes.io/job-name` or `batch.kubernetes.io/controller-uid`. Under `controller`, where they label the Job itself, they are harmless.

The Job controller sets these labels to its own values for every Job, and refuses a Job whose template has other values. The CronJob is created, but cannot create a Job.

**Bad**

```yaml
template:
  metadata:
    labels:
      job-name: nightly
```

**Good**

```yaml
template:
  metadata:
    labels:
      app: nightly
```

Severity: error, mandatory. Source: `validateGeneratedSelector` in Kubernetes (`pkg/apis/batch/validation`).

## reserved-name

A volume or a mount is named `kubestash-tmp-volume`, `kubestash-interim-volume` or `kubestash-data-volume`, or is mounted at or below `/kubestash-tmp`, `/kubestash-interim` or `/kubestash-data`; or an init container of `addon.jobTemplate` is named `kubestash` or `operator`. To replace a volume of the Addon, use `addonVolumes`, where these names are right.

The Pod that takes the backup has those already: Kubernetes refuses a second one of the name or place, and a mount below hides part of the first.

**Bad**

```yaml
volumeMounts:
  - name: data
    mountPath: /kubestash-tmp
```

**Good**

```yaml
volumeMounts:
  - name: data
    mountPath: /data
```

Severity: warning. Source: KubeStash's catalogue of Addons.

## restore-mismatch

A RestoreSession names another encryption Secret, or another Addon, than the BackupConfiguration whose Repository it restores from.

Data can be read with the key only that it was encrypted with, and by the Addon that wrote it.

**Bad**

```yaml
# the BackupConfiguration encrypts with the Secret restic-key
dataSource:
  repository: web
  snapshot: latest
  encryptionSecret:
    name: encrypt-secret
    namespace: demo
```

**Good**

```yaml
dataSource:
  repository: web
  snapshot: latest
  encryptionSecret:
    name: restic-key
    namespace: demo
```

Severity: warning, as the backups may be older than the files. Source: `RestoreSession` of KubeStash.

## rewritten-to-null

A field is missing that KubeStash's mutating webhook writes as null: the `apiGroup` of a claim's `dataSource` or `dataSourceRef` of kind PersistentVolumeClaim, or the `sources` of a `projected` volume.

The webhook reads an object into Go's types and writes it again, and these two fields are written even if they are missing. The API server then refuses the null, in a message about a field that is not in the manifest. An empty value is the same to Kubernetes, and is left alone.

**Bad**

```yaml
dataSource:
  kind: PersistentVolumeClaim
  name: data
```

**Good**

```yaml
dataSource:
  apiGroup: ""
  kind: PersistentVolumeClaim
  name: data
```

Severity: warning. Source: KubeStash's mutating webhook, with the types of Kubernetes (`TypedLocalObjectReference`, `TypedObjectReference` and `ProjectedVolumeSource` in `api/core/v1`).

## retention-gap

The `maxRetentionPeriod` of a backend's RetentionPolicy is shorter than the time between two backups of the session that writes to it. KubeStash removes a snapshot before it takes the next one, and in between there is none to restore.

`stashgate lint` and a webhook that knows the cluster compare the two objects. A backend that several sessions write to is not judged.

**Bad**

```yaml
# RetentionPolicy short keeps snapshots for 12h
backends:
  - name: s3
    retentionPolicy:
      name: short
sessions:
  - name: nightly
    scheduler:
      schedule: 0 2 * * *
```

**Good**

```yaml
# RetentionPolicy week keeps snapshots for 7d
backends:
  - name: s3
    retentionPolicy:
      name: week
sessions:
  - name: nightly
    scheduler:
      schedule: 0 2 * * *
```

Severity: warning, as the RetentionPolicy may change later. Source: KubeStash's [RetentionPolicy](https://kubestash.com/docs/latest/concepts/crds/retentionpolicy/).

## root-user

A container has `runAsNonRoot: true` and the user 0, each stated by its own security settings or by those of its Pod. The settings of a container go before those of the Pod; so a Pod with the user 0 is fine if all its containers have another one.

The user 0 is root. Kubernetes accepts the Pod, but the kubelet does not start the container.

**Bad**

```yaml
securityContext:
  runAsNonRoot: true
  runAsUser: 0
```

**Good**

```yaml
securityContext:
  runAsNonRoot: true
  runAsUser: 65534
```

Severity: warning. Source: `verifyRunAsNonRoot` in Kubernetes (`pkg/kubelet/kuberuntime`).

## schedule-never-fires

No date of any year matches the schedule: 30 February, 31 April, or a field of commas only.

Kubernetes accepts such a schedule and then never runs anything.

**Bad**

```yaml
scheduler:
  schedule: 0 0 31 4,6,9,11 *
```

**Good**

```yaml
scheduler:
  schedule: 0 0 30 4,6,9,11 *
```

Severity: error. Source: `SpecSchedule.Next` in robfig/cron v3, which gives up after five years.

## schedule-time-zone

A schedule chooses a time zone with `TZ=` or `CRON_TZ=`, or contains the letters `TZ` anywhere.

Kubernetes refuses a CronJob with such a schedule, and KubeStash has no field for the time zone of a CronJob. Backups run by the clock of the controller manager, which is usually UTC.

**Bad**

```yaml
scheduler:
  schedule: CRON_TZ=Asia/Dhaka 0 3 * * *
```

**Good**

```yaml
scheduler:
  schedule: 0 21 * * *
```

Severity: error. Source: `validateScheduleFormat` in Kubernetes (`pkg/apis/batch/validation`).

## second-default

Two BackupStorages, or two RetentionPolicies, of one namespace have `default: true`.

KubeStash's webhook refuses the second one. `stashgate lint` compares the files; objects of two clusters are best linted one cluster at a time.

**Bad**

```yaml
# BackupStorage demo/s3 is a default, too
kind: BackupStorage
metadata:
  name: gcs
  namespace: demo
spec:
  default: true
```

**Good**

```yaml
kind: BackupStorage
metadata:
  name: gcs
  namespace: demo
spec:
  default: false
```

Severity: error. Source: KubeStash's webhooks (`validateSingleDefaultBackupStorageInSameNamespace` and its twin).

## shared-place

Two BackupStorages are in one directory of one bucket, container or volume. Prefixes are compared as paths, and buckets with the server that has them: two servers may have a bucket of one name, and all endpoints of Amazon are one server.

Each storage treats the other's data as its own: deleting one can delete the data of both. KubeStash's webhook refuses the second one where it notices.

**Bad**

```yaml
# another BackupStorage has the bucket backups and the prefix /demo
spec:
  storage:
    provider: s3
    s3:
      bucket: backups
      prefix: demo
```

**Good**

```yaml
spec:
  storage:
    provider: s3
    s3:
      bucket: backups
      prefix: other
```

Severity: error. Source: KubeStash's webhook (`validateUniqueDirectory`).

## shared-repository

Two targets of a BackupBatch are backed up into one repository.

A Repository names the application that its backups are of, and KubeStash refuses a BackupConfiguration with the Repository of another one.

**Bad**

```yaml
targets:
  - name: database
    repositories:
      - name: shop
        directory: /shop
  - name: files
    repositories:
      - name: shop
        directory: /shop
```

**Good**

```yaml
targets:
  - name: database
    repositories:
      - name: shop-database
        directory: /shop/database
  - name: files
    repositories:
      - name: shop-files
        directory: /shop/files
```

Severity: warning. Source: KubeStash's documentation of the Repository (`appRef`).

## shared-storage

Two backends name the same BackupStorage.

They are one place under two names. Data that seems to be stored twice is lost at once, and repositories of the two backends can use the same directory.

**Bad**

```yaml
backends:
  - name: primary
    storageRef:
      name: s3
  - name: offsite
    storageRef:
      name: s3
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

Severity: warning. Source: the documentation of `storageRef`.

## short-retention-period

A count of `successfulSnapshots` reaches further back than the `maxRetentionPeriod`: twelve monthly snapshots need 360 days.

Snapshots that are older than the `maxRetentionPeriod` are removed, so fewer are kept than the count says.

**Bad**

```yaml
maxRetentionPeriod: 90d
successfulSnapshots:
  monthly: 12
```

**Good**

```yaml
maxRetentionPeriod: 1y
successfulSnapshots:
  monthly: 12
```

Severity: warning. Source: KubeStash's documentation of the RetentionPolicy.

## short-starting-deadline

`startingDeadlineSeconds` is under 10.

The CronJob controller looks for due runs every ten seconds. It skips a run whose deadline has passed by then, so backups are lost by chance.

**Bad**

```yaml
scheduler:
  schedule: "@hourly"
  startingDeadlineSeconds: 5
```

**Good**

```yaml
scheduler:
  schedule: "@hourly"
  startingDeadlineSeconds: 300
```

Severity: warning. Source: Kubernetes' documentation of CronJob, on its limitations.

## simultaneous-backups

Two BackupConfigurations or BackupBatches back up the same target, and two of their sessions start at the same minute. Paused objects and suspended sessions are left out.

Both put their load on the target at once, and tools that lock a database or a repository wait for each other or fail.

**Bad**

```yaml
# BackupConfiguration demo/other backs up the same StatefulSet, also at 3:00
kind: BackupConfiguration
spec:
  target:
    apiGroup: apps
    kind: StatefulSet
    name: web
  sessions:
    - name: daily
      scheduler:
        schedule: "0 3 * * *"
```

**Good**

```yaml
kind: BackupConfiguration
spec:
  target:
    apiGroup: apps
    kind: StatefulSet
    name: web
  sessions:
    - name: daily
      scheduler:
        schedule: "30 3 * * *"
```

Severity: warning. Source: the schedules of both objects. The rule is applied where other objects are known.

## simultaneous-sessions

There is a minute at which two sessions of the BackupConfiguration start, whatever they back up and where to. The calendar decides that, for any two expressions; suspended sessions are left out. A session is compared with the first 64; among more, only those with the same schedule are found.

Since v2026.6.19 KubeStash takes one backup of a BackupConfiguration at a time: the session that comes second is skipped (`AnotherBackupSessionRunning`), every time. Earlier releases start both, and if they write to one repository, one waits for the other's lock.

**Bad**

```yaml
sessions:
  - name: hourly
    scheduler:
      schedule: 0 * * * *
  - name: nightly
    scheduler:
      schedule: 0 0 * * *
```

**Good**

```yaml
sessions:
  - name: hourly
    scheduler:
      schedule: 0 * * * *
  - name: nightly
    scheduler:
      schedule: 30 0 * * *
```

Severity: warning. Source: the release notes of KubeStash v2026.6.19.

## single-target-blueprint

A repository of a BackupBlueprint is the same for every workload: its `name` has no variable, or its `directory` has none.

KubeStash makes a BackupConfiguration for every workload that names the blueprint. A Repository has one target, so the second BackupConfiguration of a namespace is refused if it has the Repository of the first. A directory belongs to one Repository of a storage in the same way. Nobody who applies the workload sees that.

**Bad**

```yaml
repositories:
  - name: nightly
    backend: s3
    directory: /nightly
```

**Good**

```yaml
repositories:
  - name: ${targetName}-nightly
    backend: s3
    directory: /${namespace}/${targetName}
```

Severity: warning. Source: `validateRepositories` and `validateRepoDirectories` in KubeStash's webhook, which refuse the second BackupConfiguration.

## sleep-beyond-grace-period

A lifecycle hook sleeps for longer than the grace period of the Pod: `terminationGracePeriodSeconds`, or 30 seconds if that is missing.

The container would be killed during the sleep. Kubernetes refuses the Pod. The settings of a hook's Pod cannot change its 30 seconds.

**Bad**

```yaml
lifecycle:
  preStop:
    sleep:
      seconds: 60
```

**Good**

```yaml
terminationGracePeriodSeconds: 90
lifecycle:
  preStop:
    sleep:
      seconds: 60
```

Severity: error, mandatory. Source: `validateSleepAction` in Kubernetes (`pkg/apis/core/validation`).

## storage-endpoint

An s3 storage has no endpoint, or one that is not `http://` or `https://` and a host, perhaps with a port: it has a user and a password, a port that is none, its scheme twice, a query or a fragment, or the bucket in it.

Since v2025.2.10, KubeStash uses a client of S3 that takes the endpoint for a URL. Many manifests of earlier releases have a host alone. `https://` is suggested for well-known public services only: an own service may have no TLS.

**Bad**

```yaml
s3:
  endpoint: s3.eu-west-1.amazonaws.com
  bucket: backups
```

**Good**

```yaml
s3:
  endpoint: https://s3.eu-west-1.amazonaws.com
  bucket: backups
```

Severity: warning. Source: the documentation of `endpoint`, and the notes of release v2025.2.10.

## trailing-slash

A bucket, an endpoint or a prefix ends with a slash.

KubeStash's mutating webhook cuts one slash off when the object is stored, so the stored object differs from the manifest for ever: Argo CD and Flux report drift. stashgate changes nothing that is there; write the text without the slash.

**Bad**

```yaml
s3:
  prefix: demo/
```

**Good**

```yaml
s3:
  prefix: demo
```

Severity: warning. Source: `removeTrailingSlash` in KubeStash's webhook.

## uneven-step

A step in a schedule's field matches two values only, which are not evenly apart: `*/35` in the minute field is minutes 0 and 35, and so after 35 and after 25 minutes. Steps that divide their range (`*/30`, `*/12` in the hour field) are fine, and so are ranges with an end (`10-50/25`) and two runs before a longer pause (`18/3` in the hour field).

Backups are taken more often than the step says, unless a coarser field is fixed: `*/35 2 * * *` is at 02:00 and 02:35 only.

**Bad**

```yaml
scheduler:
  schedule: "*/35 * * * *"
```

**Good**

```yaml
scheduler:
  schedule: "@every 35m"
```

Severity: warning. Source: `getRange` in robfig/cron v3.

## unfit-addon

An official Addon is for targets of another kind: `workload-addon` for workloads, `pvc-addon` for claims, and the Addons of databases for the KubeDB object of their database or an AppBinding. `kubedump-addon` goes with any target. Targets of other kinds and other Addons are not judged.

KubeStash does not check it before it takes a backup.

**Bad**

```yaml
spec:
  target:
    apiGroup: apps
    kind: StatefulSet
    name: mysql
  sessions:
    - name: daily
      addon:
        name: mysql-addon
```

**Good**

```yaml
spec:
  target:
    apiGroup: kubedb.com
    kind: MySQL
    name: mysql
  sessions:
    - name: daily
      addon:
        name: mysql-addon
```

Severity: warning. Source: the official Addons of KubeStash and KubeDB, and their guides.

## unknown-addon

The name of an Addon is nearly that of an official one: it has a typing mistake, lacks `-addon`, or has another name of the database. Other names are not reported, because every cluster can have Addons of its own.

**Bad**

```yaml
addon:
  name: postgresql-addon
```

**Good**

```yaml
addon:
  name: postgres-addon
```

Severity: warning. Source: the official Addons of KubeStash and KubeDB.

## unknown-addon-volume

`addonVolumes` gives another source to a volume that the task of the official Addon does not have. `${RESTIC_CACHE_VOLUME}` and `${INTERIM_VOLUME}` stand for the volumes of current Addons.

The source is never used.

**Bad**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
      addonVolumes:
        - name: cache
          source:
            emptyDir: {}
```

**Good**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
      addonVolumes:
        - name: kubestash-tmp-volume
          source:
            emptyDir: {}
```

Severity: warning. Source: the official Addons of KubeStash and KubeDB.

## unknown-backend

A repository names a backend that is not in `spec.backends`, or names none although every backend there has a name.

KubeStash finds no storage for the repository, so nothing is ever written to it.

**Bad**

```yaml
backends:
  - name: s3-backend
    storageRef:
      name: s3
sessions:
  - repositories:
      - name: web
        backend: s3-backed
```

**Good**

```yaml
backends:
  - name: s3-backend
    storageRef:
      name: s3
sessions:
  - repositories:
      - name: web
        backend: s3-backend
```

Severity: error. Source: KubeStash's admission webhook (`validateRepositories`); the documentation of `backend`.

## unknown-cluster

A field would be compared with objects of the cluster, and these are not known at the moment: stashgate has not read them yet, or has lost its connection to the API server for too long. The check is skipped, never guessed.

A policy that sets the rule to `error` refuses such objects instead. An update that leaves the field as it is stays possible then. Kinds that the cluster does not have are never waited for.

**Bad**

```yaml
# the BackupStorages of the cluster are not known at the moment
kind: BackupConfiguration
spec:
  backends:
    - storageRef:
        name: s3
```

**Good**

```yaml
# the same, as soon as they are
kind: BackupConfiguration
spec:
  backends:
    - storageRef:
        name: s3
```

Severity: warning. Source: [cluster.md](cluster.md#what-is-not-known).

## unknown-field

A field is not in the schema; the nearest known name is suggested. The rule applies offline only, in `stashgate review` of a manifest: in the cluster, newer releases of KubeStash may have fields that stashgate does not know yet, and the API server checks them already. A field that an older release had, or that Stash has elsewhere, is named with the place where it belongs now.

Many tools silently drop a misspelt field, and a dropped limit has no effect.

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

## unknown-function

The name of a Function is nearly that of an official one. Other names are not reported, because every cluster can have Functions of its own.

**Bad**

```yaml
kind: BackupVerifier
spec:
  function: kubedbverifer
```

**Good**

```yaml
kind: BackupVerifier
spec:
  function: kubedbverifier
```

Severity: warning. Source: the official Functions of KubeStash and KubeDB.

## unknown-parameter

A parameter is not among those that the task of the official Addon reads. Names are case-sensitive and differ between Addons. Parameters that a Function reads without the Addon declaring them are fine. Variables that KubeStash sets itself, such as `namespace`, should be left out.

The parameter has no effect.

**Bad**

```yaml
addon:
  name: mysql-addon
  tasks:
    - name: logical-backup
      params:
        database: shop
```

**Good**

```yaml
addon:
  name: mysql-addon
  tasks:
    - name: logical-backup
      params:
        databases: shop
```

Severity: warning. Source: the official Addons and Functions of KubeStash and KubeDB.

## unknown-provider

The provider of a storage is none of `s3`, `gcs`, `azure` and `local`, which are written in lower case.

KubeStash stores such an object, and opens no storage of that provider. The providers `swift`, `b2` and `rest` are gone since v2024.1.31.

**Bad**

```yaml
storage:
  provider: aws
  s3:
    bucket: backups
```

**Good**

```yaml
storage:
  provider: s3
  s3:
    bucket: backups
```

Severity: error. Source: `NewBlob` in KubeStash's `pkg/blob`, which refuses other providers.

## unknown-query

A query of a BackupVerifier asks nothing, is for an unknown database or for one that the Addon does not restore, or has fields or values that the verification does not read. There are queries for `mySQL`, `mariaDB`, `postgres`, `mongoDB`, `elasticsearch`, `redis`, `singlestore` and `mssqlServer`. Counts are compared by an `operator` with a `value`.

The API server accepts any object here.

**Bad**

```yaml
query:
  mysql:
    - database: shop
      table: orders
      rowCount: 10
```

**Good**

```yaml
query:
  mySQL:
    - database: shop
      table: orders
      rowCount:
        operator: GreaterThanOrEqual
        value: 10
```

Severity: warning. Source: the types of queries in KubeStash (`apis/core/v1alpha1/query_types.go`).

## unknown-target

A session of a BackupBatch names a target that `spec.targets` does not have.

KubeStash finds no application to back up under that name.

**Bad**

```yaml
targets:
  - name: database
sessions:
  - name: daily
    targets:
      - name: databse
```

**Good**

```yaml
targets:
  - name: database
sessions:
  - name: daily
    targets:
      - name: database
```

Severity: error. Source: KubeStash's documentation of the BackupBatch; its webhook checks nothing.

## unknown-task

A task is not among those that the official Addon has, or is one for restoring where a backup is taken (and the other way round). Before v2024.1.31 tasks had names such as `LogicalBackup`.

KubeStash does not find the task, and takes no backup.

**Bad**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: LogicalBackup
```

**Good**

```yaml
addon:
  name: workload-addon
  tasks:
    - name: logical-backup
```

Severity: warning. Source: the official Addons of KubeStash and KubeDB.

## unknown-template-name

A template of a HookTemplate uses a field that the summary of a backup does not have, or a function that is nearly a known one. The summary has `.Name`, `.Namespace`, `.Invoker`, `.Target`, `.Status.Phase`, `.Status.Duration` and `.Status.Error`. Fields inside `{{range}}` and `{{with}}` are not judged.

The hook fails when it is run.

**Bad**

```yaml
action:
  httpPost:
    port: 443
    body: '{"text": "{{ .Status.State }}"}'
```

**Good**

```yaml
action:
  httpPost:
    port: 443
    body: '{"text": "{{ .Status.Phase }}"}'
```

Severity: warning. Source: the summary in KubeStash (`apis/core/v1alpha1/summary_types.go`).

## unknown-volume

The main container or an init container mounts a volume that is not among the Pod's `volumes`, uses a volume without a claim as a device, or reads variables from a volume that is not an `emptyDir`. The same holds for the variables in the `runtimeSettings` of a hook.

Kubernetes refuses a Pod that mounts an unknown volume. If KubeStash itself adds the volume, a policy can turn the rule off.

**Bad**

```yaml
volumes:
  - name: scratch
    emptyDir: {}
volumeMounts:
  - name: scrach
    mountPath: /tmp
```

**Good**

```yaml
volumes:
  - name: scratch
    emptyDir: {}
volumeMounts:
  - name: scratch
    mountPath: /tmp
```

Severity: error. Source: `ValidateVolumeMounts`, `ValidateVolumeDevices` and `validateFileKeyRefVolumes` in Kubernetes (`pkg/apis/core/validation`).

## unlikely-capability

A capability has `CAP_` before its name, or is misspelt. Linux calls it `CAP_SYS_ADMIN`; in Kubernetes it is `SYS_ADMIN`, and the container runtime puts `CAP_` before it.

Kubernetes accepts any text. The runtime finds no capability `CAP_CAP_SYS_ADMIN`, and then ignores it or does not start the container. Upper and lower case are alike to runtimes.

**Bad**

```yaml
securityContext:
  capabilities:
    add: [CAP_DAC_OVERRIDE]
```

**Good**

```yaml
securityContext:
  capabilities:
    add: [DAC_OVERRIDE]
```

Severity: warning. Source: `capabilities(7)` of Linux; [Set capabilities for a Container](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container).

## unlikely-directory

The directory of a repository, or the prefix of a storage, is an address such as `s3://backups/web`, or a path of Windows such as `C:\backups`.

KubeStash takes any text for the name of a directory, so the data goes to another place than the author expects. The BackupStorage names the bucket, and a directory has `/` between its parts.

**Bad**

```yaml
repositories:
  - name: web
    backend: s3
    directory: s3://backups/web
```

**Good**

```yaml
repositories:
  - name: web
    backend: s3
    directory: /web
```

Severity: warning. Source: KubeStash's [Repository](https://kubestash.com/docs/latest/concepts/crds/repository/).

## unlikely-image

The name of an image has a blank in it, a scheme such as `https://` before it, or upper case in the name of its repository. Upper case is allowed in the registry and in the tag.

Kubernetes accepts the object, but the kubelet cannot pull such an image and reports `InvalidImageName`.

**Bad**

```yaml
spec:
  image: ghcr.io/KubeStash/workload-addon:v1.0.0
```

**Good**

```yaml
spec:
  image: ghcr.io/kubestash/workload-addon:v1.0.0
```

Severity: warning. Source: `ParseNormalizedNamed` in [distribution/reference](https://github.com/distribution/reference).

## unlikely-invoker

The invoker of a BackupSession or a BackupVerificationSession is neither a BackupConfiguration nor a BackupBatch of `core.kubestash.com`.

No other kind has sessions, so KubeStash finds nothing to run.

**Bad**

```yaml
invoker:
  kind: BackupConfig
  name: web
```

**Good**

```yaml
invoker:
  apiGroup: core.kubestash.com
  kind: BackupConfiguration
  name: web
```

Severity: warning. Source: the documentation of `invoker`.

## unlikely-snapshot

The `snapshot` of a RestoreSession is another word for `latest`, or nearly that word.

KubeStash names Snapshots by their repository and the time of the backup, and knows one word for the newest of them.

**Bad**

```yaml
dataSource:
  repository: web-primary
  snapshot: newest
```

**Good**

```yaml
dataSource:
  repository: web-primary
  snapshot: latest
```

Severity: warning. Source: KubeStash's documentation of the RestoreSession, and `GenerateSnapshotName` for the names.

## unlikely-storage-name

A bucket, container, storage account or Secret has a name that no such object can have: capitals, blanks, a scheme such as `s3://`, a directory behind the name, or a placeholder such as `<your-bucket>`.

KubeStash finds out when it prepares the storage, and shows it in the status only. A Secret is always one of the storage's own namespace, so its name has no namespace before it. Which names are allowed depends on the service; some old buckets and some servers have others.

**Bad**

```yaml
s3:
  bucket: s3://backups/demo
```

**Good**

```yaml
s3:
  bucket: backups
  prefix: demo
```

Severity: warning. Source: the rules of Amazon S3, Google Cloud Storage and Azure for these names; Kubernetes' rules for Secrets.

## unlikely-target

The kind of the target is a well-known one in another spelling (`statefulset`, `pvc`, `PostgreSQL`), or its API group is missing or another one. The well-known kinds are Deployment, StatefulSet, DaemonSet and ReplicaSet (`apps`), PersistentVolumeClaim and Namespace (the core group, which is left out), KubeDB's databases (`kubedb.com`), AppBinding (`appcatalog.appscode.com`) and VirtualMachine (`kubevirt.io`). It is also a kind that the session's Addon does not back up: `workload-addon` takes no Pod and no Job, and `pvc-addon` only claims. Other kinds, and databases in the groups of other operators, are left alone. The subjects of a BackupBlueprint are judged in the same way.

KubeStash looks for an object of a kind that does not exist, and waits for it.

**Bad**

```yaml
target:
  kind: statefulset
  name: web
```

**Good**

```yaml
target:
  apiGroup: apps
  kind: StatefulSet
  name: web
```

Severity: warning. Source: the API groups of Kubernetes and KubeDB.

## unlisted-volume

A task of an Addon mounts a volume that is not in its `volumeTemplate`, or a BackupVerifier one that is not in its `volumes`.

The Pod is refused, unless KubeStash adds a volume of that name.

**Bad**

```yaml
volumeTemplate:
  - name: scratch
    source:
      emptyDir: {}
volumeMounts:
  - name: scrach
    mountPath: /scratch
```

**Good**

```yaml
volumeTemplate:
  - name: scratch
    source:
      emptyDir: {}
volumeMounts:
  - name: scratch
    mountPath: /scratch
```

Severity: warning. Source: `ValidateVolumeMounts` in Kubernetes' core validation.

## unmounted-path

A path in the parameter `paths` of a task of `workload-addon` or `pvc-addon` is on none of the volumes that the task mounts: `targetVolumes.volumeMounts`, those of the Pod in `addon.jobTemplate`, and for `pvc-addon` the claim at `/kubestash-data`. The parameter is a list with commas. A directory above a mount is fine, except for `/`, which is all that the image has, too. `..` is resolved. The rule also warns where the parameter names no path, or has a line break in it. A path with a variable is not judged, and neither is a task with more than 64 mounts.

What is at such a path belongs to the image that takes the backup, or does not exist. The backup fails, or has none of the data.

**Bad**

```yaml
tasks:
  - name: logical-backup
    params:
      paths: /var/www
    targetVolumes:
      volumeMounts:
        - name: data
          mountPath: /data
```

**Good**

```yaml
tasks:
  - name: logical-backup
    params:
      paths: /data
    targetVolumes:
      volumeMounts:
        - name: data
          mountPath: /data
```

Severity: warning. Source: the documentation of `targetVolumes` and of the Addons.

## unmounted-script

The script of a BackupVerifier is on none of the volumes that the verification mounts, or its path does not begin with `/`. A verifier without `volumeMounts` is not reported: the script can be part of the Function's image.

**Bad**

```yaml
script:
  location: /scripts/check.sh
volumeMounts:
  - name: scripts
    mountPath: /tmp
```

**Good**

```yaml
script:
  location: /scripts/check.sh
volumeMounts:
  - name: scripts
    mountPath: /scripts
```

Severity: warning. Source: KubeStash's guide about verification.

## unready-object

The object refers to a BackupStorage that is `NotReady` in the cluster, or to a BackupStorage, RetentionPolicy, HookTemplate or BackupVerifier that is being deleted.

The reference is right, and no backup is taken until the storage is ready. An object that is being deleted is gone as soon as its finalizers are, and backups fail then.

**Bad**

```yaml
# status.phase of BackupStorage demo/s3 is NotReady
kind: BackupConfiguration
spec:
  backends:
    - storageRef:
        name: s3
```

**Good**

```yaml
kind: BackupStorage
metadata:
  name: s3
status:
  phase: Ready
```

Severity: warning. Source: the status of the objects; KubeStash's webhook looks at neither.

## unreplaced-variable

A text of a BackupBlueprint has a variable in the form `$name` or `$(name)`, and the blueprint uses `${name}` elsewhere, or the name is one that KubeStash's documentation uses for variables, such as `namespace` or `targetName`.

KubeStash replaces the form `${name}` only. Every BackupConfiguration gets the text as it is.

**Bad**

```yaml
repositories:
  - name: ${targetName}
    directory: /$namespace/$(targetName)
```

**Good**

```yaml
repositories:
  - name: ${targetName}
    directory: /${namespace}/${targetName}
```

Severity: warning. Source: `ResolveWithInputs` in KubeStash's apimachinery, which uses `gomodules.xyz/envsubst`.

## unresolved-address

An action of a HookTemplate names a port, and no `containerName` says which container it belongs to. The operator has no container, so it needs the number of the port, and a `host`. A `host` is a host alone: the rest of an address belongs in `scheme`, `port` and `path`. The name of a port is lower-case letters, digits and `-`, since no container has another one.

**Bad**

```yaml
action:
  tcpSocket:
    port: mysql
```

**Good**

```yaml
action:
  tcpSocket:
    port: mysql
  containerName: database
```

Severity: warning. Source: the comments of KubeStash's types.

## unresolved-version

The image of a Function has `${DB_VERSION}` and there are no `availableVersions` that it can stand for; or there are versions, and the image does not use them.

**Bad**

```yaml
image: example.com/mysql-plugin:v1_${DB_VERSION}
```

**Good**

```yaml
image: example.com/mysql-plugin:v1_${DB_VERSION}
availableVersions:
  - 8.0.21
  - 5.7.44
```

Severity: warning. Source: KubeStash's choice of versions (`pkg/version.go` of its apimachinery).

## unset-variable

A text of a BackupBlueprint has a variable of a shell, such as `${HOME}`, or one that Stash sets, such as `${TARGET_NAME}`.

KubeStash replaces every variable of a blueprint, in all texts, by annotations of the workload: `variables.kubestash.com/targetName` has the value of `${targetName}`. It sets none by itself. A variable without a value and without a default such as `${name:=value}` keeps it from making the BackupConfiguration. `$${HOME}` becomes `${HOME}`.

**Bad**

```yaml
params:
  args: --config=${HOME}/my.cnf
```

**Good**

```yaml
params:
  args: --config=$${HOME}/my.cnf
```

Severity: warning. Source: KubeStash's guide to automatic backups, and `ResolveWithInputs` in its apimachinery.

## unsplit-command

The first item of a command has a program and its arguments in one text.

Kubernetes takes the item for the name of the program, which does not exist, and the command fails. No shell splits the text, unless the command names one.

**Bad**

```yaml
exec:
  command:
    - mysql -e "FLUSH TABLES WITH READ LOCK"
```

**Good**

```yaml
exec:
  command: [mysql, -e, FLUSH TABLES WITH READ LOCK]
```

Severity: warning. Source: [Define a command and arguments for a container](https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/).

## unsupported-value

A value is not one of those that its field allows. Upper and lower case matter. An empty `concurrencyPolicy` counts as missing, as it does for Kubernetes; an empty `executionPolicy` or `deletionPolicy` does not, as KubeStash's CustomResourceDefinition does not allow it.

In the CustomResourceDefinition, many of these fields are plain text, and the value is refused only when KubeStash creates a CronJob or a Job with it.

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

## unusable-parameter

A task of an Addon declares a parameter that its Function cannot read: its name has other characters than letters, digits and underscores, or is that of a variable that KubeStash sets by itself, such as `namespace` or `snapshot`.

Parameters become variables in the arguments of the Function. `${a-b}` is not a variable, and `${namespace}` is always KubeStash's.

**Bad**

```yaml
parameters:
  - name: dump-options
```

**Good**

```yaml
parameters:
  - name: dumpOptions
```

Severity: warning. Source: `gomodules.xyz/envsubst`, with which KubeStash replaces variables; KubeStash's documentation of Functions.

## unused-backend

A backend has no repository.

Nothing is written to the backend. Perhaps a repository names the wrong one, or an intended second copy does not exist.

**Bad**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3
  - name: offsite
    storageRef:
      name: gcs
sessions:
  - repositories:
      - name: web
        backend: s3
```

**Good**

```yaml
backends:
  - name: s3
    storageRef:
      name: s3
  - name: offsite
    storageRef:
      name: gcs
sessions:
  - repositories:
      - name: web
        backend: s3
      - name: web-offsite
        backend: offsite
```

Severity: warning. Source: the documentation of `spec.backends`.

## unused-claim-templates

A task has `volumeClaimTemplates`, but the target is not a StatefulSet.

Only a StatefulSet has separate claims for every Pod. KubeStash ignores the templates for any other target.

**Bad**

```yaml
target:
  apiGroup: apps
  kind: Deployment
  name: web
sessions:
  - addon:
      tasks:
        - name: logical-backup
          targetVolumes:
            volumeClaimTemplates:
              - metadata:
                  name: data
```

**Good**

```yaml
target:
  apiGroup: apps
  kind: StatefulSet
  name: web
sessions:
  - addon:
      tasks:
        - name: logical-backup
          targetVolumes:
            volumeClaimTemplates:
              - metadata:
                  name: data
```

Severity: warning. Source: the documentation of `volumeClaimTemplates`.

## unused-target

No session of a BackupBatch backs up a target of `spec.targets`.

**Bad**

```yaml
targets:
  - name: database
  - name: files
sessions:
  - name: daily
    targets:
      - name: database
```

**Good**

```yaml
targets:
  - name: database
  - name: files
sessions:
  - name: daily
    targets:
      - name: database
      - name: files
```

Severity: warning. Source: KubeStash's documentation of the BackupBatch.

## unused-variable

A workload is annotated for a BackupBlueprint, with a variable that the blueprint does not have. Most often the name is misspelt; names are compared with their case.

**Bad**

```yaml
# the blueprint has ${schedule}
metadata:
  annotations:
    blueprint.kubestash.com/name: nightly
    blueprint.kubestash.com/namespace: demo
    variables.kubestash.com/Schedule: 0 3 * * *
```

**Good**

```yaml
metadata:
  annotations:
    blueprint.kubestash.com/name: nightly
    blueprint.kubestash.com/namespace: demo
    variables.kubestash.com/schedule: 0 3 * * *
```

Severity: warning. Source: KubeStash's guide to automatic backups.

## unused-verifier

No repository among the files names the BackupVerifier as its `backupVerifier`, so it never runs.

**Bad**

```yaml
# no repository names it
kind: BackupVerifier
metadata:
  name: check
  namespace: demo
```

**Good**

```yaml
# in a BackupConfiguration
repositories:
  - name: web
    backupVerifier:
      name: check
      namespace: demo
```

Severity: warning. Source: `Repository.backupVerifier` of KubeStash's BackupConfiguration.

## usage-policy

An object refers to a BackupStorage, a RetentionPolicy or a HookTemplate whose usagePolicy does not allow the namespace of the object. Without a usagePolicy, only its own namespace is allowed. A selector is compared with the labels of the Namespace among the files, and with `kubernetes.io/metadata.name`, which every namespace has; labels that are not known are not guessed.

KubeStash's webhook refuses such an object, or every later change of it.

**Bad**

```yaml
# BackupStorage infra/s3 has no usagePolicy
kind: BackupConfiguration
metadata:
  namespace: demo
spec:
  backends:
    - storageRef:
        name: s3
        namespace: infra
```

**Good**

```yaml
kind: BackupStorage
metadata:
  name: s3
  namespace: infra
spec:
  usagePolicy:
    allowedNamespaces:
      from: All
```

Severity: error; a warning for the storage of a Repository. Source: KubeStash's webhooks (`UsageAllowed`).

## wipe-out

The deletion policy of a repository, a BackupStorage or a Snapshot is `WipeOut`: the backed up data is deleted together with the object. `Delete` and `Retain` keep the data and cause no warning.

Deleting the object, or its namespace, deletes the backups, often at the moment when they are needed.

**Bad**

```yaml
repositories:
  - name: web
    deletionPolicy: WipeOut
```

**Good**

```yaml
repositories:
  - name: web
    deletionPolicy: Delete
```

Severity: warning. Source: the documentation of `deletionPolicy`.

## wrong-type

A value is of another type than its field: a text where a number belongs, an object where a list belongs, `null` as an item of a list.

In YAML, the cause is often a missing or superfluous pair of quotes. The message says which, and suggests the value that was meant where it is clear: `3` for `"3"`, `"30s"` for the duration 30, `name: s3` under a `storageRef` that is the text `s3`. The API server refuses the object as well; stashgate reports all such values at once, and without a cluster.

**Bad**

```yaml
sessionHistoryLimit: "3"
```

**Good**

```yaml
sessionHistoryLimit: 3
```

Severity: error, mandatory. Source: the structural schema of the kind.

## zero-deadline

A Job has `activeDeadlineSeconds: 0`.

The documentation requires a positive number; Kubernetes accepts 0 and then ends every Job as soon as it has started, so that no backup is ever taken.

**Bad**

```yaml
jobTemplate:
  activeDeadlineSeconds: 0
```

**Good**

```yaml
jobTemplate:
  activeDeadlineSeconds: 3600
```

Severity: warning. Source: KubeStash's documentation of the BackupConfiguration; `validateJobSpec` in Kubernetes, which accepts it.
"""###
}
