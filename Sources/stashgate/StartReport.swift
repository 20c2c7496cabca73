import Cron
import HTTP
import KubeStash
import Logging
import Serving
import TLS
import Time

/// What `stashgate serve` says of itself when it starts: one line with what runs, and by which limits.
struct StartReport {
    /// The name of the policy where no file is given.
    private static let noPolicy = "none"

    /// The most names of a certificate in the line: one for each way to a Service, and then some.
    private static let mostNames = 16

    /// What the line says, by name.
    let metadata: Logger.Metadata

    /// How much the line matters: an operator should see limits that are lower than what was asked for.
    let level: Logger.Level

    /// Puts the line together.
    ///
    /// - Parameters:
    ///   - configuration: How the server serves.
    ///   - wanted: The limits that were asked for; descriptors or memory may have allowed less.
    ///   - policy: The policy, and the file that it is from.
    ///   - certificate: The certificate in use.
    init(
        _ configuration: ServerConfiguration, wanted: ServerLimits, policy: (file: String?, rules: Policy),
        certificate: ServerContext
    ) {
        var metadata: Logger.Metadata = [
            "version": .string(VersionCommand.version),
            "workers": .stringConvertible(configuration.workers),
            "policy": .string(policy.file ?? Self.noPolicy),
            "rules-changed": .stringConvertible(policy.rules.changedRules.count),
            "names": .array(certificate.names.prefix(Self.mostNames).map { .string($0) }),
            "not-after": .stringConvertible(Instant(secondsSinceEpoch: certificate.notAfter)),
        ]
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
