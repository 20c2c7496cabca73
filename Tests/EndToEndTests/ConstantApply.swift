import KubernetesAPI
import System
import TestSupport

/// BackupConfigurations that are applied without a pause: by server-side apply from some threads, and by kubectl.
final class ConstantApply: Sendable {
    /// One apply.
    struct Attempt: Sendable {
        /// The object.
        let name: String
        /// The value of its label.
        let revision: Int
        let began: ContinuousClock.Instant
        /// What was said instead of success.
        let failure: String?
    }

    /// The label that changes each time.
    private static let label = "revision"

    private let namespace: String
    private let attempts = Locked<[Attempt]>([])
    private let interruption: Interruption
    private let threads = Locked<[WorkerThread]>([])

    /// Starts to apply.
    /// - Parameters:
    ///   - namespace: The namespace of the objects.
    ///   - stage: The cluster.
    /// - Throws: An error if a thread cannot be started.
    init(in namespace: String, on stage: Stage) throws {
        self.namespace = namespace
        interruption = try Interruption()
        let configuration = try Kubeconfig(asked: stage.plane.kubeconfig, environment: [:]).configuration()
        let kubectl = stage.kubectl
        var all = try (0..<3).map { number in
            try repeatedly { [self] in directly(number, configuration) }
        }
        all.append(
            try repeatedly { [self] in
                { revision in
                    self.attempt("load-kubectl", revision) {
                        do {
                            let outcome = try kubectl.apply(self.manifest("load-kubectl", revision))
                            return outcome.code == 0 ? nil : outcome.errors
                        } catch {
                            return "\(error)"
                        }
                    }
                }
            })
        threads.withLock { $0 = all }
    }

    /// Applies objects of one thread on a connection of its own, some of them, so that objects are created as well.
    private func directly(_ number: Int, _ configuration: ClusterConfiguration) -> (Int) -> Attempt {
        let client = Client(ClusterAccess(configuration, environment: [:], interruption: interruption))
        let resource = Resource(
            group: "core.kubestash.com", version: "v1alpha1", plural: "backupconfigurations", namespace: namespace)
        return { [self] revision in
            let name = "load-\(number)-\(revision % 20)"
            return attempt(name, revision) {
                do throws(APIError) {
                    try client.apply(
                        Array(manifest(name, revision).utf8), as: resource, name: name, fieldManager: "load",
                        force: true)
                    return nil
                } catch {
                    return "\(error)"
                }
            }
        }
    }

    /// Starts a thread that applies until the end.
    private func repeatedly(_ prepare: @escaping @Sendable () -> (Int) -> Attempt) throws -> WorkerThread {
        try WorkerThread(name: "apply") { [self] in
            let apply = prepare()
            var revision = 0
            while !interruption.isRequested {
                revision += 1
                let attempt = apply(revision)
                // An apply that was cut off by the end of the story says nothing.
                guard !interruption.isRequested else { return }
                attempts.withLock { $0.append(attempt) }
                // A server that is not there is not asked a thousand times a second.
                if attempt.failure != nil { interruption.wait(timeout: .milliseconds(20)) }
            }
        }
    }

    private func attempt(_ name: String, _ revision: Int, _ apply: () -> String?) -> Attempt {
        let began = ContinuousClock.now
        return Attempt(name: name, revision: revision, began: began, failure: apply())
    }

    /// A BackupConfiguration without a mistake, as JSON.
    private func manifest(_ name: String, _ revision: Int) -> String {
        """
        {"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupConfiguration",
         "metadata":{"name":"\(name)","namespace":"\(namespace)","labels":{"\(Self.label)":"r\(revision)"}},
         "spec":{"target":{"apiGroup":"apps","kind":"Deployment","name":"\(name)","namespace":"\(namespace)"},
         "backends":[{"name":"s3","storageRef":{"name":"s3","namespace":"\(namespace)"},
         "retentionPolicy":{"name":"month","namespace":"\(namespace)"}}],
         "sessions":[{"name":"nightly","scheduler":{"schedule":"0 2 * * *","jobTemplate":{"template":{}}},
         "addon":{"name":"workload-addon","tasks":[{"name":"logical-backup"}]},
         "repositories":[{"name":"\(name)","backend":"s3","directory":"/\(namespace)/\(name)"}]}]}}
        """
    }

    /// Waits for more applies that succeed.
    /// - Parameter count: How many.
    /// - Returns: Whether they came.
    func succeeds(_ count: Int) -> Bool {
        let before = successes
        return eventually { successes >= before + count }
    }

    private var successes: Int { attempts.withLock { $0.count { $0.failure == nil } } }

    /// Ends, and waits for the threads.
    /// - Returns: All applies.
    func stop() -> [Attempt] {
        interruption.request()
        for thread in threads.withLock({ $0 }) { thread.join() }
        return attempts.withLock { $0 }
    }

    /// The last revision of each object that the server has acknowledged, and which it has stored.
    /// - Parameters:
    ///   - attempts: All applies.
    ///   - kubectl: What reads the cluster.
    /// - Returns: The objects whose stored revision is older than the acknowledged one.
    /// - Throws: An error if the cluster cannot be read.
    func lost(_ attempts: [Attempt], _ kubectl: Kubectl) throws -> [String] {
        var acknowledged: [String: Int] = [:]
        for attempt in attempts where attempt.failure == nil { acknowledged[attempt.name] = attempt.revision }
        let listed = try kubectl.must(
            "get", "backupconfigurations", "-n", namespace, "-o",
            #"jsonpath={range .items[*]}{.metadata.name} {.metadata.labels.\#(Self.label)}{"\n"}{end}"#)
        var stored: [String: Int] = [:]
        for line in listed.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { stored[String(words[0])] = Int(words[1].dropFirst()) }
        }
        return acknowledged.filter { (stored[$0.key] ?? 0) < $0.value }.map { "\($0.key) \($0.value)" }.sorted()
    }
}
