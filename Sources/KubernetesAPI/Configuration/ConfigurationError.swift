/// Why a cluster and its credentials are not known.
package struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of mistake; later versions may add more.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name; its meaning never changes.
        package let description: String

        /// There is no configuration.
        package static let missing = Code(description: "missing")
        /// A file cannot be read.
        package static let unreadable = Code(description: "unreadable")
        /// A file is not a kubeconfig file, or a part of it has the wrong type.
        package static let malformed = Code(description: "malformed")
        /// A context, cluster or user that is referred to does not exist.
        package static let unknownName = Code(description: "unknown-name")
        /// A value cannot be used.
        package static let invalid = Code(description: "invalid")
        /// The configuration needs what this client cannot do.
        package static let unsupported = Code(description: "unsupported")
    }

    /// The kind of mistake.
    package let code: Code
    /// One line for a person, with the path of the file.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
