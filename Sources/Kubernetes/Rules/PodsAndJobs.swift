internal import Document
internal import Schema

/// The lists of a DNS configuration must not exceed the limits of libc's resolver (`validatePodDNSConfig` in
/// Kubernetes' core validation).
struct InvalidDNSConfig: ObjectRule {
    static var info: RuleInfo { .invalidDNS }

    private static let nameservers: Key = "nameservers"
    private static let searches: Key = "searches"

    /// The most name servers, the most search domains, and the most characters of these with a space between them.
    private static let mostNameservers = 3
    private static let mostSearches = 32
    private static let mostSearchCharacters = 2048

    var fields: [String] { [Self.nameservers.text, Self.searches.text] }
    var triggers: [Key] { [Self.nameservers, Self.searches] }

    /// Counts the items.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let list = document.list(Self.nameservers, of: object),
            document.count(of: list, upTo: Self.mostNameservers + 1) > Self.mostNameservers
        {
            findings.report(Self.info, .invalid, list, "must not have more than \(Self.mostNameservers) name servers")
        }
        guard let list = document.list(Self.searches, of: object) else { return }
        if document.count(of: list, upTo: Self.mostSearches + 1) > Self.mostSearches {
            findings.report(Self.info, .invalid, list, "must not have more than \(Self.mostSearches) domains")
        }
        var characters = -1
        for item in document.elements(of: list) where document.kind(of: item) == .string {
            characters += document.withUTF8(of: item) { $0.count } + 1
        }
        if characters > Self.mostSearchCharacters {
            findings.report(
                Self.info, .invalid, list,
                "must not have more than \(Self.mostSearchCharacters) characters with spaces between the domains")
        }
    }
}

/// A Pod with the DNS policy None gets no name servers from the cluster and must name its own (`validatePodDNSConfig`
/// in Kubernetes' core validation).
struct MissingNameserver: ObjectRule {
    static var info: RuleInfo { .invalidDNS }

    private static let policy: Key = "dnsPolicy"
    private static let config: Key = "dnsConfig"
    private static let nameservers: Key = "nameservers"

    var fields: [String] { ["dnsConfig", "dnsConfig.nameservers"] }
    var triggers: [Key] { [Self.policy] }

    /// Reports a missing name server.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let policy = document.text(Self.policy, of: object), document.isString(policy, "None") else { return }
        let detail = "dnsPolicy None needs at least one name server"
        guard let config = document.present(Self.config, of: object) else {
            findings.report(Self.info, .required, missing: Self.config, of: object, detail)
            return
        }
        guard document.kind(of: config) == .object else { return }
        let servers = document.present(Self.nameservers, of: config)
        guard servers.map({ document.kind(of: $0) == .array && document.isEmptyContainer($0) }) ?? true else { return }
        findings.report(Self.info, .required, missing: Self.nameservers, of: config, detail)
    }
}

/// A Pod sees the processes of the node or those of its own containers, not both (`validatePodSpecSecurityContext` in
/// Kubernetes' core validation).
struct ProcessNamespaceConflict: ObjectRule {
    /// A Pod that shares its processes with both the node and its containers.
    static let info = RuleInfo(
        "process-namespace-conflict", .error, "hostPID together with shareProcessNamespace", isMandatory: true)
    private static let host: Key = "hostPID"
    private static let shared: Key = "shareProcessNamespace"

    var fields: [String] { [Self.shared.text] }
    var triggers: [Key] { [Self.shared] }

    /// Compares the two fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let shared = document.member(Self.shared, of: object), document.boolean(shared) == true,
            document.isTrue(Self.host, of: object)
        else { return }
        findings.report(Self.info, .invalid, shared, "does not go with hostPID: leave one of them out")
    }
}

/// Kubernetes sets a Pod's priority from its class, and refuses a Pod that states another (`admitPod` in
/// `plugin/pkg/admission/priority`).
///
/// The priorities of the system's classes are known, and so is the highest one of any other class.
struct InvalidPriority: ObjectRule {
    /// A priority that the Pod's class cannot have.
    static let info = RuleInfo(
        "invalid-priority", .error, "a priority that the Pod's class cannot have")

    private static let priority: Key = "priority"
    private static let className: Key = "priorityClassName"

    /// The highest priority of a class that is not the system's.
    private static let highest: Int64 = 1_000_000_000
    private static let systemClasses: [(name: String, priority: Int64)] = [
        ("system-cluster-critical", 2 * highest), ("system-node-critical", 2 * highest + 1000),
    ]

    var fields: [String] { [Self.priority.text] }
    var triggers: [Key] { [Self.priority] }

    /// Compares the priority with the class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Self.priority, of: object), let priority = document.integer(node) else {
            return
        }
        let className = document.present(Self.className, of: object)
        if let className, document.kind(of: className) != .string { return }
        let system = className.flatMap { name in Self.systemClasses.first { document.isString(name, $0.name) } }
        if let system {
            guard priority != system.priority else { return }
            findings.report(
                Self.info, .invalid, node, "must be that of its class, \(system.priority), or better be left out")
        } else if priority > Self.highest {
            findings.report(
                Self.info, .invalid, node,
                "no class but the system's has more than \(Self.highest); leave the priority out")
        }
    }
}

