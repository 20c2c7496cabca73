internal import HTTP
package import KubeStash
package import Logging
package import Serving
package import TLS
internal import Time

/// The version of this program and of its compiler.
package enum Build {
    /// The version of stashgate (semver.org).
    package static let version = "0.1.0"
    /// The address of the project.
    package static let homepage = "https://github.com/stashgate/stashgate"

    /// The compiler that built this program; Swift tells it to conditions only, so a patch release that came out later
    /// shows as the one before with a plus.
    package static var compiler: String {
        #if compiler(>=6.3.3)
            "6.3.2+"
        #elseif compiler(>=6.3.2)
            "6.3.2"
        #elseif compiler(>=6.3.1)
            "6.3.1"
        #else
            "6.3.0"
        #endif
    }
}

/// The first line of the log: which version runs, and with which limits.
package struct StartReport {
    /// The policy if no file is given, and the cluster if none is followed.
    private static let none = "none"

    /// The most names of a certificate in the line: a Service is reached by fewer.
    private static let mostNames = 16

    /// The values of the line, by name.
    package let metadata: Logger.Metadata

    /// The level of the line: an operator should see limits that are lower than what was asked for.
    package let level: Logger.Level

    /// Makes the line.
    ///
    /// - Parameters:
    ///   - configuration: The server's configuration.
    ///   - wanted: The limits that were asked for; descriptors or memory may have allowed less.
    ///   - policy: The policy, and the file that it is from.
    ///   - certificate: The certificate in use; nil if there is none yet.
    ///   - cluster: The cluster whose objects are followed; nil for none.
    package init(
        _ configuration: ServerConfiguration, wanted: ServerLimits, policy: (file: String?, rules: Policy),
        certificate: ServerContext?, cluster: String? = nil
    ) {
        var metadata: Logger.Metadata = [
            "version": .string(Build.version),
            "workers": .stringConvertible(configuration.workers),
            "policy": .string(policy.file ?? Self.none),
            "cluster": .string(cluster ?? Self.none),
            "rules-changed": .stringConvertible(policy.rules.changedRules.count),
        ]
        if let certificate {
            metadata["names"] = .array(certificate.names.prefix(Self.mostNames).map { .string($0) })
            metadata["not-after"] = .stringConvertible(Instant(secondsSinceEpoch: certificate.notAfter))
        }
        let lowered = Self.lowered(configuration.limits, wanted)
        if !lowered.isEmpty { metadata["lowered"] = .dictionary(lowered) }
        self.metadata = metadata
        level = lowered.isEmpty ? .info : .notice
    }

    /// The limits that are lower than what was asked for, by their flags.
    private static func lowered(_ actual: ServerLimits, _ wanted: ServerLimits) -> Logger.Metadata {
        let limits = [
            ("max-connections", actual.connections, wanted.connections),
            ("max-held-bytes", actual.heldBytes, wanted.heldBytes),
            ("max-body-bytes", actual.request.bodyBytes, wanted.request.bodyBytes),
        ]
        return limits.reduce(into: [:]) { lowered, limit in
            let (flag, actual, wanted) = limit
            if actual < wanted { lowered[flag] = .stringConvertible(actual) }
        }
    }
}
