import ArgumentParser
import KubernetesAPI
import System

/// The flags that name a cluster, as kubectl has them.
struct ClusterArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A kubeconfig file (default: those of KUBECONFIG, or ~/.kube/config).", valueName: "file"),
        completion: .file())
    var kubeconfig: String?

    @Option(
        help: ArgumentHelp("A context of the kubeconfig file (default: its current-context).", valueName: "name"))
    var context: String?

    /// The cluster that the flags and the environment name: that of a kubeconfig file, or else the one that this
    /// process runs in, as kubectl chooses.
    ///
    /// - Returns: The configuration.
    /// - Throws: `CommandFailure` if there is none, or it cannot be used.
    func configuration() throws(CommandFailure) -> ClusterConfiguration {
        let environment = Environment.all
        let isAsked = kubeconfig != nil || context != nil || Environment.value(of: "KUBECONFIG") != nil
        do throws(ConfigurationError) {
            if !isAsked, ClusterConfiguration.isInCluster(environment: environment) {
                return try ClusterConfiguration.inCluster(environment: environment)
            }
            return try fromKubeconfig()
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// The cluster of a kubeconfig file.
    ///
    /// - Returns: The configuration.
    /// - Throws: `ConfigurationError` if there is no such file or context, or it cannot be used.
    func fromKubeconfig() throws(ConfigurationError) -> ClusterConfiguration {
        try Kubeconfig(asked: kubeconfig, environment: Environment.all).configuration(context: context)
    }
}