/// A priority without a class should be left out.
///
/// Kubernetes refuses the Pod unless the cluster's default class has exactly this priority, or there is no default
/// class and the priority is 0.
struct PriorityWithoutClass: ObjectRule {
    /// A priority without a class.
    static let info = RuleInfo(
        "priority-without-class", .warning, "a priority without priorityClassName")
    private static let priority: Key = "priority"
    private static let className: Key = "priorityClassName"

    var fields: [String] { [Self.priority.text] }
    var triggers: [Key] { [Self.priority] }

    /// Reports a missing class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Self.priority, of: object), document.kind(of: node) == .number,
            document.present(Self.className, of: object).map(document.isEmptyString) ?? true
        else { return }
        findings.report(
            Self.info, .invalid, node,
            "without priorityClassName the Pod is refused unless the default class has this priority")
    }
}

/// A secret for pulling images should have a name, and be named once; Kubernetes accepts others and ignores them.
struct DoubtfulPullSecret: ObjectRule {
    static var info: RuleInfo { .noEffect }
    private static let secrets: Key = "imagePullSecrets"
    private static let name: Key = "name"

    var fields: [String] { ["imagePullSecrets.name"] }
    var triggers: [Key] { [Self.secrets] }

    /// Compares the names.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let secrets = document.list(Self.secrets, of: object) else { return }
        var seen = NodeTable()
        for secret in document.elements(of: secrets) where document.kind(of: secret) == .object {
            if let name = document.text(Self.name, of: secret) {
                guard seen.insert(name, of: document) != nil else { continue }
                findings.report(Self.info, .duplicate, name, "the secret is listed already")
            } else if document.present(Self.name, of: secret).map(document.isEmptyString) ?? true {
                findings.report(
                    Self.info, .required, missing: Self.name, of: secret, "without it no secret is used")
            }
        }
    }
}

/// An Indexed Job must say how many Pods it has (`validateJobSpec` in Kubernetes' batch validation).
struct IndexedJob: ObjectRule {
    /// An Indexed Job without the number of its Pods, or with too many at a time.
    static let info = RuleInfo(
        "indexed-job", .error, "a Job of completionMode Indexed without completions, or with too much parallelism",
        isMandatory: true)

    private static let mode: Key = "completionMode"
    private static let completions: Key = "completions"
    private static let parallelism: Key = "parallelism"
    /// The most Pods of an Indexed Job at a time.
    private static let mostAtATime: Int64 = 100_000

    var fields: [String] { [Self.completions.text, Self.parallelism.text] }
    var triggers: [Key] { [Self.mode] }

    /// Checks the counts.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let mode = document.text(Self.mode, of: object), document.isString(mode, "Indexed") else { return }
        if document.present(Self.completions, of: object) == nil {
            findings.report(
                Self.info, .required, missing: Self.completions, of: object,
                "completionMode Indexed needs to know how many indices there are")
        }
        if let parallelism = document.present(Self.parallelism, of: object),
            let count = document.integer(parallelism), count > Self.mostAtATime
        {
            findings.report(
                Self.info, .invalid, parallelism,
                "must be less than or equal to \(Self.mostAtATime) where completionMode is Indexed")
        }
    }
}

/// A deadline should leave time: the documentation requires a positive one, and although Kubernetes accepts 0, it then
/// ends the Job before its Pod has run.
struct ZeroDeadline: ObjectRule {
    /// A Job that has no time to run.
    static let info = RuleInfo(
        "zero-deadline", .warning, "activeDeadlineSeconds 0, which ends every Job at once")
    private static let deadline: Key = "activeDeadlineSeconds"

    var fields: [String] { [Self.deadline.text] }
    var triggers: [Key] { [Self.deadline] }

    /// Reports a deadline of 0.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let deadline = document.present(Self.deadline, of: object), document.integer(deadline) == 0 else {
            return
        }
        findings.report(
            Self.info, .invalid, deadline, "ends every Job as soon as it starts: leave it out for no deadline")
    }
}

/// The Job of a schedule should run: without a Pod no backup and no verification is started.
///
/// Kubernetes accepts such Jobs. KubeStash makes one at every time of the schedule.
struct IdleJob: ObjectRule {
    /// A Job that runs no Pod.
    static let info = RuleInfo(
        "idle-job", .warning, "a Job with completions 0, parallelism 0 or suspend true, which runs no Pod")

    private static let completions: Key = "completions"
    private static let parallelism: Key = "parallelism"
    private static let suspend: Key = "suspend"

    var fields: [String] { [Self.completions.text, Self.parallelism.text, Self.suspend.text] }
    var triggers: [Key] { [Self.completions, Self.parallelism, Self.suspend] }

    /// Looks for each reason to run no Pod.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let completions = document.present(Self.completions, of: object), document.integer(completions) == 0 {
            findings.report(
                Self.info, .invalid, completions, "the Job is complete before a Pod has run, so nothing is done")
        }
        if let parallelism = document.present(Self.parallelism, of: object), document.integer(parallelism) == 0 {
            findings.report(Self.info, .invalid, parallelism, "the Job never runs a Pod, so nothing is done")
        }
        if let suspend = document.present(Self.suspend, of: object), document.boolean(suspend) == true {
            findings.report(
                Self.info, .invalid, suspend,
                "the Job waits for somebody to resume it, so nothing is done: to pause, set suspend beside jobTemplate")
        }
    }
}
