package import KubeStash
package import KubernetesAPI

extension WatchedKind {
    /// The resource of an API server that has the objects of the kind, in all namespaces.
    ///
    /// Of a namespace only the metadata is asked for, as its labels alone matter.
    package var resource: Resource {
        Resource(group: group, version: version, plural: plural, metadataOnly: self == .namespaces)
    }

    /// The kind of a resource; nil if it is none that is watched.
    ///
    /// - Parameter resource: The resource.
    package init?(of resource: Resource) {
        guard let kind = Self.all.first(where: { $0.group == resource.group && $0.plural == resource.plural }) else {
            return nil
        }
        self = kind
    }
}
