internal import Document

extension ClusterConfiguration {
    /// The folder in which Kubernetes mounts the service account of a Pod.
    package static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Whether this process runs in a Pod with the token of a service account.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - folder: The folder of the service account.
    /// - Returns: Whether ``inCluster(environment:folder:)`` has what it needs.
    package static func isInCluster(
        environment: [String: String], folder: String = serviceAccountFolder
    ) -> Bool {
        hostAndPort(environment) != nil && (try? BoundedFile.token("\(folder)/token")) != nil
    }

    /// The configuration of a Pod: the API server of its cluster, and the Pod's service account.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process: `KUBERNETES_SERVICE_HOST` and `KUBERNETES_SERVICE_PORT`.
    ///   - folder: The folder of the service account.
    /// - Returns: The configuration; its token is read again as it rotates.
    /// - Throws: `ConfigurationError` if this is no Pod, or one without the token of a service account.
    package static func inCluster(
        environment: [String: String], folder: String = serviceAccountFolder
    ) throws(ConfigurationError) -> ClusterConfiguration {
        guard let (host, port) = hostAndPort(environment) else {
            throw ConfigurationError(
                .missing, "this is not a Pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set")
        }
        let name = host.contains(":") ? "[\(host)]" : host
        var configuration = ClusterConfiguration(
            server: try ServerAddress("https://\(name):\(port)"), origin: "the service account in \(folder)")
        _ = try BoundedFile.token("\(folder)/token")
        configuration.identity = .tokenFile("\(folder)/token", fallback: nil)
        configuration.trust = .authority(.file("\(folder)/ca.crt"))
        if let bytes = try? BoundedFile.read("\(folder)/namespace", upTo: mostNamespaceBytes) {
            let namespace = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
            if Resource.isName(namespace) { configuration.namespace = namespace }
        }
        return configuration
    }

    /// More than the longest name of a namespace, with a line break.
    private static let mostNamespaceBytes = 256

    private static func hostAndPort(_ environment: [String: String]) -> (host: String, port: String)? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"], !port.isEmpty
        else { return nil }
        return (host, port)
    }
}
