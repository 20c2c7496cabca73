/// The objects of one kind: in one namespace, or everywhere.
package struct Resource: Hashable, Sendable {
    /// The API group; empty for the core group.
    package let group: String
    /// The version, such as `v1alpha1`.
    package let version: String
    /// The name in paths, such as `backupstorages`.
    package let plural: String
    /// The namespace; nil for all of them, or for a kind without namespaces.
    package let namespace: String?
    /// Whether only the metadata of objects is wanted, as PartialObjectMetadata.
    package let metadataOnly: Bool

    /// Names a resource.
    ///
    /// - Parameters:
    ///   - group: The API group; empty for the core group.
    ///   - version: The version.
    ///   - plural: The name in paths.
    ///   - namespace: The namespace; nil for all of them, or for a kind without namespaces.
    ///   - metadataOnly: Whether only the metadata of objects is wanted, as PartialObjectMetadata.
    package init(
        group: String, version: String, plural: String, namespace: String? = nil, metadataOnly: Bool = false
    ) {
        self.group = group
        self.version = version
        self.plural = plural
        self.namespace = namespace
        self.metadataOnly = metadataOnly
    }

    /// The path of the group and version.
    var groupPath: String {
        let version = PercentEncoding.component(version)
        return group.isEmpty ? "/api/\(version)" : "/apis/\(PercentEncoding.component(group))/\(version)"
    }

    /// The path of the list.
    var path: String {
        let namespace = namespace.map { "/namespaces/\(PercentEncoding.component($0))" } ?? ""
        return "\(groupPath)\(namespace)/\(PercentEncoding.component(plural))"
    }

    /// The path of an object.
    ///
    /// - Parameter name: The object's name.
    /// - Returns: The path.
    func path(of name: String) -> String {
        "\(path)/\(PercentEncoding.component(name))"
    }

    /// Whether a text can be the name of a namespace (RFC 1123, a label), so that it can be a part of a path.
    ///
    /// - Parameter text: The text.
    /// - Returns: Whether it is.
    static func isName(_ text: String) -> Bool {
        (1...63).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.last != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}

extension Resource: CustomStringConvertible {
    /// The resource as in a rule of RBAC: `backupstorages.storage.kubestash.com`, with the namespace if there is one.
    package var description: String {
        let name = group.isEmpty ? plural : "\(plural).\(group)"
        return namespace.map { "\(name) in \($0)" } ?? name
    }
}
