/// The names of the objects that the manifests and the chart install.
enum InstalledNames {
    /// The namespace of the server.
    static let namespace = "stashgate-system"
    /// The Service of the server.
    static let service = "stashgate"
    /// Both webhook configurations.
    ///
    /// The API server sorts them by their names, and those of KubeStash usually begin with a k.
    static let configuration = "admission-stashgate"
}
