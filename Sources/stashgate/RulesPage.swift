// swift-format-ignore-file

/// Docs/rules.md, put here by `make rules`; to be changed there.
enum RulesPage {
    /// The page as Markdown.
    static let text = ###"""
# Rules

Everything that stashgate checks, one section a rule. `stashgate rules` lists them, and `stashgate rules ID` prints a section.

An **error** denies the object; a **warning** is shown by kubectl, and the object may be stored. A [policy](policy.md) can change that for each rule, but for those that are *mandatory*: what breaks one of them is something that Kubernetes or KubeStash itself can make nothing of. Examples show the part of an object that matters.

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

## directory-conflict

Two repositories write to one directory of one storage. Directories are compared as paths: `/d`, `d`, `/d/`, `/d//` and `/d/.` are one. Backends are compared by the BackupStorage that they name, and a reference without a namespace means that of the BackupConfiguration. One directory on two storages is fine.

Each repository takes the other's files for its own: backups fail, and cleaning up the one deletes data of the other.

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

Severity: error. Source: KubeStash's admission webhook (`validateRepoDirectories`), which compares texts and refuses one directory on two storages, too.

## duplicate-hook-name

Two hooks of one list have the same name. The same name before and after a backup is fine.

In what KubeStash reports about its hooks nobody can tell the two apart.

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

Severity: error. Source: the webhook of KubeStash, and the list maps of Kubernetes' types.

## duplicate-task

A session names one task of its Addon twice.

The task is done twice into the same repositories, and takes twice the time and space.

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

Both the day of month and the day of week are restricted, and neither has a star. Kubernetes then fires on every day that matches either of them.

`0 0 13 * 5` is not Friday the 13th but every 13th and every Friday. A step (`*/2`) and a full range (`1-31`) do not count as a star here.

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

## frequent-schedule

A schedule fires twice within less than five minutes, be it every time or around one hour or midnight only.

Each run starts a Job with Pods, and locks the repository. The next one comes while the last is still busy, and waits, fails or piles up.

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

## host-access

A Pod uses the network, the processes or the shared memory of its node (`hostNetwork`, `hostPID`, `hostIPC`), a container is `privileged`, or a volume is a `hostPath`.

People who can write such a BackupConfiguration can reach the node and, from there, everything else that runs on it. Some backups need that; most do not, and clusters with Pod Security admission refuse such Pods. A policy can make it an error for all namespaces or for some.

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

A container of a Pod with `hostNetwork` has a `hostPort` that is not its `containerPort`.

In the node's network nothing stands between the two, so the port is not found where it is said to be. Kubernetes refuses that of main containers, and takes it of init containers.

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

## indexed-job

A Job of `completionMode: Indexed` does not say how many `completions` it has, or runs more than 100000 Pods at a time.

Each Pod of such a Job has a number, so their count must be known. Kubernetes refuses the CronJob.

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

A text where an IP address belongs is none, or is one that programs read differently: a number with a zero in front, which some take for octal, or an IPv4 address inside of an IPv6 address.

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

An init container contradicts itself:

- it has a lifecycle or a probe without `restartPolicy: Always`, which alone makes it run beside the main container;
- `restartPolicyRules` without a restartPolicy or with more than 20 rules, exit codes twice or more than 255 of them;
- `RestartContainer` for a changed resource, where it is never started again;
- port 0, or a port of the node twice;
- an image with a blank at its beginning or end, with which Kubernetes would accept the Job and refuse its Pod.

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

A date and time is not written as RFC 3339 has it, with capital letters, and without leap seconds.

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

The directory of a repository has `..` as one of its parts.

The data goes somewhere else than the path says, perhaps into another repository, and storages differ in what they make of it.

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

Severity: error. Source: Kubernetes refuses the same in paths of volumes (`validatePathNoBacksteps`); nothing in KubeStash looks at it.

## invalid-dns

A Pod with `dnsPolicy: None` names no name server, or there are more than 3 name servers, more than 32 domains to search, or more than 2048 characters of them with a space between two.

The Pod could look up no name at all, or its resolver would drop what is too much without a word. Kubernetes refuses it.

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

A duration is not one that Go reads (numbers with the units h, m, s, ms, us and ns, and no spaces), a time-out is not above 0, or a retry delay is below 0. A session that has both `timeout` and `backupTimeout`, which are one thing under two names, is reported at `timeout`.

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

An environment variable takes its value from nowhere (`valueFrom` is empty), from two places, or has a value besides; a key is of no named ConfigMap or Secret; a path in a volume has `..` in it; an item of `envFrom` names neither a ConfigMap nor a Secret, or both.

Two variables of one name are no mistake to Kubernetes, which takes the last one.

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

## invalid-field-reference

A variable or a file wants to hold a field of the pod that it cannot be told, a limit or request that there is none, or an amount in a unit that Kubernetes does not divide by.

A variable can hold the name, namespace, UID, node, service account and addresses of its pod, a file the name, namespace, UID and all labels or annotations; both can hold one label or annotation. cpu is divided by `1m` or `1`, everything else by `1` or one of the units from `k` to `E` and `Ki` to `Ei`.

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

## invalid-label

The key of a label or annotation, or the value of a label, is malformed. A key is a name of letters, digits, `-`, `_` and `.`, at most 63 characters, with a letter or digit at both ends; before it may stand a domain name and a slash. A value is empty or such a name. Annotations may have any value. The same holds for what selectors, node selectors, tolerations and affinity compare labels with.

Kubernetes refuses every object with such a label, so the Job is never made.

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

A `postStart` or `preStop` says nothing of what to do, or more than one thing.

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

## invalid-name

A text where a name belongs is not spelt as Kubernetes spells such names. Most names are domain names: lower-case letters, digits, `-` and `.`, at most 253 characters; names of containers, volumes and namespaces are single labels of one, without dots and of at most 63. Ports, keys of ConfigMaps, environment variables and domains to search have rules of their own, which the message tells.

No object can have such a name, so nothing is ever found or made under it. Where lower case and `-` make a name of the text, the message suggests that.

**Bad**

```yaml
serviceAccountName: Backup_Runner
```

**Good**

```yaml
serviceAccountName: backup-runner
```

Severity: error, mandatory. Source: `IsDNS1123Label`, `IsDNS1123Subdomain`, `IsValidPortName`, `IsConfigMapKey` and `IsRelaxedEnvVarName` in Kubernetes (`apimachinery/pkg/util/validation`).

## invalid-pod-annotation

An annotation of a Pod that Kubernetes itself reads is malformed:

- `controller.kubernetes.io/pod-deletion-cost` is a whole number of 32 bits, without `+` and without zeros in front;
- `scheduler.alpha.kubernetes.io/tolerations` is a JSON list of tolerations;
- the annotations for seccomp are `runtime/default`, `docker/default`, `unconfined`, or `localhost/` and a path below the kubelet's folder, those for AppArmor `runtime/default`, `unconfined`, or `localhost/` and a profile;
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

## invalid-priority

A Pod states a priority that its class cannot have: another than 2000000000 for `system-cluster-critical` or 2000001000 for `system-node-critical`, or more than 1000000000 with any other class.

Kubernetes fills in the priority from the class, and refuses a Pod that states another. The CronJob and the Job are made, the Pod never is. Leave the priority out.

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

A probe says nothing of what to try, or more than one thing, or a readiness probe says how long a container may take to stop, though nothing is stopped where it fails.

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

An amount is no quantity as Kubernetes writes them: a number, perhaps with a sign and a point, and a unit that is one of `n`, `u`, `m`, `k`, `M`, `G`, `T`, `P`, `E`, `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, `Ei`, or `e` and an exponent from -100 to 100.

Units are case-sensitive: `m` is a thousandth and `M` a million, and a `B` for bytes belongs to none of them. Kubernetes cannot read such an object at all. An exponent such as `1e2147483647` it does read, and then computes for hours with all the digits.

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

A container asks for resources that Kubernetes would not give it:

- an amount below 0, or a request that is over the limit of its name;
- a resource that is none: without a domain there are only `cpu`, `memory`, `ephemeral-storage` and `hugepages-<size>`;
- a resource with a domain of its own, such as a GPU, that is no whole number, or whose request is not its limit;
- huge pages without cpu or memory beside them, or an amount that is no multiple of their size;
- any of `claims`: they name devices that the pod has claimed, and a BackupConfiguration cannot make its pods claim one.

Requests and limits are compared exactly, whatever their units, after rounding up to thousandths as Kubernetes does.

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

The `maxRetentionPeriod` of a RetentionPolicy is not one that KubeStash can read: whole numbers, each with one of the units `y` (365 days), `mo` (30 days), `w`, `d`, `h` and `m`, in any order and without blanks between them. There are no seconds and no fractions, and `M` and `D` are no units.

KubeStash refuses the object with a message that names no field.

**Bad**

```yaml
maxRetentionPeriod: 30
```

**Good**

```yaml
maxRetentionPeriod: 30d
```

Severity: error, mandatory. Source: `ParseDuration` in KubeStash (`apis/storage/v1alpha1/retentionpolicy_helpers.go`).

## invalid-schedule

A session's schedule is no cron expression: five fields (minute, hour, day of month, month, day of week), or one of `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually` and `@every` with a duration. The message names the part that is wrong and what is allowed there.

KubeStash makes a CronJob of the schedule. Kubernetes refuses it, and no backup is ever taken, while the BackupConfiguration itself looks healthy.

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

Security settings of a container contradict each other: `allowPrivilegeEscalation: false` with `privileged: true` or with `CAP_SYS_ADMIN` added, or `procMount: Unmasked`, which needs a pod with users of its own.

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

A seccomp or AppArmor profile of type `Localhost` does not say which profile of the node it is, another type says one, or what is said is no profile: for seccomp a path that stays below the kubelet's folder, for AppArmor a name without white space around it, of at most 4095 bytes.

Kubernetes refuses the Pod, rather than running it under another profile than was meant.

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

A condition of a selector has too few or too many values for its operator: `In` and `NotIn` compare with at least one, `Exists` and `DoesNotExist` with none, `Gt` and `Lt`, which only nodes have, with exactly one, and conditions on fields of a node with exactly one.

Kubernetes refuses the selector, since it cannot tell what is meant.

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

## invalid-sysctl

The name of a kernel setting is malformed, or the setting belongs to a namespace that the Pod has in common with its node: `net.*` with `hostNetwork`, those of System V's messages, semaphores and shared memory and `fs.mqueue.*` with `hostIPC`.

The setting would change the node for everybody else. Kubernetes refuses the Pod.

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

## invalid-toleration

The fields of a toleration do not go together: without a key the operator must be `Exists`; with `Exists` there is no value; `tolerationSeconds` needs the effect `NoExecute`.

Kubernetes refuses the Pod, and each of these reads as something that the toleration does not do.

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

A topology spread constraint has `minDomains` although it lets Pods be placed anyhow (`whenUnsatisfiable: ScheduleAnyway`).

A least number of places only means something where Pods wait for them; Kubernetes refuses the rest.

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

A volume has more than one source, or one that does not work: a path of a file or of the node with `..`, an NFS path that does not begin with `/`, an empty directory of less than nothing, two files of a projected volume at one path, a CSI driver that is no DNS name, an iSCSI name that is none, an Azure disk whose address does not fit its kind, a Fibre Channel disk with targets but without a number, and the like for every kind of volume.

A volume without any source is an empty directory.

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

Severity: error, mandatory. Source: `validateVolumeSource`, and one function a source, in Kubernetes (`pkg/apis/core/validation`).

## invalid-volume-claim

A claim of storage does not say how much, claims nothing or less, has ReadWriteOncePod beside other access modes, names two different things to copy data from, or sets what the template of an ephemeral volume cannot set. A `dataSource` of another kind than PersistentVolumeClaim and without an API group is a warning: Kubernetes ignores it.

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

A volume is mounted, or used as a device, in a way that there is not:

- a `subPath` or `subPathExpr` that is absolute or has `..` in it, or both at once;
- `recursiveReadOnly` Enabled or IfPossible without `readOnly: true`, or with a mountPropagation other than None;
- `mountPropagation: Bidirectional` in a container that is not privileged;
- a volume or a path that is a device and a mount at once, or a volume that is two devices.

Two mounts at one path are a `duplicate-name`; `/a` and `/a/` are two paths, as they are to Kubernetes.

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

Security settings for Windows are such that it would not take them: a user that is not `USER` or `DOMAIN\USER` in characters that Windows allows, a credential spec that is empty or larger than 64 KiB, `hostProcess` for some containers of a Pod and not for others, or `hostProcess` without `hostNetwork`.

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

By a RetentionPolicy no snapshot would be kept: its `maxRetentionPeriod` is 0 or less, a count is below 0, or there is no `maxRetentionPeriod` and no count of `successfulSnapshots` is above 0.

KubeStash accepts all of these. Snapshots that such a policy cleans up are gone.

**Bad**

```yaml
maxRetentionPeriod: 0d
```

**Good**

```yaml
maxRetentionPeriod: 30d
```

Severity: warning. Source: KubeStash's documentation of the RetentionPolicy; its webhook looks at no number.

## long-name

The name of a BackupConfiguration has over 63 characters, or will have with what Kubernetes adds to `generateName`.

KubeStash puts the name into the label `kubestash.com/invoker-name` of what it makes. A label's value has at most 63 characters, so Kubernetes refuses those objects.

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

Severity: warning. Source: `IsLabelValue` in Kubernetes (`apimachinery/pkg/api/validate/content`).

## match-label-keys

`matchLabelKeys` or `mismatchLabelKeys` stand without a `labelSelector`, or a key of `matchLabelKeys` is in the selector or in the other list, too.

Kubernetes adds these keys, with the values that the Pod itself has, to the selector. It refuses them where there is none, and the Pod where a key would be in it twice.

**Bad**

```yaml
topologyKey: kubernetes.io/hostname
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

## missing-encryption

A repository has no `encryptionSecret`, and not all tasks of its session are volume snapshots, which the storage driver takes and KubeStash does not encrypt.

The data leaves the cluster as it is, and whoever can read the storage can read it.

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

Severity: warning. Source: the documentation of `encryptionSecret`.

## missing-hook-template

A hook has no `hookTemplate`.

The HookTemplate says what is run; without it the hook does nothing.

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

A `usagePolicy` says `from: Selector` and has no `selector`, so that it is open which namespaces are meant.

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

## missing-retention

A RetentionPolicy has neither a `maxRetentionPeriod` nor `successfulSnapshots`, so that nothing says which snapshots are kept.

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

## no-effect

A setting is taken by Kubernetes, but does nothing:

- a topology spread constraint without a `labelSelector` counts no Pod and spreads none;
- a preference for nodes with a value that no label can have;
- an image pull secret without a name, or one that is listed already.

Kubernetes warns of these, but only whoever makes the Pod, and that is KubeStash.

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

## outlasts-timeout

The delay before a retry, or the time-out of a hook, is longer than the time-out of the session.

The session fails before the retry begins, or before the hook's own limit ends anything.

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

A step leads beyond the end of its range at once, so that the first value alone matches: `*/90` in the minute field is minute 0 of every hour, not every 90 minutes.

Backups are taken at other times than whoever wrote the schedule believes.

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

## policy-history-limit

`sessionHistoryLimit`, `successfulJobsHistoryLimit` or `failedJobsHistoryLimit` is higher than `parameters.historyLimit` of the [policy](policy.md), or left out where more is assumed (1 session by KubeStash, 3 successful Jobs and 1 failed by Kubernetes).

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

## policy-min-interval

A session runs more often than `parameters.minimumInterval` of the [policy](policy.md) allows. What counts is the shortest time between two runs, so `0,5 * * * *` runs after five minutes, though only twice an hour.

Sessions that run the same task of the same addon into the same repository count together: a second session at minute 30 makes a backup of every hour one of every half hour. Runs that start at the same minute count as one, and so do sessions with equal schedules.

An object over the limits of the comparison is refused: more than 32 different schedules of one task and repository, more than 4,096 pairs of different schedules in one object, or more than 131,072 tasks times repositories that its sessions have in common.

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

## policy-storage-namespace

A backend uses a BackupStorage of a namespace that matches none of `parameters.allowedStorageNamespaces` of the [policy](policy.md). A `storageRef` without a namespace means the BackupConfiguration's own. There must be a backend: without one, KubeStash looks the default BackupStorage up in all namespaces, which is allowed only where `*` is.

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

## pre-backup-policy

A hook before a backup has the execution policy `OnSuccess` or `OnFailure`.

Before a backup nobody knows how it will end, so the hook runs always or never, but not as it says.

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

Kubernetes refuses it unless the cluster's default class has exactly this priority, or there is none and the priority is 0. Name the class instead.

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

It can see the processes of its node or those of its containers, and Kubernetes refuses to choose.

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

An annotation and a field choose a seccomp or AppArmor profile for the same Pod or init container, and not the same one.

Kubernetes still reads the annotations from before there were fields, and refuses a Pod that says two things. Leave the annotation out.

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

## relies-on-default

A backend has no `retentionPolicy`, or there are no backends at all. KubeStash then looks for a RetentionPolicy or BackupStorage that is marked as the default, in this namespace and in others that share theirs.

Which one it finds can change with every object that somebody marks as the default, and where there is none no backup is taken.

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

A session limits its backups with `timeout`, which current releases of KubeStash call `backupTimeout`.

They drop a field that they do not know, and backups then run without a limit.

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

A `maxRetentionPeriod` has one unit twice. KubeStash does not add the two: `1d2d` is two days.

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

Two sessions name one repository, but with another backend, directory, encryption secret or deletion policy. A repository may well serve two sessions; it must be the same in both.

KubeStash makes one Repository of the name. Which of the two it becomes depends on which session comes first, and the other session's data goes where nobody expects it.

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

## reserved-label

The template of a Job's Pod sets `job-name`, `controller-uid`, `batch.kubernetes.io/job-name` or `batch.kubernetes.io/controller-uid`. Under `controller`, where they label the Job itself, they do no harm.

The Job controller sets these labels to a value of its own for every Job, and refuses a Job whose template has another. The CronJob is made, and then makes no Job.

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

## schedule-never-fires

No date of any year matches the schedule: 30 February, 31 April, or a field of commas only.

Kubernetes takes such a schedule and then never runs anything.

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

A schedule chooses a time zone with `TZ=` or `CRON_TZ=`, or has the letters `TZ` in it anywhere.

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

## shared-storage

Two backends name the same BackupStorage.

They are one place under two names. Data that seems to be kept twice is lost at once, and repositories of the two can meet in one directory.

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

Snapshots that are older than the `maxRetentionPeriod` are removed, so that fewer are kept than the count says.

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

The CronJob controller looks for due runs every ten seconds. One that it sees too late for its deadline is skipped, so backups are lost by chance.

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

## simultaneous-sessions

Two sessions write to one repository, and there is a minute at which both start. Whether there is follows from the calendar, whatever the two expressions look like. Sessions are compared with the first 64 that write to the repository.

A repository takes one writer at a time: one session waits for the other's lock, and may give up.

**Bad**

```yaml
sessions:
  - name: hourly
    scheduler:
      schedule: 0 * * * *
    repositories:
      - name: web
  - name: nightly
    scheduler:
      schedule: 0 0 * * *
    repositories:
      - name: web
```

**Good**

```yaml
sessions:
  - name: hourly
    scheduler:
      schedule: 0 * * * *
    repositories:
      - name: web
  - name: nightly
    scheduler:
      schedule: 30 0 * * *
    repositories:
      - name: web
```

Severity: warning. Source: the locks of restic, with which KubeStash's Addons write repositories.

## sleep-beyond-grace-period

A lifecycle hook sleeps for longer than the Pod has to end: `terminationGracePeriodSeconds`, or 30 seconds where that is missing.

The container would be killed in its sleep. Kubernetes refuses the Pod.

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

## unknown-backend

A repository names a backend that `spec.backends` does not have, or names none although every backend there has a name.

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

## unknown-field

A field that the schema does not have; the nearest known name is suggested. It is checked offline only: in the cluster newer releases of KubeStash may have fields that stashgate does not know yet, and the API server judges them already.

Many tools silently drop a misspelt field, and a limit that is dropped does not limit.

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

## unknown-volume

The main container or an init container mounts a volume that the Pod's `volumes` do not have, uses one as a device that has no claim, or reads variables from one that is no `emptyDir`.

Kubernetes refuses a Pod that mounts what it does not have. Where KubeStash itself adds the volume, a policy can turn the rule off.

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

## unused-backend

No repository is in a backend.

Nothing is written to it. Perhaps a repository names the wrong one, or a copy in a second place is only believed to exist.

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

A task has `volumeClaimTemplates`, but the target is no StatefulSet.

Only a StatefulSet has claims of its own for every Pod. KubeStash makes nothing of the templates for any other target.

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

## wipe-out

The deletion policy of a repository is `WipeOut`: the backed up data is deleted together with the Repository. `Delete` and `Retain` keep the data and are quiet.

Deleting the Repository, or the namespace that it is in, deletes the backups, often at the moment when they are needed.

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

## zero-deadline

A Job has `activeDeadlineSeconds: 0`.

The documentation wants a positive number; Kubernetes takes 0 and then ends every Job as soon as it has started, so that no backup is ever taken.

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

Severity: warning. Source: KubeStash's documentation of the BackupConfiguration; `validateJobSpec` in Kubernetes, which takes it.
"""###
}
