import ArgumentParser
import KubernetesAPI
import Logging
import ManagedCertificates
import System
import TLS
import Webhook

/// The flags of `stashgate serve` for a self-managed certificate.
struct ManagedCertificateArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep a certificate and its authority in this Secret, renew them, and write the caBundle of the webhooks (default: none).",
            discussion: """
                It is made if it does not exist. All replicas share it. The cluster is that of --cluster kubeconfig, or \
                else the one that this process runs in.
                """,
            valueName: "secret"),
        transform: ObjectNameArgument.name)
    var selfManagedCertificates: String?

    @Option(
        help: ArgumentHelp(
            "With --self-managed-certificates: the Service that API servers call (default: \(InstalledNames.service)).",
            valueName: "name"),
        transform: ServiceArgument.name)
    var serviceName: String?

    @Option(
        help: ArgumentHelp(
            "With --self-managed-certificates: the namespace of the Service and the Secret (default: its own).",
            valueName: "name"),
        transform: NamespaceArgument.name)
    var serviceNamespace: String?

    @Option(
        help: ArgumentHelp(
            "With --self-managed-certificates: the mutating and the validating configuration of this name (default: \(InstalledNames.configuration)).",
            valueName: "name"),
        transform: ObjectNameArgument.name)
    var webhookConfiguration: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "With --self-managed-certificates: more DNS names and IP addresses that the server is reached by (default: none).",
            valueName: "name"))
    var certificateHost: [String] = []

    @Option(
        explained: ArgumentHelp(
            "With --self-managed-certificates: the validity of a certificate, which is renewed when a third is left.",
            valueName: "duration"))
    var certificateValidity = DurationArgument(Self.usualValidity)

    @Option(
        explained: ArgumentHelp(
            "With --self-managed-certificates: the validity of an authority, which is renewed when a third is left.",
            valueName: "duration"))
    var authorityValidity = DurationArgument(Self.usualAuthorityValidity)

    private static let usualValidity = Duration.seconds(365 * 86_400)
    private static let usualAuthorityValidity = Duration.seconds(10 * 365 * 86_400)

    /// The least validity: one in which a few looks at the Secret have their time.
    private static let leastValidity = Duration.seconds(60)

    /// The least validity of an authority, in those of certificates: the last third of it must be enough for one.
    private static let leastFactor = 3

    func validate() throws {
        let others: [(flag: String, isGiven: Bool)] = [
            ("--service-name", serviceName != nil), ("--service-namespace", serviceNamespace != nil),
            ("--webhook-configuration", webhookConfiguration != nil), ("--certificate-host", !certificateHost.isEmpty),
            ("--certificate-validity", certificateValidity.duration != Self.usualValidity),
            ("--authority-validity", authorityValidity.duration != Self.usualAuthorityValidity),
        ]
        if let flag = others.first(where: \.isGiven)?.flag, selfManagedCertificates == nil {
            throw ValidationError("\(flag) needs --self-managed-certificates")
        }
        let longest = Duration.seconds(Int64(CertificateAuthority.longestValidity) * CertificateAuthority.daySeconds)
        guard certificateValidity.duration >= Self.leastValidity else {
            throw ValidationError("--certificate-validity must be at least \(DurationArgument(Self.leastValidity))")
        }
        guard certificateValidity.duration <= longest / Self.leastFactor, authorityValidity.duration <= longest,
            authorityValidity.duration >= certificateValidity.duration * Self.leastFactor
        else {
            throw ValidationError(
                "--authority-validity must be \(Self.leastFactor) times --certificate-validity or more, and at most "
                    + "\(DurationArgument(longest))")
        }
    }

    /// The cluster, the names and the plan of self-managed certificates.
    struct Choice {
        let cluster: ClusterConfiguration
        let objects: CertificateObjects
        let plan: CertificatePlan

        /// Begins to look after the certificates.
        ///
        /// - Parameter logger: Gets a line for what an operator should know.
        /// - Returns: The certificates.
        /// - Throws: `SystemError` if there is no memory for a thread.
        func start(logger: Logger) throws(SystemError) -> ManagedCertificates {
            let access = ClusterAccess(
                cluster, environment: Environment.all, interruption: try Interruption(),
                userAgent: "stashgate/\(Build.version)")
            let log = CertificateLog(of: objects, logger: logger)
            return try ManagedCertificates(access, objects, plan) { log.note($0) }
        }
    }

    /// The cluster, the names and the plan that the flags choose.
    ///
    /// - Parameter cluster: The flags that name a cluster.
    /// - Returns: The choice; nil if the certificate is in files.
    /// - Throws: `CommandFailure` if the cluster or a name cannot be used.
    func chosen(beside cluster: ServeClusterArguments) throws(CommandFailure) -> Choice? {
        guard let secret = selfManagedCertificates else { return nil }
        let configuration: ClusterConfiguration
        do throws(ConfigurationError) {
            configuration =
                cluster.source == .kubeconfig
                ? try cluster.arguments.fromKubeconfig() : try .inCluster(environment: Environment.all)
        } catch {
            throw CommandFailure("\(error)")
        }
        let namespace = serviceNamespace ?? configuration.namespace
        return Choice(
            cluster: configuration,
            objects: CertificateObjects(
                secret: secret, namespace: namespace,
                configuration: webhookConfiguration ?? InstalledNames.configuration),
            plan: try plan(in: namespace))
    }

    private func plan(in namespace: String) throws(CommandFailure) -> CertificatePlan {
        do throws(TLSError) {
            var hosts = [try HostName("\(serviceName ?? InstalledNames.service).\(namespace).svc")]
            for text in certificateHost { hosts.append(try HostName(text)) }
            return CertificatePlan(
                hosts: hosts, certificateSeconds: certificateValidity.duration.components.seconds,
                authoritySeconds: authorityValidity.duration.components.seconds)
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
