import ArgumentParser
import KubernetesAPI
import System

extension ClusterArguments {
    /// Whether a flag names a cluster.
    var isGiven: Bool { kubeconfig != nil || context != nil }

    /// The mistake of flags that name a cluster, where none is read.
    static let withoutCluster = ValidationError("--kubeconfig and --context say which cluster is read; add --cluster")

    /// The mistake of a namespace beside all of them.
    static let twoScopes = ValidationError("-n is one namespace, and -A is all of them; give one of them")

    /// A client of the cluster that the flags and the environment name.
    ///
    /// - Returns: The client, without a connection yet.
    /// - Throws: `CommandFailure` if there is no cluster, or it cannot be used.
    func client() throws(CommandFailure) -> Client {
        let configuration = try configuration()
        do throws(SystemError) {
            return Client(
                ClusterAccess(configuration, environment: Environment.all, interruption: try Interruption()))
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    /// Reads from a cluster.
    ///
    /// - Parameter body: What reads.
    /// - Returns: Its result.
    /// - Throws: `CommandFailure` if the server cannot be reached or does not know the caller.
    static func reading<Result>(_ body: () throws(APIError) -> Result) throws(CommandFailure) -> Result {
        do throws(APIError) {
            return try body()
        } catch {
            throw CommandFailure("the cluster cannot be read: \(error)")
        }
    }
}
